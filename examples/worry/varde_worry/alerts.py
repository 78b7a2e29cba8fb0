"""When a clinician must look. Each limit is proposed, and to be signed by a clinical owner."""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, is_true, when

SELF_HARM = Alert(
    "worry.self_harm",
    Text(
        "Tanker om å skade seg eller ikke leve lenger",
        "Tankar om å skade seg eller ikkje leve lenger",
        "Thoughts of self-harm or of not living",
    ),
    when("answer:q9", ">=", 1),
    "red",
    "phq-9",
    "worry",
    crisis=True,
)
SELF_HARM_UNANSWERED = Alert(
    "worry.self_harm_unanswered",
    Text(
        "Svarte ikke på spørsmålet om å skade seg",
        "Svara ikkje på spørsmålet om å skade seg",
        "Left the question about self-harm unanswered",
    ),
    is_true("unanswered:q9"),
    "amber",
    "phq-9",
    "worry",
)
WORSE = tuple(
    Alert(f"worry.worse_{instrument.replace('-', '_')}", title, is_true("worse"), "amber", instrument, "worry")
    for instrument, title in (
        ("gad-7", Text("Mer uro og bekymring enn før", "Meir uro enn før", "More worry than before")),
        ("who-5", Text("Lavere trivsel enn før", "Lågare trivsel enn før", "Lower well-being than before")),
        ("phq-9", Text("Tyngre til sinns enn før", "Tyngre til sinns enn før", "Lower mood than before")),
    )
)
SILENT = Alert(
    "worry.silent",
    Text("Ikke aktiv på to uker", "Ikkje aktiv på to veker", "Not active for two weeks"),
    when("days_inactive", ">=", 14),
    "amber",
    programme="worry",
)

ALERTS = (SELF_HARM, SELF_HARM_UNANSWERED, *WORSE, SILENT)
