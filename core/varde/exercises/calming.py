"""Letting go, practised again and again: calm breathing, tensing muscles and letting them go, and what a programme adds."""

from __future__ import annotations

from varde.exercises.asking import NO_RIGHT_ANSWER, ten, words
from varde.exercises.guides import BREATHING, MUSCLES
from varde.exercises.shifts import ShiftOverview
from varde.kernel.words import Text
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.guides import TimedGuide
from varde.programmes.values import Exercise

_CALM = Text("helt rolig", "heilt roleg", "completely calm")
_TENSE = Text("så anspent som mulig", "så anspent som mogleg", "as tense as can be")


def letting_go(key: str, title: Text, minutes: int, guide: TimedGuide | None = None) -> Exercise:
    """A way to let go: how tense she was before and after, an entry each time. With a ``guide`` it is done by the clock."""
    return Exercise(
        key,
        title,
        minutes,
        (
            ten(
                "before",
                Text(
                    "Hvor anspent var du før øvelsen?", "Kor anspent var du før øvinga?", "How tense were you before?"
                ),
                _CALM,
                _TENSE,
            ),
            ten(
                "after",
                Text(
                    "Hvor anspent var du etter øvelsen?",
                    "Kor anspent var du etter øvinga?",
                    "How tense were you after?",
                ),
                _CALM,
                _TENSE,
            ),
            words(
                "noticed", Text("Hva la du merke til?", "Kva la du merke til?", "What did you notice?"), NO_RIGHT_ANSWER
            ),
        ),
        kind=DatedEntries(
            needed=("before", "after"),
            charted=("after",),
            overview=ShiftOverview(before="before", after="after", what=Text("Anspent", "Anspent", "Tense")),
        ),
        guide=guide,
    )


def calm_breathing(
    key: str = "calm-breathing", *, title: Text | None = None, minutes: int = 5, guide: TimedGuide = BREATHING
) -> Exercise:
    """Slow breathing with a pacer: 4 in, 6 out, for five minutes, or two or ten as she chooses, proposed. Never a rescue during an
    exposure."""
    return letting_go(key, title or Text("Rolig pust", "Roleg pust", "Calm breathing"), minutes, guide)


def muscle_relaxation(key: str = "muscle-relaxation", *, minutes: int = 12, guide: TimedGuide = MUSCLES) -> Exercise:
    """Seven groups of muscles, 5 seconds tense and 15 of release, two rounds, proposed."""
    return letting_go(key, Text("Stram og slipp", "Stram og slepp", "Tense and let go"), minutes, guide)
