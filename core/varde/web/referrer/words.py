"""Sentences of the referrer's pages."""

from __future__ import annotations

from varde.kernel.words import Text

LIFE_IN_DANGER = Text(
    "Svarene tyder på fare for liv. Snakk med pasienten i dag. Ring 113 hvis det haster.",
    "Svara tyder på fare for liv. Snakk med pasienten i dag. Ring 113 om det hastar.",
    "The answers suggest that life is in danger. Talk with the patient today. Call 113 if it is urgent.",
)
LIFE_IN_DANGER_NOT_SENT = Text(
    "Svarene tyder på fare for liv. Snakk med pasienten i dag. Ring 113 hvis det haster. Henvisningen er ikke sendt.",
    "Svara tyder på fare for liv. Snakk med pasienten i dag. Ring 113 om det hastar. Tilvisinga er ikkje send.",
    "The answers suggest that life is in danger. Talk with the patient today. Call 113 if urgent. The referral is not sent.",
)
REFERRAL_SENT = Text(
    "Henvisningen er sendt. Pasienten får svar senest {day}.",
    "Tilvisinga er send. Pasienten får svar seinast {day}.",
    "The referral has been sent. The patient will have an answer by {day}.",
)
ANSWER_SENT = Text(
    "Svaret er sendt til klinikken.", "Svaret er sendt til klinikken.", "The answer has been sent to the clinic."
)
ONLY_BY = Text("Hit henviser {professions}.", "Hit tilviser {professions}.", "Referred to by a {professions}.")
STAGES: dict[str, tuple[Text, str, str]] = {
    "assessed": (Text("Vurderes", "Blir vurdert", "Being assessed"), "go", "eye"),
    "asked": (Text("Mangler svar fra deg", "Manglar svar frå deg", "Waits for your answer"), "now", "info"),
    "in_line": (Text("Venteliste", "Venteliste", "Waiting list"), "", "clock"),
    "accepted": (Text("Har fått plass", "Har fått plass", "Has a place"), "go", "check"),
    "under_way": (Text("I gang", "I gang", "Under way"), "go", "path"),
    "completed": (Text("Fullført", "Fullført", "Completed"), "done", "check"),
    "ended": (Text("Avsluttet", "Avslutta", "Ended"), "", "info"),
    "declined": (Text("Ikke plass", "Ikkje plass", "No place"), "other", "info"),
    "withdrawn": (Text("Trukket", "Trekt", "Withdrawn"), "", "info"),
    "answered": (
        Text("Lest, pasienten får svar", "Lesen, pasienten får svar", "Read, the patient is answered"),
        "done",
        "check",
    ),
}
"""What became of a referral: the words, and how they are drawn."""
