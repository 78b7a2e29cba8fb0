"""What a plugin hands in for the therapist's caseload: a reason to stand on it, and a column of it."""

from varde.caseload.values import After, Column, Reason, Waits
from varde.kernel.speech import Speech
from varde.kernel.words import Text

__all__ = ["After", "Column", "Reason", "Speech", "Text", "Waits"]
