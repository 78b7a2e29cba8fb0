"""What a programme's author needs: the values of a programme, the rule language and the release of modules."""

from varde.kernel.words import Text
from varde.programmes.check import check_programme
from varde.programmes.facts import Fact, Value
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
from varde.programmes.rules import (
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
from varde.programmes.screening import Screening, screen
from varde.programmes.values import Exercise, Field, Module, Occasion, Programme, Reading, Step, Track

__all__ = [
    "ALWAYS", "Criterion", "Eligibility", "Exercise", "Fact", "Field", "Lock", "Module", "Names", "Occasion",
    "Programme", "Progress", "Reading", "Ref", "Rule", "Screening", "Step", "Suggestion", "Text", "Track", "Value",
    "all_of", "any_of", "at_start", "check_facts", "check_programme", "check_rule", "completed", "days_since_start",
    "evaluate", "explain", "is_open", "is_true", "names_of", "not_", "one_of", "opened_by_therapist",
    "progress_facts", "screen", "when", "why_locked",
]  # fmt: skip
