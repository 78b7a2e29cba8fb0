"""Words of minutes."""

from __future__ import annotations

from varde.kernel.words import Text

KIND = {
    "message": Text("Melding", "Melding", "Message"),
    "feedback": Text("Tilbakemelding", "Tilbakemelding", "Feedback"),
    "meeting": Text("Time", "Time", "Appointment"),
    "call": Text("Telefon", "Telefon", "Call"),
}
RULE = Text(
    "Regnet av det som gjøres i Varde: {message} min for en melding, {feedback} for en tilbakemelding, en time så lenge den "
    "var satt opp, og en telefon så lenge den som ringte, skrev. Samme melding til flere er 1 min for hver etter den "
    "første. Ingen stoppeklokke.",
    "Rekna av det som blir gjort i Varde: {message} min for ei melding, {feedback} for ei tilbakemelding, ein time så "
    "lenge han var sett opp, og ein telefon så lenge den som ringde, skreiv. Same melding til fleire er 1 min for kvar etter den "
    "første. Inga stoppeklokke.",
    "Reckoned from what is done in Varde: {message} min for a message, {feedback} for feedback, an appointment as long as it "
    "was booked for, and a call as long as whoever called wrote. The same message to several is 1 min for each after the "
    "first. No stop-watch.",
)
"""How the figure beside it comes about."""
EXPECTED = Text(
    "Programmet regner med {low}–{high} min i uken.",
    "Programmet reknar med {low}–{high} min i veka.",
    "The programme reckons with {low}–{high} min a week.",
)
THIS_WEEK = Text("Tid brukt: {n} min denne uken", "Tid brukt: {n} min denne veka", "Time spent: {n} min this week")
IN_ALL = Text("Tid brukt: {n} min", "Tid brukt: {n} min", "Time spent: {n} min")
BEFORE_START = Text("Før start", "Før start", "Before the start")
WEEK = Text("Uke {n}", "Veke {n}", "Week {n}")
CALL_KEPT = Text("Telefonen er ført.", "Telefonen er ført.", "The call is kept.")
CORRECTED = Text("Tiden er rettet.", "Tida er retta.", "The time is corrected.")
