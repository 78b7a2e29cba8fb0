"""Figures of a report worked out anew from what research may have: person by person, by textbook formulas and another library.

Nothing of Varde is imported here. A measure is a plain mapping, and a person is her rows of the de-identified export.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from scipy import stats

Numbers = list[float]
Person = dict[str, list[dict[str, Any]]]
Measured = dict[str, Any]


@dataclass(frozen=True)
class Oracle:
    """The people of one programme. ``people`` are rows by table."""

    people: Sequence[Person]
    programme: str
    primary: Sequence[Measured]

    @property
    def started(self) -> list[Person]:
        return [p for p in self.people if _enrolment(p)["started_at"] or _enrolment(p)["imported"]]

    def of(self, measure: Measured) -> list[Person]:
        """Who started and is measured by it."""
        tracks = measure["tracks"]
        return [p for p in self.started if not tracks or _enrolment(p)["track"] in tracks]

    def group_of(self, person: Person) -> str:
        """Responder or not by the primary outcome of her track at its first follow-up; "" where that is not known."""
        track = _enrolment(person)["track"]
        for measure in self.primary:
            if not measure["tracks"] or track in measure["tracks"]:
                answer = responded(person, measure, measure["follow_up"][0])
                return "" if answer is None else ("responder" if answer else "non_responder")
        return ""

    # --- tables: rows of numbers, each cell its value, the ends of its interval, its SD

    def flow(self, occasions: Iterable[str]) -> list[Numbers]:
        """Referred, taken in, started, and answered at each occasion."""
        came = [p for p in self.people if not _enrolment(p)["imported"]]
        began = [p for p in came if _enrolment(p)["started_at"]]
        counts = [len(came), None, len(began)]
        counts += [len([p for p in began if o in _answered(p)]) for o in occasions]
        return [[] if k is None else [k, *share(k, len(came))] for k in counts]

    def response(self, measure: Measured) -> list[Numbers]:
        rows = []
        everyone = self.of(measure)
        for occasion in measure["follow_up"]:
            answers = [responded(p, measure, occasion) for p in everyone]
            k, n = answers.count(True), len(answers) - answers.count(None)
            if n:
                rows.append([k, n, *share(k, n), len(everyone), *share(k, len(everyone))])
        return rows

    def course(self, measure: Measured, group: str) -> list[Numbers]:
        again = [[b for _, b in self.pairs(measure, measure["scale"], o, group)] for o in measure["follow_up"]]
        return [
            described(scores) for scores in (self.scores(measure, measure["scale"], measure["start"], group), *again)
        ]

    def scores(self, measure: Measured, scale: str, occasion: str, group: str = "all") -> Numbers:
        people = [p for p in self.of(measure) if group in ("all", self.group_of(p))]
        return [s for p in people if (s := score(p, scale, occasion)) is not None]

    def pairs(self, measure: Measured, scale: str, occasion: str, group: str = "all") -> list[tuple[float, float]]:
        people = [p for p in self.of(measure) if group in ("all", self.group_of(p))]
        twice = ((score(p, scale, measure["start"]), score(p, scale, occasion)) for p in people)
        return [(a, b) for a, b in twice if a is not None and b is not None]

    def satisfaction(self, measure: Measured) -> list[Numbers]:
        return [
            described(self.scores(measure, measure["scale"], measure["follow_up"][0], group))
            for group in ("all", "responder", "non_responder")
        ]

    def severity(self, measure: Measured, group: str) -> list[Numbers]:
        people = [p for p in self.of(measure) if group in ("all", self.group_of(p))]
        moves = [(band(p, measure, measure["start"]), band(p, measure, measure["follow_up"][0])) for p in people]
        moves = [pair for pair in moves if None not in pair]
        rows = []
        for step in measure["severity"]:
            before, after = (sum(pair[side] in step for pair in moves) for side in (0, 1))
            rows.append([before, *share(before, len(moves)), after, *share(after, len(moves)), len(moves)])
        return rows

    def classes(self, measure: Measured) -> list[Numbers]:
        """Recovered (only where there is a cut-off), improved, unchanged and deteriorated, of those who answered and of all."""
        limit, operator, cutoff = measure["class_rule"]
        worse_up = measure["direction"] == "lower_better"
        counts = {"recovered": 0, "improved": 0, "unchanged": 0, "deteriorated": 0}
        for before, after in self.pairs(measure, measure["scale"], measure["follow_up"][0]):
            gain = before - after if worse_up else after - before
            reach = [beyond(moved, limit, operator) for moved in (gain, -gain)]
            unwell = [cutoff is not None and (s >= cutoff if worse_up else s <= cutoff) for s in (before, after)]
            kind = "improved" if reach[0] else "deteriorated" if reach[1] else "unchanged"
            counts["recovered" if kind == "improved" and unwell == [True, False] else kind] += 1
        listed = [k for kind, k in counts.items() if cutoff is not None or kind != "recovered"]
        return [[k, *share(k, sum(listed)), *share(k, len(self.of(measure)))] for k in listed]

    def left(self, reasons: Iterable[str], *, began: bool) -> int:
        """How many ended for one of these reasons, of those who began or of those who did not."""
        rows = [row for row in map(_enrolment, self.people) if row["ended_at"] and not row["imported"]]
        return sum(row["end_reason"] in reasons and bool(row["started_at"]) is began for row in rows)

    def lost(self, measure: Measured) -> list[Numbers]:
        """Where those with and without an answer at the first follow-up began."""
        first = measure["follow_up"][0]
        began = [
            (score(p, measure["scale"], measure["start"]), score(p, measure["scale"], first)) for p in self.of(measure)
        ]
        groups = [[a for a, b in began if a is not None and (b is None) is missing] for missing in (False, True)]
        return [described(group)[:3] for group in groups]


def _enrolment(person: Person) -> dict[str, Any]:
    (row,) = person["enrolment"]
    return row


def _answered(person: Person) -> set[str]:
    return {row["occasion"] for row in person.get("response", []) if row["submitted_at"]}


def score(person: Person, scale: str, occasion: str) -> float | None:
    """Her total, or a part of it, at an occasion."""
    instrument, _, part = scale.partition(".")
    for row in person.get("response", []):
        if (row["instrument"], row["occasion"]) == (instrument, occasion) and row["submitted_at"]:
            value = row["subscores"].get(part) if part else row["total"] if row["status"] == "scored" else None
            return None if value is None else float(value)
    return None


def band(person: Person, measure: Measured, occasion: str) -> str | None:
    """Her band at an occasion."""
    for row in person.get("response", []):
        if (row["instrument"], row["occasion"]) == (measure["instrument"], occasion) and row["submitted_at"]:
            return str(row["band"]) if row["band"] else None
    return None


def responded(person: Person, measure: Measured, occasion: str) -> bool | None:
    """Whether she is so much better as a response asks; None where that cannot be known."""
    before, after = (score(person, measure["scale"], o) for o in (measure["start"], occasion))
    rule = measure["responder"]
    if rule is None or before is None or after is None:
        return None
    gain = before - after if measure["direction"] == "lower_better" else after - before
    if rule["measure"] == "percent":
        if before <= 0:
            return None
        gain = 100 * gain / before
    return beyond(gain, rule["amount"], rule["operator"])


def beyond(gain: float, limit: float, operator: str) -> bool:
    """Whether a gain passes a limit; what differs in the last digits alone is the same."""
    near = math.isclose(gain, limit, abs_tol=1e-9)
    return operator == ">=" if near else gain > limit


def share(k: int, n: int) -> Numbers:
    """k of n, and Wilson's interval as scipy has it."""
    if not n:
        return []
    ends = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    return [k / n, float(ends.low), float(ends.high)]


