"""What invented people say of themselves: facts under which a programme fits, found by its own rules."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from varde.programmes.values import Programme
from varde.referrals.screening import settled
from varde.rules.facts import Fact, Value, known
from varde.rules.language import Eligibility, Rule, evaluate, facts_of, numbers_of
from varde.rules.worked_out import WorkedOut

_MOST_STEPS = 5000
"""How many choices are made before a search is given up: so many only where no person at all fits."""


def fitting_facts(programme: Programme) -> dict[str, object]:
    """Facts under which screening says eligible: every requirement met, nothing that a clinician must look at, and the rest as
    mild as it can be (a box not ticked, the first choice, the lowest number).

    Where no facts at all are eligible, those against which the fewest of the criteria speak.
    """
    eligibility = programme.eligibility
    search = _Search(eligibility, settled(eligibility, {}))
    facts = search.find()
    for each in eligibility.worked_out:
        facts |= _parts_of(search, each, facts)
    return {fact.key: facts[fact.key] for fact in eligibility.asked if fact.key in facts}


@dataclass(slots=True)
class _Search:
    """The criteria of an eligibility under the ``settings`` as they are declared, and ``left``: how many choices may be made."""

    eligibility: Eligibility
    settings: dict[str, Value]
    left: int = 0

    def find(self) -> dict[str, object]:
        """Values of what is asked, without what only serves to work out others."""
        asked = [fact for fact in self.eligibility.asked if fact.key not in self.eligibility.parts]
        chosen: dict[str, object] = {fact.key: self._values(fact)[0] for fact in asked}
        spoken_of = {key for rule, _ in self._wanted for key in facts_of(rule)}
        open_facts = [fact for fact in asked if fact.key in spoken_of]
        begun = {key: value for key, value in chosen.items() if key not in spoken_of}
        for allowed in range(len(self._wanted)):
            self.left = _MOST_STEPS
            fitting = self._choose(open_facts, begun, allowed)
            if fitting is not None:
                return {fact.key: fitting[fact.key] for fact in asked}
        return chosen

    def against(self, facts: Mapping[str, object]) -> int:
        """How many criteria speak against these facts: a requirement that is false, a condition to look at that is true."""
        values = known(self.eligibility.asked, facts) | self.settings
        return sum(evaluate(rule, values) is (not wanted) for rule, wanted in self._wanted)

    def _choose(self, open_facts: Sequence[Fact], values: dict[str, object], allowed: int) -> dict[str, object] | None:
        """The first values of the facts that are open with which at most ``allowed`` criteria speak against them all."""
        if not open_facts:
            return values
        fact, *later = open_facts
        for value in self._values(fact):
            self.left -= 1
            tried = {**values, fact.key: value}
            if self.left > 0 and self.against(tried) <= allowed:
                fitting = self._choose(later, tried, allowed)
                if fitting is not None:
                    return fitting
        return None

    def _values(self, fact: Fact) -> list[object]:
        """What is tried for a fact, the likeliest first: of numbers the ends, and each that a rule speaks of with its
        neighbours."""
        if fact.kind == "boolean":
            required = fact.key in {criterion.fact for criterion in self.eligibility.require}
            return [required, not required]
        if fact.kind == "choice":
            return [key for key, _ in fact.choices]
        low, high = fact.low or 0, 100 if fact.high is None else fact.high
        limits = {number for rule, _ in self._wanted for number in numbers_of(rule)}
        limits |= {value for value in self.settings.values() if not isinstance(value, bool | str)}
        near = {number + step for number in limits for step in (-1, 0, 1)} | {low, high}
        if fact.kind == "count":
            near = {end(number) for number in near for end in (math.floor, math.ceil)}
        return [int(number) if number == int(number) else number for number in sorted(near) if low <= number <= high]

    @property
    def _wanted(self) -> list[tuple[Rule, bool]]:
        return [(each.rule, True) for each in self.eligibility.require] + [
            (each.rule, False) for each in self.eligibility.review
        ]


def _parts_of(search: _Search, worked: WorkedOut, facts: Mapping[str, object]) -> dict[str, object]:
    """Parts that come to a result against which no more speaks than before, with the result; else the last that were tried."""
    before = search.against(facts)
    values: dict[str, object] = {}
    for values in _staircase(search.eligibility, worked, facts):
        result = worked.how({key: value for key, value in values.items() if value is not None})  # type: ignore[misc]
        if search.against({**facts, worked.fact: result}) <= before:
            return {**values, worked.fact: result}
    return values


def _staircase(eligibility: Eligibility, worked: WorkedOut, facts: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """Values of the parts: each the first of its choices, or the middle of its range, then raised one after the other from the
    last on, so that a sum comes to be everything that it can be."""
    declared = {fact.key: fact for fact in eligibility.asked}
    stairs: dict[str, Sequence[object]] = {}
    for key in worked.of:
        fact = declared[key]
        low, high = int(fact.low or 0), int(fact.high or 0)
        numbers = range(low, high + 1) if key == worked.of[-1] else ((low + high) // 2,)
        stairs[key] = [choice for choice, _ in fact.choices] or numbers
        if facts.get(key) is not None and key not in eligibility.parts:
            stairs[key] = (facts[key],)
    values = {key: stair[0] for key, stair in stairs.items()}
    yield dict(values)
    for key in reversed(worked.of):
        for value in stairs[key][1:]:
            values[key] = value
            yield dict(values)
