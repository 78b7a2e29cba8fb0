"""Timed guides that several programmes have: calm breathing, attention training, and muscles that are tensed and let go.

All times are of facts that the clinical owners have not signed yet: they stand as proposed in docs/clinical/content.md."""

from __future__ import annotations

from varde.kernel.words import Text
from varde.programmes.guides import GuideLength, GuidePart, GuidePhase, TimedGuide

_BREATH = (
    GuidePhase(
        4,
        Text("Pust inn", "Pust inn", "Breathe in"),
        Text(
            "Pust inn gjennom nesen, og tell rolig til 4.",
            "Pust inn gjennom nasen, og tel roleg til 4.",
            "Breathe in through your nose, and count calmly to 4.",
        ),
        "grow",
    ),
    GuidePhase(
        6,
        Text("Pust ut", "Pust ut", "Breathe out"),
        Text("Pust ut, og tell rolig til 6.", "Pust ut, og tel roleg til 6.", "Breathe out, and count calmly to 6."),
        "shrink",
    ),
)


def _breaths(rounds: int) -> GuideLength:
    return GuideLength((GuidePart(_BREATH, rounds),))


BREATHING = TimedGuide(
    lengths=(_breaths(30), _breaths(12), _breaths(60)),
    source="4 in, 6 out, 5 minutes, or 2 or 10 by her own choice: dose of our own, proposed",
    notes=(
        Text(
            "Er du plaget av en sykdom i hjerte eller lunger, spør legen først.",
            "Er du plaga av ein sjukdom i hjarte eller lunger, spør legen først.",
            "If you have a disease of the heart or lungs, ask your doctor first.",
        ),
        Text(
            "Blir du svimmel, puster du som vanlig en stund.",
            "Blir du svimmel, pustar du som vanleg ei stund.",
            "If you get dizzy, breathe as usual for a while.",
        ),
        Text(
            "Bruk ikke dette til å stoppe angst midt i en øvelse mot angst.",
            "Bruk ikkje dette til å stoppe angst midt i ei øving mot angst.",
            "Do not use this to stop anxiety in the middle of an exercise against anxiety.",
        ),
    ),
)
"""Slow breathing. Never a rescue during an exposure."""


def _attention(one: int, switching: int, together: int) -> GuideLength:
    return GuideLength(
        (
            GuidePart(
                (
                    GuidePhase(
                        one,
                        Text("Én lyd om gangen", "Éin lyd om gongen", "One sound at a time"),
                        Text(
                            "Lytt til én lyd om gangen.",
                            "Lytt til éin lyd om gongen.",
                            "Listen to one sound at a time.",
                        ),
                    ),
                    GuidePhase(
                        switching,
                        Text("Skift mellom lydene", "Skift mellom lydane", "Switch between them"),
                        Text(
                            "Skift mellom lydene, stadig litt raskere.",
                            "Skift mellom lydane, stadig litt raskare.",
                            "Switch between the sounds, a little faster all the time.",
                        ),
                    ),
                    GuidePhase(
                        together,
                        Text("Alle på én gang", "Alle på éin gong", "All at once"),
                        Text(
                            "Prøv å høre alle på én gang.",
                            "Prøv å høyre alle på éin gong.",
                            "Try to hear all of them at once.",
                        ),
                    ),
                )
            ),
        )
    )


ATTENTION = TimedGuide(
    lengths=(_attention(300, 300, 120), _attention(150, 150, 60)),
    source="5, 5 and 2 minutes: clinical practice, proposed; 6 minutes is a short form of our own, each part half as long",
    notes=(
        Text("Ha øynene åpne.", "Ha auga opne.", "Keep your eyes open."),
        Text(
            "Øv på en rolig stund, ikke for å flykte fra en vond følelse eller vonde minner.",
            "Øv på ei roleg stund, ikkje for å rømme frå ei vond kjensle eller vonde minne.",
            "Practise at a calm time, not to flee from a painful feeling or painful memories.",
        ),
    ),
    minutes_in="lasted",
)
"""Where the attention is, in our own words: the trade name is not used. Not a way to flee a feeling."""

_GROUPS = (
    (
        Text("Stram hendene", "Stram hendene", "Tense your hands"),
        Text("Stram hendene og underarmene.", "Stram hendene og underarmane.", "Tense your hands and lower arms."),
    ),
    (
        Text("Stram overarmene", "Stram overarmane", "Tense your upper arms"),
        Text("Stram overarmene.", "Stram overarmane.", "Tense your upper arms."),
    ),
    (
        Text("Stram ansiktet", "Stram ansiktet", "Tense your face"),
        Text("Knip øynene og nesen sammen.", "Knip auga og nasen saman.", "Squeeze your eyes and nose together."),
    ),
    (
        Text("Løft skuldrene", "Løft skuldrene", "Lift your shoulders"),
        Text("Løft skuldrene mot ørene.", "Løft skuldrene mot øyra.", "Lift your shoulders towards your ears."),
    ),
    (
        Text("Stram magen og setet", "Stram magen og setet", "Tense stomach and seat"),
        Text("Stram magen og setet.", "Stram magen og setet.", "Tense your stomach and seat."),
    ),
    (
        Text("Stram lårene", "Stram låra", "Tense your thighs"),
        Text("Stram lårene.", "Stram låra.", "Tense your thighs."),
    ),
    (
        Text("Stram leggene", "Stram leggane", "Tense your calves"),
        Text("Stram leggene og føttene.", "Stram leggane og føtene.", "Tense your calves and feet."),
    ),
)
_LET_GO = GuidePhase(
    15,
    Text("Slipp", "Slepp", "Let go"),
    Text("Slipp, og kjenn forskjellen.", "Slepp, og kjenn skilnaden.", "Let go, and feel the difference."),
    "shrink",
)
_TENSED = tuple(phase for title, how in _GROUPS for phase in (GuidePhase(5, title, how, "grow"), _LET_GO))

MUSCLES = TimedGuide(
    lengths=(
        GuideLength(
            (
                GuidePart(_TENSED, rounds=2),
                GuidePart(
                    (
                        GuidePhase(
                            440,
                            Text("Ligg stille", "Ligg stille", "Lie still"),
                            Text(
                                "Ligg stille, og pust som du vil.",
                                "Ligg stille, og pust som du vil.",
                                "Lie still, and breathe as you like.",
                            ),
                        ),
                    )
                ),
            )
        ),
    ),
    source="Seven groups, 5 seconds tense, 15 of release, two rounds, 12 minutes in all: clinical practice, proposed",
    notes=(
        Text(
            "Hopp over en gruppe som gjør vondt. Stram omtrent halvt så hardt som du kan.",
            "Hopp over ei gruppe som gjer vondt. Stram om lag halvt så hardt som du kan.",
            "Skip a group that hurts. Tense about half as hard as you can.",
        ),
        Text(
            "Har du høyt trykk i øyet, en ny skade, eller er du nylig operert? Da strammer du ikke, men slipper bare.",
            "Har du høgt trykk i auget, ein ny skade, eller er du nyleg operert? Då strammar du ikkje, men slepp berre.",
            "High pressure in the eye, a fresh injury or a recent operation? Then do not tense, only let go.",
        ),
    ),
)
"""Seven groups of muscles, tensed and let go twice; then she lies still until the time is out."""
