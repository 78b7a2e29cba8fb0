"""Every figure of the demo's reports, worked out anew from the de-identified export by another way: to nine decimals.

The mixed model is searched for, and held against the likelihood written out in full where it is made (``test_mixed_model``).
The wait is of days, and ages of days of birth, which the export makes coarse: they are not held against anything here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from varde.benefits.figures.change import class_rule
from varde.benefits.figures.looking import AskedFigures
from varde.benefits.figures.places import place_seen_from
from varde.benefits.report.schema import as_json
from varde.benefits.report.service import report_of
from varde.benefits.values import Measure
from varde.enrolments.models import Enrolment
from varde.enrolments.words import END_REASON
from varde.kernel.work import Work
from varde.privacy.export import research_of
from varde.programmes.values import Programme

from .platforms import fill_cohorts, lived_in, with_cast
from .report_oracle import Measured, Numbers, Oracle, Person, changed, paired_test, share, welch_test

pytestmark = [pytest.mark.slow, pytest.mark.verification]
WHERE = {"ibs": "fjordvest", "emeistring": "fjordvest", "frisklivs": "vestbyen"}
PATIENTS = 60
GROUPS = ("all", "responder", "non_responder")


def test_every_figure_is_the_same_by_another_way(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    """Of a few in the largest programme here; of many in every programme in ``make soak``, which takes minutes."""
    if pytestconfig.option.soak:
        platform, programmes = with_cast(tmp_path), list(WHERE)
        fill_cohorts(platform, PATIENTS)
    else:
        platform, programmes = lived_in(tmp_path), ["ibs"]
    for programme in programmes:
        with platform.work() as work:
            compared = differences(everything(work, programme))
        assert compared.wrong == [], (programme, compared.wrong[:5])
        assert compared.numbers > 100, programme
        assert pytestconfig.option.soak or compared.modelled, "the answers of each person are read"


@dataclass(frozen=True)
class Recomputed:
    """A report and what it is worked out anew from; ``titles_then`` is what each occasion is called."""

    programme: str
    written: dict[str, Any]
    people: list[Person]
    measures: list[Measure]
    titles_then: dict[str, str]


def everything(work: Work, programme: str) -> Recomputed:
    """The report with nothing hidden, as JSON, when everybody has had time to answer; what research may have of everybody in it;
    and the measures."""
    work.now += timedelta(days=600)
    place = replace(place_seen_from(work, WHERE[programme], programme, WHERE[programme]), fewest=1)
    document = report_of(work, place, AskedFigures("2000-01", "2099-12"), work.speech("nb"))
    ids = work.session.scalars(select(Enrolment.person_id).where(Enrolment.programme == programme))
    people = [{table.table: [dict(row) for row in table.rows] for table in research_of(work, id_)} for id_ in ids]
    measures = [m for m in work.catalogue.all(Measure).values() if m.programme == programme]
    occasions = work.catalogue.one(Programme, programme).occasions
    titles_then = {occasion.key: occasion.title.nb.rpartition(", ")[2].lower() for occasion in occasions}
    return Recomputed(programme, as_json(document), people, measures, titles_then)


class Compared:
    """How many numbers are the same, and which are not."""

    def __init__(self) -> None:
        self.numbers = 0
        self.modelled: list[str] = []
        self.wrong: list[tuple[str, int, Numbers, Numbers]] = []

    def hold(self, key: str, place: int, seen: Numbers, expected: Numbers) -> None:
        self.numbers += len(seen)
        alike = len(seen) == len(expected) and all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(seen, expected, strict=True)
        )
        if not alike:
            self.wrong.append((key, place, seen, expected))


def differences(of: Recomputed) -> Compared:
    plain = {m.key: as_plain(m, of.titles_then) for m in of.measures if m.computed is None}
    oracle = Oracle(of.people, of.programme, [each for each in plain.values() if each["primary"]])
    compared = Compared()
    tables = {table["key"]: table for section in of.written["sections"] for table in section["tables"]}
    titles = {m.title.nb: m for m in of.measures}
    for key, table in tables.items():
        if key.startswith("model:"):
            hold_people(compared, key, table, oracle, plain)
        for place, (row, expected) in enumerate(
            zip(table["rows"], rows_of(key, table, oracle, plain, titles), strict=True)
        ):
            if expected is not None:
                compared.hold(key, place, list(numbers(row, table["columns"])), expected)
    return compared


def hold_people(
    compared: Compared, key: str, table: dict[str, Any], oracle: Oracle, plain: dict[str, Measured]
) -> None:
    """How many the model is of at each follow-up."""
    of = plain[key.removeprefix("model:")]
    compared.modelled.append(key)
    for place, row in enumerate(table["rows"]):
        (occasion,) = (o for o in of["follow_up"] if of["titles_then"][o] == row[0]["text"].lower())
        compared.hold(key, place, [row[1]["value"]], [len(oracle.pairs(of, of["scale"], occasion))])


def as_plain(measure: Measure, titles_then: dict[str, str]) -> Measured:
    """A measure without anything of ours in it."""
    return {
        "instrument": measure.instrument,
        "scale": measure.scale,
        "start": measure.start_occasion,
        "follow_up": measure.follow_up,
        "direction": measure.direction,
        "primary": measure.primary,
        "responder": asdict(measure.responder) if measure.responder else None,
        "severity": [step.bands for step in measure.severity],
        "subscales": [part.scale for part in measure.subscales],
        "tracks": measure.tracks,
        "class_rule": (rule[0].points, rule[0].operator, rule[1]) if (rule := class_rule(measure)) else None,
        "titles_then": {occasion: titles_then.get(occasion, occasion) for occasion in measure.follow_up},
    }


def numbers(row: list[dict[str, Any]], columns: list[dict[str, Any]]) -> Iterator[float]:
    """Each cell's value, the SD beside it, and the ends of its interval."""
    for cell, column in zip(row, columns, strict=True):
        if column["numeric"] and column["key"] != "percent_of_start_mean":
            yield from (cell[name] for name in ("value", "sd", "low", "high") if name in cell)


