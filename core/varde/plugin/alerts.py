"""What the author of an alert needs."""

from __future__ import annotations

from varde.alerts.values import Alert, Severity
from varde.kernel.words import Text
from varde.rules.language import all_of, any_of, is_true, not_, one_of, when

__all__ = ["Alert", "Severity", "Text", "all_of", "any_of", "is_true", "not_", "one_of", "when"]
