"""Exercises that programmes choose from, what one of them is made of, and how entries that belong together are read together."""

from varde.exercises.attention import attention_log
from varde.exercises.bodily import bodily_exercises
from varde.exercises.bodily_checks import SAFETY_CHECK
from varde.exercises.calming import calm_breathing, letting_go, muscle_relaxation
from varde.exercises.change import action_plan, check_in, health_talk, not_done_again, plan_goals
from varde.exercises.diaries import activity_log, food_diary, symptom_diary
from varde.exercises.doing import activity_plan, goals, problem_solving, values
from varde.exercises.exposure import attempts, ladder
from varde.exercises.fodmap import fodmap_tracker
from varde.exercises.guides import ATTENTION, BREATHING, MUSCLES
from varde.exercises.relapse import relapse_plan
from varde.exercises.shifts import ShiftOverview
from varde.exercises.sleep import sleep_diary, sleep_window
from varde.exercises.thoughts import circle, experiment, thought_record, worry_time
from varde.kinds.about import AboutEntry, AskedOfEach
from varde.kinds.guarded import GuardedChoice, GuardedRow
from varde.programmes.exercise_kinds import DatedEntries, ExerciseKind, FormPart
from varde.programmes.guides import GuideLength, GuidePart, GuidePhase, TimedGuide
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
    "ATTENTION",
    "BREATHING",
    "MUSCLES",
    "SAFETY_CHECK",
    "AboutEntry",
    "AskedOfEach",
    "DatedEntries",
    "ExerciseKind",
    "FormPart",
    "GuardedChoice",
    "GuardedRow",
    "GuideLength",
    "GuidePart",
    "GuidePhase",
    "Overview",
    "OverviewBlock",
    "OverviewColumn",
    "OverviewLine",
    "OverviewPart",
    "OverviewPicture",
    "Seen",
    "SeenEntry",
    "ShiftOverview",
    "TimedGuide",
    "action_plan",
    "activity_log",
    "activity_plan",
    "attempts",
    "attention_log",
    "bodily_exercises",
    "calm_breathing",
    "check_in",
    "circle",
    "experiment",
    "fodmap_tracker",
    "food_diary",
    "goals",
    "health_talk",
    "ladder",
    "letting_go",
    "muscle_relaxation",
    "not_done_again",
    "own_words",
    "plan_goals",
    "problem_solving",
    "relapse_plan",
    "sleep_diary",
    "sleep_window",
    "symptom_diary",
    "thought_record",
    "values",
    "worry_time",
]
