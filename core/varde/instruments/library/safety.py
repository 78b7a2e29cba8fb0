"""Suicidality: how answers become alert levels, and the rule that joins them.

Levels and response times are a proposal that the local clinical owner must sign: amber is contact within one working
day, red the same day, critical at once. An unanswered item is unknown, never none.
"""

from __future__ import annotations

from varde.instruments.authoring import choices
from varde.instruments.values import Band, Context, Instrument, Item, Licence, Outcome, Values
from varde.kernel.words import Text

LEVELS = ("none", "amber", "red", "critical")
ITEM9_WORDS = (
    (
        "item9_answered",
        Text(
            "Har svart på spørsmålet om å skade seg selv",
            "Har svart på spørsmålet om å skade seg sjølv",
            "Answered the question about self-harm",
        ),
    ),
    (
        "item9_alert",
        Text(
            "Svaret på spørsmålet om å skade seg selv gir varsel",
            "Svaret på spørsmålet om å skade seg sjølv gir varsel",
            "The answer about self-harm raises an alert",
        ),
    ),
    ("item9_alert=none", Text("ingen", "ingen", "none")),
    ("item9_alert=amber", Text("gult", "gult", "amber")),
    ("item9_alert=red", Text("rødt", "raudt", "red")),
    ("item9_alert=critical", Text("kritisk", "kritisk", "critical")),
)
"""What the flags of PHQ-9 and MADRS-S about item 9 are called."""


def phq_level(answer: int | None) -> str | None:
    """The alert level of PHQ-9 item 9 (0-3); None when it is unanswered."""
    return None if answer is None else ("none", "amber", "red", "red")[answer]


def madrs_level(answer: int | None) -> str | None:
    """The alert level of MADRS-S item 9 (0-6); None when it is unanswered."""
    return None if answer is None else ("none", "none", "amber", "amber", "red", "red", "critical")[answer]


def suicide_alert(values: Values, _context: Context) -> Outcome:
    """The higher of the two items' levels; a plan or an intent is critical whatever they say.

    A no to plan and intent says nothing about the items, so without them the level is still unknown.
    """
    levels = [level for level in (phq_level(values.get("phq9_q9")), madrs_level(values.get("madrs_q9"))) if level]
    if values.get("plan") or values.get("intent"):
        levels.append("critical")
    if not levels:
        return Outcome("not_scored", band="unknown", n_missing=2)
    level = max(levels, key=LEVELS.index)
    flags = {"same_day": level in ("red", "critical"), "within_1_working_day": level == "amber"}
    return Outcome("scored", band=level, flags=flags)


_PHQ_ANSWERS = choices(
    0,
    ("Ingen dager", "Ingen dagar", "On no days"),
    ("Enkelte dager", "Enkelte dagar", "On some days"),
    ("Over halvparten av dagene", "Over halvparten av dagane", "On most days"),
    ("Så å si hver dag", "Så å seie kvar dag", "Practically every day"),
)
_MADRS_ANSWERS = tuple((number, Text(str(number), str(number), str(number))) for number in range(7))

SUICIDE_ALERT = Instrument(
    key="suicide-alert",
    title=Text("Varsel om selvmordsfare", "Varsel om sjølvmordsfare", "Suicide risk alert"),
    items=(
        Item(
            "phq9_q9",
            "choice",
            0,
            3,
            Text(
                "PHQ-9, spørsmål 9: tanker om å skade seg selv eller ikke leve lenger",
                "PHQ-9, spørsmål 9: tankar om å skade seg sjølv eller ikkje leve lenger",
                "PHQ-9, item 9: thoughts of self-harm or of not living any more",
            ),
            _PHQ_ANSWERS,
            safety=True,
        ),
        Item(
            "madrs_q9",
            "choice",
            0,
            6,
            Text(
                "MADRS-S, spørsmål 9: lysten til å leve",
                "MADRS-S, spørsmål 9: lysta til å leve",
                "MADRS-S, item 9: wish to live",
            ),
            _MADRS_ANSWERS,
            safety=True,
        ),
        Item(
            "plan",
            "boolean",
            0,
            1,
            Text(
                "Har du en plan for å ta livet ditt?",
                "Har du ein plan for å ta livet ditt?",
                "Do you have a plan to end your life?",
            ),
            safety=True,
        ),
        Item(
            "intent",
            "boolean",
            0,
            1,
            Text("Har du tenkt å gjøre det?", "Har du tenkt å gjere det?", "Do you intend to do it?"),
            safety=True,
        ),
    ),
    bands=(
        Band("none", Text("Ikke varsel", "Ikkje varsel", "No alert")),
        Band(
            "amber",
            Text("Kontakt innen én arbeidsdag", "Kontakt innan éin arbeidsdag", "Contact within one working day"),
        ),
        Band("red", Text("Kontakt samme dag", "Kontakt same dag", "Contact the same day")),
        Band(
            "critical",
            Text(
                "Kontakt med en gang, og 113 ved fare",
                "Kontakt med ein gong, og 113 ved fare",
                "Contact at once, and 113 in danger",
            ),
        ),
        Band(
            "unknown",
            Text("Ikke besvart, må spørres om", "Ikkje svart på, må spørjast om", "Unanswered, must be asked"),
        ),
    ),
    words=(
        ("same_day", Text("Kontakt samme dag", "Kontakt same dag", "Contact the same day")),
        (
            "within_1_working_day",
            Text("Kontakt innen én arbeidsdag", "Kontakt innan éin arbeidsdag", "Contact within one working day"),
        ),
    ),
    licence=Licence("own", "Varde", "A rule, not a questionnaire."),
    proposed=("scoring", "bands", "flags"),
    custom=suicide_alert,
)