def described(values: Sequence[float]) -> Numbers:
    """n, mean, SD and Student's interval of the mean."""
    if not values:
        return [0]
    if len(values) == 1:
        return [1, values[0]]
    mean, sd = statistics.fmean(values), statistics.stdev(values)
    half = float(stats.t.ppf(0.975, len(values) - 1)) * sd / math.sqrt(len(values))
    return [len(values), mean, sd, mean - half, mean + half]


def changed(pairs: Sequence[tuple[float, float]], *, selected: bool = False) -> Numbers:
    """n, each mean with its SD, the change with its interval, and d(av)."""
    before, after = [a for a, _ in pairs], [b for _, b in pairs]
    n, *start = described(before)
    _, *later = described(after)
    if n < 2:
        return [n, *start, *later]
    moved = [b - a for a, b in pairs]
    row = [n, *start[:2], *later[:2], statistics.fmean(moved)]
    if selected:
        return row
    _, _, _, low, high = described(moved)
    spread = (start[1] + later[1]) / 2
    return [*row, low, high, *([statistics.fmean(moved) / spread] if spread else [])]


def paired_test(pairs: Sequence[tuple[float, float]]) -> Numbers:
    """t, degrees of freedom, p and d(av), the first three by scipy."""
    result = stats.ttest_rel([b for _, b in pairs], [a for a, _ in pairs])
    return [float(result.statistic), float(result.df), float(result.pvalue), changed(pairs)[-1]]


def welch_test(first: Sequence[float], second: Sequence[float]) -> Numbers:
    """t, degrees of freedom and p by scipy, and d by the pooled SD."""
    result = stats.ttest_ind(first, second, equal_var=False)
    a, b = len(first), len(second)
    pooled = math.sqrt(((a - 1) * statistics.variance(first) + (b - 1) * statistics.variance(second)) / (a + b - 2))
    d = (statistics.fmean(first) - statistics.fmean(second)) / pooled
    return [float(result.statistic), float(result.df), float(result.pvalue), d]
