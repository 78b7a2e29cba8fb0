"""What a plugin hands in for the caseload: a reason to stand on it, and a column of it. Each answers for a whole page at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from varde.kernel.icons import Icon
from varde.kernel.words import Text

After = Literal["risk", "referral", "unanswered", "deterioration", "worse", "exercise", "overdue", "inactive"]
"""The reasons of Varde's own that another may stand behind. Nothing stands before danger."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Why one enrolment stands on the list: one sentence, and since when she waits."""

    sentence: Text
    since: datetime


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to stand on the caseload and in the clinic's queue, right behind Varde's own reason ``after``; whoever has a
    graver one stands on the caseload for that. Danger is always first.

    ``of(work, ids)`` is called once for a list, with the enrolments of ``programme`` on it (all, when that is ""), and returns
    a :class:`Waits` for each that has the reason, by id. Its statements must be the same however many ids there are. One
    that raises is left out, and the list stands. ``title`` is one or two words, ``action`` what the button says, ``icon`` one
    of Varde's.
    """

    key: str
    title: Text
    after: After
    of: Callable[..., Mapping[int, Waits]]
    action: Text
    programme: str = ""
    icon: Icon = "info"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the caseload. ``texts(work, speech, ids)`` is called once for a page, with the enrolments of ``programme`` on it
    (all, when that is ""), and returns what stands in each row, by id; a row without has a dash. The same holds of its
    statements, and of one that raises, as of a :class:`Reason`. A page without any such enrolment lacks the column."""

    key: str
    title: Text
    texts: Callable[..., Mapping[int, str]]
    programme: str = ""
