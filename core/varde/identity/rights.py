"""Who may do what: the one table of roles and rights. Pages ask for a right, never for a role.

A role is held at an organisation and everything under it. A right opens a page; whose record it opens there is decided by the
gates (:mod:`varde.enrolments.access`), which nobody passes by role alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.words import Text

ROLES: dict[str, Text] = {
    "patient": Text("Pasient", "Pasient", "Patient"),
    "referrer": Text("Henviser", "Tilvisar", "Referrer"),
    "therapist": Text("Behandler", "Behandlar", "Therapist"),
    "care_team": Text("Medlem av behandlerteam", "Medlem av behandlarteam", "Member of care teams"),
    "dietitian": Text("Klinisk ernæringsfysiolog", "Klinisk ernæringsfysiolog", "Clinical dietitian"),
    "group_leader": Text("Gruppeleder", "Gruppeleiar", "Group leader"),
    "head": Text("Seksjonsleder", "Seksjonsleiar", "Head of the clinic"),
    "manager": Text("Leder", "Leiar", "Manager"),
    "trust_administrator": Text("Administrator", "Administrator", "Administrator"),
    "content_editor": Text("Redaktør", "Redaktør", "Content editor"),
    "operator": Text("Driftsansvarlig", "Driftsansvarleg", "Operator"),
    "researcher": Text("Forsker", "Forskar", "Researcher"),
    "privacy_officer": Text("Personvernombud", "Personvernombod", "Privacy officer"),
}
"""Every role there is, and what it is called."""
STAFF_ROLES: tuple[str, ...] = tuple(role for role in ROLES if role != "patient")
"""What a staff sign-in (HelseID) carries."""


@dataclass(frozen=True, slots=True)
class Right:
    """Something that may be done, the sentence that says so, and the roles that give it."""

    key: str
    sentence: Text
    roles: frozenset[str]


RIGHTS: tuple[Right, ...] = (
    Right(
        "refer",
        Text("Henvise en pasient.", "Tilvise ein pasient.", "Refer a patient."),
        frozenset({"referrer", "therapist"}),
    ),
    Right(
        "treat",
        Text(
            "Lese og skrive i forløpene man selv har, er i teamet til eller er vikar for.",
            "Lese og skrive i forløpa ein sjølv har, er i teamet til eller er vikar for.",
            "Read and write in the enrolments that are one's own, by care team or as a substitute too.",
        ),
        frozenset({"therapist", "care_team", "dietitian", "group_leader"}),
    ),
    Right(
        "correct",
        Text(
            "Rette et svar som pasienten har levert, etter hennes eller hans ord.",
            "Rette eit svar som pasienten har levert, etter ordet hennar eller hans.",
            "Correct an answer that the patient has handed in, at the patient's word.",
        ),
        frozenset({"therapist"}),
    ),
    Right(
        "take_over",
        Text(
            "Ta over en kollegas forløp, med en grunn som pasienten leser.",
            "Ta over forløpet til ein kollega, med ein grunn som pasienten les.",
            "Take over a colleague's enrolment, for a reason that the patient reads.",
        ),
        frozenset({"therapist"}),
    ),
    Right(
        "break_glass",
        Text(
            "Åpne en journal med nødrett, når hjelpen ikke kan vente. Det blir gjennomgått.",
            "Opne ein journal med naudrett, når hjelpa ikkje kan vente. Det blir gått gjennom.",
            "Open a record by break-glass, when help cannot wait. It is reviewed.",
        ),
        frozenset({"therapist"}),
    ),
    Right(
        "queue",
        Text("Se klinikkens kø.", "Sjå køen til klinikken.", "See the clinic's queue."),
        frozenset({"therapist", "head"}),
    ),
    Right(
        "absence",
        Text(
            "Melde eget fravær og si hvilke dager man er til stede.",
            "Melde eige fråvær og seie kva dagar ein er til stades.",
            "Report one's own absence, and the days one is present.",
        ),
        frozenset({"therapist", "care_team", "dietitian", "group_leader", "head"}),
    ),
    Right(
        "absence_of_staff",
        Text(
            "Melde fravær for andre ved klinikken.",
            "Melde fråvær for andre ved klinikken.",
            "Report absence for others at the clinic.",
        ),
        frozenset({"head"}),
    ),
    Right(
        "hand_over",
        Text(
            "Gi pasienter en ny ansvarlig, mange om gangen.",
            "Gi pasientar ein ny ansvarleg, mange om gongen.",
            "Give patients somebody else who is responsible, many at a time.",
        ),
        frozenset({"head"}),
    ),
    Right(
        "kin",
        Text(
            "Si hvem man er i nær familie med, så man holdes utenfor deres forløp.",
            "Seie kven ein er i nær familie med, så ein blir halden utanfor forløpa deira.",
            "Say who one's close family are, to be kept out of their enrolments.",
        ),
        frozenset({"referrer", "therapist", "care_team", "dietitian", "group_leader", "head"}),
    ),
    Right(
        "figures",
        Text(
            "Se samlede tall, aldri en pasient.",
            "Sjå samla tal, aldri ein pasient.",
            "See figures of many, never a patient.",
        ),
        frozenset({"manager"}),
    ),
    Right(
        "plan_benefits",
        Text(
            "Skrive gevinstplanen for et sted, og føre verdier i den.",
            "Skrive gevinstplanen for ein stad, og føre verdiar i han.",
            "Write the benefits plan of a place, and the values in it.",
        ),
        frozenset({"manager"}),
    ),
    Right(
        "set_up",
        Text(
            "Bestemme virksomhetens valg, tilbud og roller, uten å nå noen pasient.",
            "Bestemme vala, tilboda og rollene til verksemda, utan å nå nokon pasient.",
            "Decide settings, offerings and roles, and reach no patient.",
        ),
        frozenset({"trust_administrator"}),
    ),
    Right(
        "clinic_templates",
        Text(
            "Skrive maler for meldinger, som alle ved klinikken kan velge.",
            "Skrive malar for meldingar, som alle ved klinikken kan velje.",
            "Write templates of messages that everybody at the clinic may choose.",
        ),
        frozenset({"head", "content_editor"}),
    ),
    Right(
        "edit_content",
        Text(
            "Endre tekstene i programmene, uten å nå noen pasient.",
            "Endre tekstane i programma, utan å nå nokon pasient.",
            "Change the texts of the programmes, and reach no patient.",
        ),
        frozenset({"content_editor"}),
    ),
    Right(
        "approve_content",
        Text(
            "Godkjenne tekster som en annen har skrevet.",
            "Godkjenne tekstar som ein annan har skrive.",
            "Approve texts that another has written.",
        ),
        frozenset({"content_editor", "head"}),
    ),
    Right(
        "read_helped",
        Text(
            "Se om pasienter synes stegene hjalp, uten å vite hvem som svarte.",
            "Sjå om pasientar synest stega hjelpte, utan å vite kven som svara.",
            "See whether patients find that the steps helped, without knowing who answered.",
        ),
        frozenset({"content_editor", "manager"}),
    ),
    Right(
        "sign_statements",
        Text(
            "Signere det faglige i programmene, som fagansvarlig.",
            "Signere det faglege i programma, som fagansvarleg.",
            "Sign what the programmes state, as clinical owner.",
        ),
        frozenset({"head"}),
    ),
    Right(
        "plan_courses",
        Text(
            "Se hvordan forløpet i hvert program er lagt opp, uten pasienter.",
            "Sjå korleis forløpet i kvart program er lagt opp, utan pasientar.",
            "See how the course of each programme is laid out, without patients.",
        ),
        frozenset({"trust_administrator", "content_editor"}),
    ),
    Right(
        "operate",
        Text(
            "Se hvordan Varde går: jobber, køer og lagring, uten navn.",
            "Sjå korleis Varde går: jobbar, køar og lagring, utan namn.",
            "See how Varde runs: jobs, queues and storage, without names.",
        ),
        frozenset({"operator"}),
    ),
    Right(
        "research",
        Text(
            "Hente avidentifiserte data om dem som har samtykket.",
            "Hente avidentifiserte data om dei som har samtykt.",
            "Fetch de-identified data of those who consented.",
        ),
        frozenset({"researcher"}),
    ),
    Right(
        "review_access",
        Text("Gå gjennom hvem som har åpnet hva.", "Gå gjennom kven som har opna kva.", "Review who has opened what."),
        frozenset({"privacy_officer", "head"}),
    ),
    Right(
        "erase",
        Text(
            "Be om at en pasient slettes, eller avgjøre det en annen ba om.",
            "Be om at ein pasient blir sletta, eller avgjere det ein annan bad om.",
            "Ask for a patient to be erased, or decide what another asked for.",
        ),
        frozenset({"privacy_officer", "head"}),
    ),
    Right(
        "retention",
        Text(
            "Se hvor lenge noe oppbevares, og hva som går når.",
            "Sjå kor lenge noko blir teke vare på, og kva som går når.",
            "See how long things are kept, and what goes when.",
        ),
        frozenset({"privacy_officer", "head", "trust_administrator"}),
    ),
)
BY_KEY = {right.key: right for right in RIGHTS}


def roles_with(key: str) -> frozenset[str]:
    """The roles that give this right."""
    return BY_KEY[key].roles
