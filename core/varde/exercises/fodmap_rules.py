"""Low-FODMAP: start level, portions, rest, and the verdict on each food that is tried. Pure.

Source: Helse Bergen, NKFM, *Reintroduksjonsfasen* (one group at a time, portions that grow), Lomer, Proc Nutr Soc 2023, and the
challenge phase of the IBD Centre of BC. The portions, the rest and the rules of the verdict are proposed, and wait for a
clinical owner; a dietitian sees each verdict, and what she herself decides goes before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Phase = Literal["swap", "try", "own", "pause"]
Judged = Literal["yes", "some", "no", "unsure"]
Why = Literal[
    "own",
    "three_calm",
    "up_to",
    "first_strong",
    "strong",
    "disturbed",
    "start_unknown",
    "start_high",
    "too_few",
    "not_finished",
    "between",
]
PORTIONS = 3
BEFORE = 3
"""The start level is the mean of so many days before the first portion. Proposed."""
HIGHEST_START = 4
"""Above this start level nothing can be said. Proposed."""
CALM, STRONG, VERY_STRONG = 2, 3, 6
"""How far above the start level: up to the first nothing happened, from the second something did, from the third much. Proposed."""
REST, REST_CALM = 3, 2
"""At least three days of rest, and until two days are back at the start level. Proposed."""
APART = 6
"""Portions of one test lie at most so many days apart; with a longer pause it is another test. Proposed, since fructans and GOS may
be given with a day between."""
SWAP_CHECK, SWAP_DECIDE, SWAP_END = 14, 28, 42
"""Days of the strict phase: a first check after two weeks, a decision at four, an end at six. Proposed."""
RETEST = (90, 180)
"""What is not tolerated is tried again after three to six months, as days."""


@dataclass(frozen=True, slots=True)
class FodmapDay:
    """One day as she wrote it. ``evening`` and ``morning`` (the next) are the worst, and ``level`` the mean, of pain, bloating and
    trouble with the stool, 0-10; None is not written. ``portion`` is 1 to 3 of ``challenge``, 0 when she ate none of it.
    ``disturbed``: something else may have troubled her. ``own`` is what she has decided herself."""

    day: date
    phase: Phase
    challenge: str = ""
    portion: int = 0
    evening: int | None = None
    morning: int | None = None
    level: float | None = None
    disturbed: bool = False
    own: Judged | None = None

    @property
    def worst(self) -> int | None:
        """The worst of the evening and the next morning."""
        known = [each for each in (self.evening, self.morning) if each is not None]
        return max(known) if known else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What she tolerates of one food, and why it says so. ``portion`` is the one that it speaks of, 0 for none."""

    judged: Judged
    why: Why
    portion: int = 0


@dataclass(frozen=True, slots=True)
class FodmapTest:
    """One food tried: the level before it, each portion with how far above that she came (None: not written), the last day of
    it, and whether something disturbed."""

    challenge: str
    start: float | None
    rises: Mapping[int, int | None]
    first: date
    last: date
    disturbed: bool
    own: Judged | None


def start_level(days: Sequence[FodmapDay], first: date) -> float | None:
    """The mean level of the three days before ``first``, without those of another test; None when none is written."""
    levels = [
        each.level
        for each in days
        if first - timedelta(days=BEFORE) <= each.day < first and not each.portion and each.level is not None
    ]
    return sum(levels) / len(levels) if levels else None


def newest_test(days: Sequence[FodmapDay], challenge: str) -> FodmapTest | None:
    """The newest time that a food was tried. Of a portion that was eaten twice the highest rise counts.

    :param days: oldest first."""
    mine: list[FodmapDay] = []
    for each in days:
        if each.challenge != challenge or not each.portion:
            continue
        if mine and _begins_another(mine, each):
            mine = []
        mine.append(each)
    if not mine:
        return None
    start = start_level(days, mine[0].day)
    rises: dict[int, int | None] = {}
    for each in mine:
        rise, known = _rise(each.worst, start), rises.get(each.portion)
        rises[each.portion] = rise if known is None else max(known, rise or 0)
    own = next((each.own for each in reversed(mine) if each.own is not None), None)
    return FodmapTest(challenge, start, rises, mine[0].day, mine[-1].day, any(each.disturbed for each in mine), own)


