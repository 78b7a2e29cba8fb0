"""When the coach must look: activities that are not done, motivation that falls, well-being that is very low (WHO-5 at most
28) or worse than at the start or the answer before, alcohol (AUDIT from 16, harmful and more), and silence. All within one
working day; each centre's own governance must sign the limits."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.alerts import Alert, Text, all_of, any_of, is_true, one_of, when

PROGRAMME = "frisklivs"
CHECK_IN = "weekly-check-in"

ALERTS = (
    Alert(
        "frisklivs.not-done",
        Text(
            "Fikk ikke gjort det som var planlagt, to ganger på rad.",
            "Fekk ikkje gjort det som var planlagt, to gonger på rad.",
            "Did not do what was planned, twice in a row.",
        ),
        all_of(when("answer:did", "==", 0), when("before:did", "==", 0)),
        "amber",
        CHECK_IN,
        PROGRAMME,
        cause=Text("Ikke gjort", "Ikkje gjort", "Not done"),
    ),
    Alert(
        "frisklivs.motivation",
        Text(
            "Motivasjonen er lav eller har falt mye.",
            "Motivasjonen er låg eller har falle mykje.",
            "Motivation is low or has fallen a lot.",
        ),
        any_of(when("answer:motivation", "<=", 2), when("fell:motivation", ">=", 3)),
        "amber",
        CHECK_IN,
        PROGRAMME,
        cause=Text("Motivasjon", "Motivasjon", "Motivation"),
        call_in="follow-up",
    ),
    Alert(
        "frisklivs.who-5-worse",
        Text(
            "Trivselen er tydelig lavere enn ved start eller forrige svar.",
            "Trivselen er tydeleg lågare enn ved start eller førre svar.",
            "Well-being is clearly lower than at the start or the answer before.",
        ),
        is_true("worse"),
        "amber",
        "who-5",
        PROGRAMME,
    ),
    Alert(
        "frisklivs.who-5-very-low",
        Text(
            "Trivselen er svært lav, noe som kan tyde på depresjon.",
            "Trivselen er svært låg, noko som kan tyde på depresjon.",
            "Well-being is very low, which may point to depression.",
        ),
        all_of(when("band", "==", "very_low"), is_true("new_band")),
        "amber",
        "who-5",
        PROGRAMME,
        cause=Text("Lav trivsel", "Låg trivsel", "Low well-being"),
    ),
    Alert(
        "frisklivs.audit-high",
        Text(
            "Skåren for alkohol er i et område som kan gi skade.",
            "Skåren for alkohol er i eit område som kan gi skade.",
            "The score for alcohol is in a range that may do harm.",
        ),
        one_of("band", "harmful", "possible_dependence"),
        "amber",
        "audit",
        PROGRAMME,
        cause=Text("Alkohol", "Alkohol", "Alcohol"),
    ),
    Alert(
        "frisklivs.missed-appointments",
        Text(
            "Møtte ikke til to timer på rad.", "Møtte ikkje til to timar på rad.", "Missed two appointments in a row."
        ),
        when("missed_appointments", ">=", 2),
        "amber",
        programme=PROGRAMME,
    ),
    Alert(
        "frisklivs.no-answer",
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
        "frisklivs.inactive",
        Text("Ikke aktiv på to uker.", "Ikkje aktiv på to veker.", "Not active for two weeks."),
        when("days_inactive", ">=", 14),
        "amber",
        programme=PROGRAMME,
    ),
)

IN_PERSON_ALERTS = tuple(
    replace(alert, key=alert.key.replace(f"{PROGRAMME}.", "frisklivs-in-person."), programme="frisklivs-in-person")
    for alert in ALERTS
    if not alert.key.endswith(".inactive")
)
"""Those without digital follow-up answer the same, and are looked after in the same way; but nobody expects them to sign in."""
