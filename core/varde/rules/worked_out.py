"""Facts that follow from others: a body mass index from height and weight, a total from the items of a questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from varde.kernel.words import Text
from varde.rules.facts import Value, known
from varde.rules.tree import Rule

if TYPE_CHECKING:
    from varde.rules.language import Eligibility


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A fact that nobody has to know, because it follows from others: the person is asked for its parts (``of``), and ``fact`` is
    ``how`` of them; None, and not known, when they do not decide. ``said`` is the exact rule, for the clinician.

    ``clinician``: whoever refers is asked for the parts too, and else for the result, which she may leave out. ``instrument`` is
    the key of the questionnaire that the parts are items of, ``items`` which (fact, item), so that they are asked in the words
    of the organisation's wording pack. ``licensed``: they are asked only where such a pack stands. ``only_if``: only of
    those of whom this holds.
    """

    fact: str
    of: tuple[str, ...]
    how: Callable[[Mapping[str, Value]], Value | None]
    said: Text
    clinician: bool = False
    instrument: str = ""
    items: tuple[tuple[str, str], ...] = ()
    licensed: bool = False
    only_if: Rule | None = None


def with_worked_out(
    eligibility: Eligibility, facts: Mapping[str, object], anew: Iterable[str] = ()
) -> dict[str, object]:
    """The facts with what follows from them. What is known already stays, but where one of its parts is among ``anew``."""
    whole, changed = dict(facts), set(anew)
    values = known(eligibility.asked, facts)
    for each in eligibility.worked_out:
        if whole.get(each.fact) is not None and changed.isdisjoint(each.of):
            continue
        worked = each.how({key: values[key] for key in each.of if key in values})
        if worked is not None:
            whole[each.fact] = worked
    return whole
