"""A series, an item, an alert or a measure that a plugin renames takes along what is measured, answered, raised and counted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.models import AlertOptOut, RaisedAlert, RiskNote
from varde.alerts.service import alerts_of
from varde.alerts.values import Alert
from varde.assessments.correcting import correct, side_of
from varde.assessments.models import Correction, Response
from varde.assessments.service import open_sheet, submit
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.counting.service import count_due
from varde.benefits.values import Measure
from varde.enrolments.models import Enrolment, Offering
from varde.instruments.part import PART as INSTRUMENTS_PART
from varde.instruments.values import Instrument
from varde.kernel.assembly import taken
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.words import Text
from varde.measurements.models import Measurement
from varde.measurements.service import measure, set_base
from varde.parts import PARTS
from varde.platform import make_platform, refuse_if_unsound
from varde.plugin.renaming import rename, renamings, waiting
from varde.programmes.values import Programme
from varde.rules.language import all_of, when
from varde.scheduling.models import AgendaItem
from varde.series.facts import measured
from varde.series.values import Series
from varde.testing.counted import cells_in
from varde.testing.house import House, make_house, sample_only, settings_for
from varde.testing.sample.benefits import BREATH_OF_THE_WEEK, MOMENTS
from varde.testing.sample.series import BREATH, PRESSURE
from varde.wording.models import WordingPack

WORDS = Text("Krysset", "Kryssa", "Crossed")


def declared(series: str, item: str, alert: str, measure_key: str, former: Mapping[str, tuple[str, ...]]) -> Catalogue:
    """The sample with a series, an item of PHQ-9, an alert and a computed measure under these keys."""
    catalogue = sample_only()
    phq = catalogue.one(Instrument, "phq-9")
    items = tuple(
        replace(each, key=item, renamed_from=former.get("item", ())) if each.key == "q10" else each
        for each in phq.items
    )
    phq = replace(phq, items=items)
    breath = replace(BREATH, key=series, renamed_from=former.get("series", ()))
    mean = measured(series, "mean", days=7)

    def work_out(known: Any) -> float | None:
        return None if known[mean] is None else round(known[mean], 1)

    assert BREATH_OF_THE_WEEK.computed is not None
    computed = replace(BREATH_OF_THE_WEEK.computed, reads=(mean,), work_out=work_out, moments=MOMENTS)
    of_breath = replace(
        BREATH_OF_THE_WEEK,
        key=measure_key,
        scale=measure_key,
        computed=computed,
        renamed_from=former.get("measure", ()),
    )
    heavy = Alert(
        alert,
        WORDS,
        all_of(when(f"answer:{item}", ">=", 1), when(measured(series, "count", days=7), ">=", 1)),
        "red",
        "phq-9",
        "sample",
        renamed_from=former.get("alert", ()),
    )
    low = Alert("sample.low-breath", WORDS, when(measured(series, "last"), "<", 300), "amber", programme="sample")
    programme = replace(catalogue.one(Programme, "sample"), series=(series, BREATH.key, PRESSURE.key))
    catalogue = catalogue.with_values(Series, [breath]).with_values(Alert, [heavy, low])
    catalogue = catalogue.with_values(Measure, [of_breath]).with_values(Instrument, [phq])
    return catalogue.with_values(Programme, [programme])


OLD = ("old-breath", "old_q", "sample.old-alert", "sample.old-measure")
NEW = ("new-breath", "new_q", "sample.new-alert", "sample.new-measure")
KINDS = ("series", "item", "alert", "measure")
FORMER = {kind: (old,) for kind, old in zip(KINDS, OLD, strict=True)}


class Renamed:
    """Per's course under the old keys, and the same house with the new."""

    def __init__(self, url: str) -> None:
        self.before = make_house(url, catalogue=declared(*OLD, {}))
        platform = make_platform(
            settings_for(url),
            engine=self.before.platform.engine,
            catalogue=declared(*NEW, FORMER),
            clock=self.before.clock,
        )
        self.after: House = replace(self.before, platform=platform)
        house = self.before
        self.hanne = house.person("Hanne", "Lie", ("therapist", house.clinic))
        self.per = house.person("Per", "Moe")
        self.therapist = house.actor(self.hanne, ("therapist", house.clinic))
        self.id = house.enrolled(self.per, self.hanne, "sample")
        series = house.platform.catalogue.one(Series, OLD[0])
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            set_base(work, self.therapist, enrolment, series, 500)
            for flow in (250, 260, 270):
                at = work.now - timedelta(minutes=flow)
                measure(work, self.therapist, enrolment, series, (flow,), at, confirmed=True)
        answers = {f"q{number}": 1 for number in range(1, 9)} | {OLD[1]: 2, "q9": 0}
        with house.work() as work:
            sheet = open_sheet(work, house.actor(self.per), self.form(work), write=True)
            response = submit(work, house.actor(self.per), sheet, "phq-9", answers)
            work.session.flush()
            response_id, edition = response.id, response.edition
        with house.work() as work:
            enrolment, row = work.session.get_one(Enrolment, self.id), work.session.get_one(Response, response_id)
            why: dict[str, Any] = {"reason": "Sa det på telefon.", "said_on": work.today, "edition": edition}
            correct(work, self.therapist, enrolment, row, answers | {OLD[1]: 3}, **why)
        self._what_lies_about()
        house.clock.move(days=8)
        house.platform.drain()
        with house.work() as work:
            count_due(work)

    def form(self, work: Any) -> int:
        query = select(AgendaItem.id).where(AgendaItem.enrolment_id == self.id, AgendaItem.key == "start")
        return int(work.session.scalars(query).one())

    def _what_lies_about(self) -> None:
        with self.before.work() as work:
            place = {"person_id": self.per.id, "organisation_id": self.before.clinic.id, "programme": "sample"}
            for form, because in (("phq-9", {f"answer:{OLD[1]}": 3}), (OLD[0], {f"series:{OLD[0]}:last": 250})):
                note = work.add(
                    RiskNote(**place, source="answer", form=form, refused="closed", at=work.now, digest="d")
                )
                note.answers = json.dumps([because])
            opt = work.add(AlertOptOut(enrolment_id=self.id, alert=OLD[2], since=work.now, by_id=self.hanne.id))
            opt.reason_sealed = work.vault.seal("x", "y")
            pack = WordingPack(
                organisation_id=self.before.clinic.id, instrument="phq-9", instrument_version="1", language="nb"
            )
            work.add(pack)
            pack.version, pack.source, pack.licence_note, pack.digest = 1, "toml", "", "d"
            pack.words, pack.loaded_at = {"items": {OLD[1]: {"label": "Ord"}}}, work.now
            here = (Offering.programme == "sample", Offering.organisation_id == self.before.clinic.id)
            offering = work.session.scalars(select(Offering).where(*here)).one()
            offering.settings = {**offering.settings, f"{OLD[0]}.watch": 60}

    def cells(self, house: House) -> dict[tuple[str, ...], tuple[int, int, int]]:
        """Every sum of the benefits, a measure of the old name under the new."""
        names = dict(zip(OLD, NEW, strict=True))
        with house.work() as work:
            return {
                (key.month, key.group, names.get(key.scale, key.scale), key.occasion, key.category): (
                    stats.n,
                    stats.s1,
                    stats.pxy,
                )
                for key, stats in cells_in(work).items()
            }


