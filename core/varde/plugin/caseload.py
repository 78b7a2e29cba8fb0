"""What a plugin hands in for the therapist's caseload: a reason to stand on it, a column of it, and what its rules may know of all
who are on it."""

from varde.caseload.of_exercises import exercise_reason
from varde.caseload.values import After, Column, Reason, Waits
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.programmes.known_facts import known_of_many

__all__ = ["After", "Column", "Reason", "Speech", "Text", "Waits", "exercise_reason", "known_of_many"]
