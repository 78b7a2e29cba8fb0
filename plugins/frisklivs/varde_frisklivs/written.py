"""What invented participants of Frisk i hverdagen write in its exercises, for the demo: Eva, who has begun on moving more."""

from __future__ import annotations

from varde.plugin.programmes import Text
from varde.plugin.simulation import InventedEntry

_TALK = (
    InventedEntry(
        {
            "strengths": Text("Jeg møter når jeg har sagt at jeg kommer.", "Eg møter når eg har sagt at eg kjem."),
            "wish": Text("Orke trappene uten å stoppe.", "Orke trappene utan å stoppe."),
            "why": Text("Barnebarnet bor i fjerde etasje.", "Barnebarnet bur i fjerde etasje."),
            "importance": 8,
            "confidence": 5,
            "why_not_lower": Text("Jeg gikk mye før.", "Eg gjekk mykje før."),
            "one_higher": Text("Noen å gå sammen med.", "Nokon å gå saman med."),
            "contact": "weekly",
        },
        Text(
            "Fjerde etasje er en fin grunn. Vi ses på «Gå og prat» på tirsdag.",
            "Fjerde etasje er ein fin grunn. Vi møtest på «Gå og prat» på tysdag.",
        ),
    ),
)
_GOALS = (
    InventedEntry(
        {
            "goal": Text("Gå opp til fjerde etasje uten pause", "Gå opp til fjerde etasje utan pause"),
            "why": Text("Så jeg kan hente i barnehagen.", "Så eg kan hente i barnehagen."),
            "importance": 8,
        }
    ),
)
_PLAN = (
    InventedEntry(
        {
            "step": Text("Gå tur i 15 minutter", "Gå tur i 15 minutt"),
            "when": Text("Mandag, onsdag og fredag etter middag", "Måndag, onsdag og fredag etter middag"),
            "where": Text("Rundt dammen", "Rundt dammen"),
            "with_whom": Text("Naboen på onsdager", "Naboen på onsdagar"),
            "obstacle": Text("Regn", "Regn"),
            "plan_b": Text("Gå trappen to ganger", "Gå trappa to gonger"),
            "confidence": 7,
            "put_away": False,
        },
        Text("Plan B er god. Ta den med en gang det regner.", "Plan B er god. Ta han med ein gong det regnar."),
    ),
)
_CHECKS = (
    InventedEntry(
        {
            "motivation": 7,
            "helped": Text("At naboen ringte på.", "At naboen ringde på."),
            "onward": "same",
            "contact": False,
        }
    ),
    InventedEntry(
        {
            "motivation": 6,
            "helped": Text("Skoene sto klare i gangen.", "Skoa stod klare i gangen."),
            "onward": "same",
            "contact": False,
        }
    ),
)
_LOG = (
    InventedEntry(
        {"lasted": 15, "what": Text("Rundt dammen", "Rundt dammen"), "effort": "some", "before": 5, "after": 7}
    ),
    InventedEntry(
        {"lasted": 10, "what": Text("Trappen to ganger", "Trappa to gonger"), "effort": "much", "before": 4, "after": 6}
    ),
    InventedEntry(
        {"lasted": 20, "what": Text("Tur med naboen", "Tur med naboen"), "effort": "some", "before": 5, "after": 8},
        Text("Tjue minutter i prat. Det teller hele veien.", "Tjue minutt i prat. Det tel heile vegen."),
    ),
    InventedEntry({"lasted": 60, "what": Text("Gå og prat", "Gå og prat"), "effort": "calm", "before": 6, "after": 8}),
    InventedEntry(
        {
            "lasted": 12,
            "what": Text("Til butikken og hjem", "Til butikken og heim"),
            "effort": "calm",
            "before": 5,
            "after": 6,
        }
    ),
)

WRITTEN: dict[str, tuple[InventedEntry, ...]] = {
    "health-conversation/strengths-and-wishes": _TALK,
    "health-conversation/my-goals": _GOALS,
    "health-conversation/action-plan": _PLAN,
    "health-conversation/check-in": _CHECKS,
    "activity/activity-log": _LOG,
}
"""By module and step, entry by entry."""