@pytest.fixture
def renamed(database_url: str) -> Iterator[Renamed]:
    left = Renamed(database_url)
    yield left
    left.before.platform.engine.dispose()


def test_everything_follows_and_the_benefits_say_the_same(renamed: Renamed) -> None:
    before = renamed.cells(renamed.before)
    assert any(key[2] == NEW[3] for key in before), "the computed measure is counted"
    with renamed.after.work() as work:
        assert {said.partition(", which")[0] for said in waiting(work)} == {
            "Something is stored under the item old_q of phq-9",
            "Something is stored under the series old-breath",
            "Something is stored under the alert sample.old-alert",
        }
    with pytest.raises(StartRefused, match="which is new-breath now"):
        refuse_if_unsound(renamed.after.platform)
    with renamed.after.work() as work:
        done = {(each["kind"], each["old"], each["new"]) for each in rename(work)}
    assert done == set(zip(KINDS, OLD, NEW, strict=True))
    with renamed.after.work() as work:
        assert waiting(work) == []
    renamed.after.platform.drain()
    assert renamed.cells(renamed.after) == before
    rebuild_all(renamed.after.platform, everybody=True)
    assert renamed.cells(renamed.after) == before
    with renamed.after.work() as work:
        assert rename(work) == [], "doing it again changes nothing"