def _begins_another(mine: Sequence[FodmapDay], each: FodmapDay) -> bool:
    """Whether she has begun anew: after a long pause, with a smaller portion, or with the first after something disturbed."""
    apart = (each.day - mine[-1].day).days > APART
    anew = each.portion == 1 and any(before.disturbed for before in mine)
    return apart or anew or each.portion < mine[-1].portion


def _rise(worst: int | None, start: float | None) -> int | None:
    """How far above the start level, to the nearest whole number."""
    return None if worst is None or start is None else int(worst - start + 0.5) if worst >= start else 0


def judge_test(tested: FodmapTest) -> Verdict:
    """What the portions say. What she has decided herself goes before it."""
    if tested.own is not None:
        return Verdict(tested.own, "own", max(tested.rises))
    if tested.start is None:
        return Verdict("unsure", "start_unknown")
    if tested.start > HIGHEST_START:
        return Verdict("unsure", "start_high")
    if tested.disturbed:
        return Verdict("unsure", "disturbed")
    rises = {portion: rise for portion, rise in tested.rises.items() if rise is not None}
    return _judged(rises)


def _judged(rises: Mapping[int, int]) -> Verdict:
    if rises.get(1, 0) >= STRONG:
        return Verdict("no", "first_strong", 1)
    if rises.get(2, 0) >= VERY_STRONG:
        return Verdict("no", "strong", 2)
    if len(rises) < 2:
        return Verdict("unsure", "too_few")
    for portion in range(1, PORTIONS):
        after = rises.get(portion + 1)
        if rises.get(portion, STRONG) <= CALM and after is not None and STRONG <= after < VERY_STRONG:
            return Verdict("some", "up_to", portion)
    if any(rise > CALM for rise in rises.values()):
        return Verdict("unsure", "between")
    return Verdict("yes", "three_calm", PORTIONS) if len(rises) == PORTIONS else Verdict("unsure", "not_finished")


def next_portion(tested: FodmapTest, today: date) -> int | None:
    """The portion that comes next in a test that goes on; None when it is over: all are eaten, one gave trouble, something
    disturbed, she has decided, or the last lies too far back. The rest comes after a test, not between its portions.
    Source: as above, three rising portions on three days, stopped at strong symptoms."""
    largest = max(tested.rises)
    troubled = any(rise is not None and rise >= STRONG for rise in tested.rises.values())
    ended = troubled or tested.disturbed or tested.own is not None or (today - tested.last).days > APART
    return None if ended or largest == PORTIONS else largest + 1


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest after a test: which day of it this is, counted from 1, and whether it is over."""

    number: int
    over: bool


def rest_after(tested: FodmapTest, days: Sequence[FodmapDay], today: date) -> Rest | None:
    """Where she is in the rest after a test; None on the day of its last portion. It is over after three days, two of them in a row
    back at the start level."""
    number = (today - tested.last).days
    if number < 1:
        return None
    since = [each for each in days if each.day > tested.last and not each.portion and each.level is not None]
    calm = [each.level is not None and tested.start is not None and each.level <= tested.start for each in since]
    return Rest(number, over=number >= REST and calm[-REST_CALM:] == [True] * REST_CALM)


@dataclass(frozen=True, slots=True)
class PhaseStands:
    """The phase of a day, which day of it that is (from 1, without pauses in it), and in the second phase the food that is tried
    and its portion: 0 is a day of rest, None a day that is not written."""

    phase: Phase
    number: int
    challenge: str = ""
    portion: int | None = None


def phase_on(days: Sequence[FodmapDay], on: date) -> PhaseStands | None:
    """The phase as it was last written on or before a day; None before the first. A pause does not begin a phase anew, and lasts
    until something else is written. :param days: oldest first."""
    known = [each for each in days if each.day <= on]
    if not known:
        return None
    newest, number, until = known[-1], 0, on + timedelta(days=1)
    for each in reversed(known):
        if each.phase not in (newest.phase, "pause"):
            break
        number += (until - each.day).days if each.phase == newest.phase else 0
        until = each.day
    return PhaseStands(newest.phase, number, newest.challenge, newest.portion if newest.day == on else None)


def tried_again(tested: FodmapTest) -> tuple[date, date]:
    """From when to when what is not tolerated is tried again."""
    return tested.last + timedelta(days=RETEST[0]), tested.last + timedelta(days=RETEST[1])