def rows_of(
    key: str, table: dict[str, Any], oracle: Oracle, plain: dict[str, Measured], titles: dict[str, Measure]
) -> Iterator[Numbers | None]:
    """What the oracle says of each row; None of a row that it cannot know."""
    kind, _, name = key.partition(":")
    rows, of = table["rows"], plain.get(name)
    if kind == "flow":
        primary = oracle.primary or list(plain.values())
        flow = oracle.flow(dict.fromkeys(o for m in primary for o in m["follow_up"]))
        yield from (expected or None for expected in flow)
    elif kind == "response" and of:
        yield from oracle.response(of)
    elif kind == "classes" and of:
        yield from oracle.classes(of)
    elif kind == "exits":
        yield from ends(rows, oracle)
    elif kind == "course" and of:
        groups = GROUPS if len(rows) > 1 + len(of["follow_up"]) else GROUPS[:1]
        for group in groups:
            yield from oracle.course(of, group)
    elif kind == "change":
        for row in rows:
            measure = plain.get(titles[row[0]["text"]].key)
            yield changed(oracle.pairs(measure, measure["scale"], name)) if measure else None
    elif kind == "lost" and of:
        yield from oracle.lost(of)
    elif kind == "severity" and of:
        for group in GROUPS[: len(rows) // len(of["severity"])]:
            yield from oracle.severity(of, group)
    elif kind == "areas" and of:
        for group in GROUPS[: len(rows) // len(of["subscales"])]:
            for part in of["subscales"]:
                yield changed(oracle.pairs(of, part, of["follow_up"][0], group), selected=group != "all")
    elif kind == "satisfaction" and of:
        yield from oracle.satisfaction(of)
    elif kind == "sensitivity" and of:
        yield from sensitivity(oracle, of, len(rows))
    elif kind == "sensitivity":
        measure_key, _, occasion = name.rpartition(":")
        yield from sensitivity(oracle, {**plain[measure_key], "follow_up": [occasion]}, len(rows))
    elif kind == "tests":
        yield from (of_test(row[0]["text"], oracle, plain, titles) for row in rows)
    elif key == "people:sex":
        sexes = {"Kvinne": "female", "Mann": "male", "Ikke oppgitt": None}
        for row in rows:
            n = sum(p["person"][0]["sex"] == sexes[row[0]["text"]] for p in oracle.started)
            yield [n, *share(n, len(oracle.started))] if len(row) == 3 else None
    else:
        yield from (None for _ in rows)


def ends(rows: list[list[dict[str, Any]]], oracle: Oracle) -> Iterator[Numbers | None]:
    """Each way out as its reasons together, and under it each reason; None of those who have not ended."""
    keys = {text.nb.lower(): key for key, text in END_REASON.items()}
    began = False
    for place, (head, whom, *_) in enumerate(rows):
        if not whom["text"]:
            yield [oracle.left([keys[head["text"].lower().removeprefix("– ")]], began=began)]
            continue
        began = "begynte" in whom["text"]
        under = [row[0]["text"] for row in takewhile(lambda row: not row[1]["text"], rows[place + 1 :])]
        n = oracle.left([keys[name.lower().removeprefix("– ")] for name in under], began=began)
        whole = len(oracle.started) if began else int(oracle.flow([])[0][0])
        yield [n, *share(n, whole)] if under else None


def sensitivity(oracle: Oracle, of: Measured, n: int) -> Iterator[Numbers]:
    response = oracle.response(of)
    pairs = oracle.pairs(of, of["scale"], of["follow_up"][0])
    if response:
        k, answered, *_, started = response[0][:6]
        yield [answered, *share(int(k), int(answered))]
        yield [started, *share(int(k), int(started))]
    if n > 2 * bool(response):
        began = oracle.scores(of, of["scale"], of["start"])
        moved = math.fsum(b - a for a, b in pairs)
        yield [len(pairs), moved / len(pairs)]
        yield [len(began), moved / len(began)]


def of_test(said: str, oracle: Oracle, plain: dict[str, Measured], titles: dict[str, Measure]) -> Numbers | None:
    """The test that the row names: a measure, or a part of it, and which two are compared."""
    title = max((t for t in titles if said.startswith(t)), key=len)
    measure = titles[title]
    of = plain.get(measure.key)
    if of is None:
        return None
    if of["start"] is None:
        yes, no = (oracle.scores(of, of["scale"], of["follow_up"][0], group) for group in GROUPS[1:])
        return welch_test(yes, no)
    part = said.removeprefix(title).removeprefix(", ")
    scale = next((p.scale for p in measure.subscales if part.startswith(f"{p.title.nb}, ")), measure.scale)
    then = said.rpartition("start til ")[2].partition(":")[0]
    (occasion,) = (o for o in of["follow_up"] if of["titles_then"][o] == then)
    return paired_test(oracle.pairs(of, scale, occasion))
