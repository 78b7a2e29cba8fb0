"""What a programme's author needs: the values of a programme, the rule language and the release of modules."""

from varde.assessments.score_facts import scored
from varde.kernel.words import Text
from varde.programmes.asking_again import AskAgain
from varde.programmes.at_referral import asked_as_items
from varde.programmes.check import check_programme
from varde.programmes.contact_choices import ContactLevel, ProgrammeNudge
from varde.programmes.exercise_kinds import DatedEntries, ExerciseKind
from varde.programmes.fact_sources import FactSource
from varde.programmes.group_kinds import GroupKind, attended_group
from varde.programmes.intended_use import IntendedUse
from varde.programmes.libraries import library
from varde.programmes.media_slots import MediaSlot
from varde.programmes.message_fields import USUAL_TEMPLATES, MessageTemplate
from varde.programmes.release import (
    Lock,
    Names,
    Progress,
    at_start,
    completed,
    days_since_start,
    is_open,
    names_of,
    opened_by_therapist,
    progress_facts,
    why_locked,
)
from varde.programmes.rhythm import Rhythm
from varde.programmes.staff_minutes import StaffMinutes
from varde.programmes.values import Exercise, Meeting, Module, Occasion, Programme, Reading, SafetyLock, Step, Track
from varde.referrals.screening import Screening, screen
from varde.rules.facts import Fact, Value
from varde.rules.language import (
    ALWAYS,
    Criterion,
    Eligibility,
    Ref,
    Rule,
    Suggestion,
    all_of,
    any_of,
    check_facts,
    check_rule,
    evaluate,
    explain,
    is_true,
    not_,
    one_of,
    when,
)
from varde.rules.worked_out import WorkedOut
from varde.standing.locks import Held, Safety, held_by, locked_steps, safety_from

__all__ = [
    "ALWAYS",
    "USUAL_TEMPLATES",
    "AskAgain",
    "ContactLevel",
    "Criterion",
    "DatedEntries",
    "Eligibility",
    "Exercise",
    "ExerciseKind",
    "Fact",
    "FactSource",
    "GroupKind",
    "Held",
    "IntendedUse",
    "Lock",
    "MediaSlot",
    "Meeting",
    "MessageTemplate",
    "Module",
    "Names",
    "Occasion",
    "Programme",
    "ProgrammeNudge",
    "Progress",
    "Reading",
    "Ref",
    "Rhythm",
    "Rule",
    "Safety",
    "SafetyLock",
    "Screening",
    "StaffMinutes",
    "Step",
    "Suggestion",
    "Text",
    "Track",
    "Value",
    "WorkedOut",
    "all_of",
    "any_of",
    "asked_as_items",
    "at_start",
    "attended_group",
    "check_facts",
    "check_programme",
    "check_rule",
    "completed",
    "days_since_start",
    "evaluate",
    "explain",
    "held_by",
    "is_open",
    "is_true",
    "library",
    "locked_steps",
    "names_of",
    "not_",
    "one_of",
    "opened_by_therapist",
    "progress_facts",
    "safety_from",
    "scored",
    "screen",
    "when",
    "why_locked",
]
