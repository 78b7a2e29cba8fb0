"""Exercises that programmes choose from, what one of them is made of, and how entries that belong together are read together."""

from varde.exercises.bodily import bodily_exercises
from varde.exercises.bodily_checks import SAFETY_CHECK
from varde.exercises.exposure import attempts, ladder
from varde.kinds.about import AboutEntry, AskedOfEach
from varde.kinds.guarded import GuardedChoice, GuardedRow
from varde.programmes.exercise_kinds import DatedEntries, ExerciseKind, FormPart
from varde.programmes.overviews import (
    Overview,
    OverviewBlock,
    OverviewColumn,
    OverviewLine,
    OverviewPart,
    OverviewPicture,
    Seen,
    SeenEntry,
    own_words,
)

__all__ = [
    "SAFETY_CHECK",
    "AboutEntry",
    "AskedOfEach",
    "DatedEntries",
    "ExerciseKind",
    "FormPart",
    "GuardedChoice",
    "GuardedRow",
    "Overview",
    "OverviewBlock",
    "OverviewColumn",
    "OverviewLine",
    "OverviewPart",
    "OverviewPicture",
    "Seen",
    "SeenEntry",
    "attempts",
    "bodily_exercises",
    "ladder",
    "own_words",
]
