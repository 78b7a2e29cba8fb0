"""What the members of a care team are called."""

from __future__ import annotations

from varde.kernel.words import Text

RESPONSIBLE = "responsible"
TEAM_ROLE = {
    "responsible": Text("Ansvarlig", "Ansvarleg", "Responsible"),
    "therapist": Text("Medbehandler", "Medbehandlar", "Co-therapist"),
    "dietitian": Text("Ernæringsfysiolog", "Ernæringsfysiolog", "Dietitian"),
    "group_leader": Text("Gruppeleder", "Gruppeleiar", "Group leader"),
    "coach": Text("Veileder", "Rettleiar", "Coach"),
    "nurse": Text("Sykepleier ved oppfølging", "Sjukepleiar ved oppfølging", "Nurse at follow-up"),
}
MEMBER_ROLES = tuple(role for role in TEAM_ROLE if role != RESPONSIBLE)
"""What somebody may be taken into the team as; who is responsible is decided by accepting, taking over and handing over."""
