"""When the guide of the ridge must look. The levels are invented, so that there is one of each kind."""

from __future__ import annotations

from typing import Literal

from varde.plugin.alerts import Alert, Text, all_of, any_of, is_true, when
from varde.plugin.programmes import Rule

PROGRAMME = "ridge"
_HEAVY = Text("Svarte at det er tungt.", "Svarte at det er tungt.", "Answered that it is heavy.")
_UNKNOWN = Text(
    "Svarte ikke på spørsmålet om sikkerhet. Noen må spørre.",
    "Svarte ikkje på spørsmålet om tryggleik. Nokon må spørje.",
    "Did not answer the question about safety. Somebody must ask.",
)
_WORSE = Text(
    "Skåren er tydelig høyere enn ved start eller forrige svar.",
    "Skåren er tydeleg høgare enn ved start eller førre svar.",
    "The score is clearly higher than at the start or the answer before.",
)
_HIGH = Text(
    "Skåren er i det høyeste området.", "Skåren er i det høgaste området.", "The score is in the highest range."
)


def _danger(key: str, rule: Rule, severity: Literal["amber", "red", "critical"], instrument: str) -> Alert:
    return Alert(f"ridge.{key}", _HEAVY, rule, severity, instrument, PROGRAMME, crisis=True)


def _about(key: str, rule: Rule, instrument: str) -> Alert:
    title = {"unknown": _UNKNOWN, "worse": _WORSE}.get(key.rpartition("-")[2], _HIGH)
    return Alert(f"ridge.{key}", title, rule, "amber", instrument, PROGRAMME)


ALERTS = (
    _danger("phq9-thoughts-some", when("answer:q9", "==", 1), "amber", "phq-9"),
    _danger("phq9-thoughts", when("answer:q9", ">=", 2), "red", "phq-9"),
    _danger("madrs-thoughts-some", all_of(when("answer:q9", ">=", 2), when("answer:q9", "<=", 3)), "amber", "madrs-s"),
    _danger("madrs-thoughts", all_of(when("answer:q9", ">=", 4), when("answer:q9", "<=", 5)), "red", "madrs-s"),
    _danger("madrs-plan", when("answer:q9", "==", 6), "critical", "madrs-s"),
    _danger("neq-thoughts", when("answer:o15", "==", 1), "amber", "neq"),
    _about("phq9-worse", is_true("worse"), "phq-9"),
    _about("gad7-worse", is_true("worse"), "gad-7"),
    _about("phq9-thoughts-unknown", is_true("unanswered:q9"), "phq-9"),
    _about("madrs-thoughts-unknown", is_true("unanswered:q9"), "madrs-s"),
    _about("neq-thoughts-unknown", is_true("unanswered:o15"), "neq"),
    _about("phq9-severe", all_of(when("band", "==", "severe"), is_true("new_band")), "phq-9"),
    _about("madrs-severe", all_of(when("band", "==", "severe"), is_true("new_band")), "madrs-s"),
    _about("audit-high", when("band", "==", "possible_dependence"), "audit"),
    Alert(
        "ridge.no-answer",
        Text(
            "Et skjema er en uke over fristen, eller to på rad er ikke levert.",
            "Eit skjema er ei veke over fristen, eller to på rad er ikkje leverte.",
            "A form is a week past its deadline, or two in a row were not handed in.",
        ),
        any_of(when("days_overdue", ">=", 7), when("unanswered_in_row", ">=", 2)),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "ridge.inactive",
        Text("Ikke aktiv på to uker.", "Ikkje aktiv på to veker.", "Not active for two weeks."),
        when("days_inactive", ">=", 14),
        "amber",
        programme=PROGRAMME,
    ),
)