def test_where_each_is_kept(renamed: Renamed) -> None:
    with renamed.after.work() as work:
        rename(work)
    with renamed.after.work() as work:
        response = work.session.scalars(select(Response).where(Response.instrument == "phq-9")).one()
        assert (response.answers[NEW[1]], OLD[1] in response.answers) == (3, False)
        correction = work.session.scalars(select(Correction)).one()
        assert OLD[1] in json.loads(correction.before)["answers"], "history is never edited"
        sides = [side_of(work, correction, response, side).answers for side in ("before", "after")]
        assert [side[NEW[1]] for side in sides] == [2, 3]
        pack = work.session.scalars(select(WordingPack)).one()
        assert pack.words == {"items": {NEW[1]: {"label": "Ord"}}}
        measured_under = set(work.session.scalars(select(Measurement.series)))
        assert measured_under == {NEW[0]}
        because = {view.row.alert: view.because for view in alerts_of(work, renamed.id)}
        assert because[NEW[2]] == {f"answer:{NEW[1]}": 2, f"series:{NEW[0]}:count:7d": 3}
        assert because["sample.low-breath"] == {f"series:{NEW[0]}:last": 250}
        assert set(work.session.scalars(select(RaisedAlert.alert))) >= {NEW[2], "sample.low-breath"}
        assert work.session.scalars(select(AlertOptOut.alert)).all() == [NEW[2]]
        notes = {note.form: json.loads(note.answers or "") for note in work.session.scalars(select(RiskNote))}
        assert notes == {"phq-9": [{f"answer:{NEW[1]}": 3}], NEW[0]: [{f"series:{NEW[0]}:last": 250}]}
        here = (Offering.programme == "sample", Offering.organisation_id == renamed.after.clinic.id)
        offering = work.session.scalars(select(Offering).where(*here)).one()
        assert offering.settings[f"{NEW[0]}.watch"] == 60


# --- what cannot be


def mistakes() -> list[tuple[str, type, list[Any], list[str]]]:
    """By hand: what is claimed, and the sentences about it."""
    title = Text("Ord", "Ord", "Word")

    def alert(key: str, *former: str) -> Alert:
        return Alert(key, title, when("days_inactive", ">=", 3), "amber", programme="sample", renamed_from=former)

    def series(key: str, *former: str) -> Series:
        return replace(PRESSURE, key=key, renamed_from=former)

    def of(key: str, *former: str) -> Measure:
        return replace(BREATH_OF_THE_WEEK, key=key, scale=key, renamed_from=former)

    return [
        ("two claim one", Alert, [alert("a", "x"), alert("b", "x")], ["alert b: was renamed from 'x', and so was 'a'"]),
        (
            "a cycle",
            Alert,
            [alert("a", "b"), alert("b", "a")],
            ["alert a: was renamed from 'b', which is in use", "alert b: was renamed from 'a', which is in use"],
        ),
        ("itself", Alert, [alert("a", "a")], ["alert a: was renamed from 'a', which is in use"]),
        ("in use", Series, [series("s", "t"), series("t")], ["series s: was renamed from 't', which is in use"]),
        (
            "two claim one",
            Series,
            [series("s", "x"), series("t", "x")],
            ["series t: was renamed from 'x', and so was 's'"],
        ),
        ("in use", Measure, [of("m", "n"), of("n")], ["measure m: was renamed from 'n', which is in use."]),
        (
            "a cycle",
            Measure,
            [of("m", "n"), of("n", "m")],
            ["measure m: was renamed from 'n', which is in use.", "measure n: was renamed from 'm', which is in use."],
        ),
    ]


@pytest.mark.parametrize(("name", "kind", "values", "sentences"), mistakes())
def test_what_cannot_be(name: str, kind: type, values: list[Any], sentences: list[str]) -> None:
    catalogue = sample_only()
    checks = [each.check for part in PARTS for each in taken(part, "kinds", []) if each.type is kind and each.check]
    said = [fault for check in checks for _key, fault in check({value.key: value for value in values}, catalogue)]
    assert [fault for fault in said if "renamed" in fault] == sentences


def test_items_of_one_questionnaire() -> None:
    phq = sample_only().one(Instrument, "phq-9")
    first, second, *rest = phq.items
    for former, sentence in (
        ((("x",), ("x",)), "instrument phq-9: item q2: was renamed from 'x', and so was 'q1'"),
        ((("q2",), ()), "instrument phq-9: item q1: was renamed from 'q2', which is in use"),
    ):
        items = (replace(first, renamed_from=former[0]), replace(second, renamed_from=former[1]), *rest)
        check = next(each.check for each in taken(INSTRUMENTS_PART, "kinds", []))
        said = [fault for _key, fault in check({"phq-9": replace(phq, items=items)}, sample_only())]
        assert said == [sentence]


def test_they_are_named_with_what_they_are_of() -> None:
    names = [str(each) for each in renamings(declared(*NEW, FORMER)) if each.old in OLD]
    assert names == [
        "item old_q of phq-9",
        "series old-breath",
        "alert sample.old-alert",
        "measure sample.old-measure of sample",
    ]
