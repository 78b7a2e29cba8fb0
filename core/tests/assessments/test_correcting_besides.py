"""What the page asked besides the items is corrected with them: her sex, and whether she stays away from places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.values import Alert
from varde.assessments.context import asked_besides, read_besides
from varde.assessments.correcting import corrections_of, response_here
from varde.assessments.errors import NoSuchSex, NothingCorrected, NotYesOrNo
from varde.assessments.models import Correction, Response
from varde.assessments.reopening import AskedNow
from varde.exchange.fhir.responses import response_of
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.rules.language import is_true
from varde.testing.counted import cells_in
from varde.testing.house import all_samples

from .conftest import Patient
from .corrected import WORD, fix, lines

THREE = {"q1": 1, "q2": 1, "q3": 1}
"""AUDIT-C in all 3: positive for women, not for men."""
DIZZY = {f"q{n}": 0 for n in range(1, 8)} | {"q1": 2}
"""Two points: on the limit for whoever stays away from no place, steady for whoever does."""


@pytest.fixture
def panic(enrol: Callable[..., Patient]) -> Patient:
    return enrol("Sara", "ridge", "south")


def known(patient: Patient) -> str | None:
    with patient.house.work() as work:
        return work.session.get_one(Person, patient.person.id).sex


def say(patient: Patient, sex: str | None) -> None:
    with patient.house.work() as work:
        work.session.get_one(Person, patient.person.id).sex = sex


def scored(patient: Patient, response_id: int) -> tuple[dict[str, Any], str | None, dict[str, Any]]:
    with patient.house.work() as work:
        response = work.session.get_one(Response, response_id)
        return response.context, response.band, response.flags


def positive(patient: Patient, response_id: int) -> bool | None:
    said: bool | None = scored(patient, response_id)[2]["positive"]
    return said


def corrections(patient: Patient, response_id: int) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    with patient.house.work() as work:
        views = corrections_of(work, [response_here(work, patient.enrolment_id, response_id)])
        return [(view.changed, view.changed_besides, view.reason) for view in views.get(response_id, ())]


# --- what is asked


def test_what_each_programmes_pages_ask_besides_the_items() -> None:
    catalogue = all_samples()
    instruments = catalogue.all(Instrument)
    programmes = {key: catalogue.one(Programme, key) for key in ("ridge", "village")}
    asked = {
        (programme, key): asked_besides(programmes[programme], instruments[key])
        for programme, key in (("village", "audit-c"), ("village", "stones"), ("village", "who-5"), ("village", "lane"))
    }
    assert asked == {
        ("village", "audit-c"): ("sex",),
        ("village", "stones"): ("sex",),
        ("village", "who-5"): (),
        ("village", "lane"): (),
    }


def test_what_the_referral_asks_no_page_asks(panic: Patient) -> None:
    programme = all_samples().one(Programme, "ridge")
    referred = {fact.key for fact in programme.eligibility.asked}
    expected = () if "agoraphobia" in referred else ("agoraphobia",)
    assert asked_besides(programme, all_samples().one(Instrument, "dizziness")) == expected


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("sex", "female", "female"),
        ("sex", "male", "male"),
        ("sex", "", None),
        ("agoraphobia", "1", True),
        ("agoraphobia", "0", False),
        ("agoraphobia", "", None),
    ],
)
def test_what_a_field_says(name: str, value: str, said: object) -> None:
    assert read_besides(name, value) is said or read_besides(name, value) == said


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("sex", "1", NoSuchSex),
        ("sex", "Female", NoSuchSex),
        ("agoraphobia", "2", NotYesOrNo),
        ("agoraphobia", "ja", NotYesOrNo),
    ],
)
def test_what_a_field_cannot_say(name: str, value: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_besides(name, value)


# --- her sex


@pytest.mark.parametrize(
    ("before", "after", "limits"),
    [
        ("male", "female", (False, True)),
        ("female", "male", (True, False)),
        (None, "female", (None, True)),
        ("female", None, (True, None)),
    ],
)
def test_her_sex_is_corrected_and_both_versions_are_kept(
    vidar: Patient, before: str | None, after: str | None, limits: tuple[bool | None, bool | None]
) -> None:
    say(vidar, before)
    response_id = vidar.submit("start", "audit-c", THREE).id
    assert positive(vidar, response_id) is limits[0]
    fix(vidar, response_id, THREE, besides={"sex": after})
    assert (positive(vidar, response_id), known(vidar)) == (limits[1], after)
    assert scored(vidar, response_id)[0] == ({"sex": after} if after else {})
    assert corrections(vidar, response_id) == [((), ("sex",), WORD)]


def test_items_and_what_is_asked_besides_are_corrected_together(vidar: Patient) -> None:
    say(vidar, "male")
    response_id = vidar.submit("start", "audit-c", THREE).id
    fix(vidar, response_id, {**THREE, "q1": 2}, besides={"sex": "female"})
    assert corrections(vidar, response_id) == [(("q1",), ("sex",), WORD)]


@pytest.mark.parametrize("besides", [None, {}, {"sex": "male"}, {"agoraphobia": True}, {"age": 12}])
def test_what_is_the_same_or_was_not_asked_is_no_correction(vidar: Patient, besides: dict[str, Any] | None) -> None:
    say(vidar, "male")
    response_id = vidar.submit("start", "audit-c", THREE).id
    with pytest.raises(NothingCorrected):
        fix(vidar, response_id, THREE, besides=besides)
    assert (known(vidar), corrections(vidar, response_id)) == ("male", [])


def test_no_other_sex_is_stored(vidar: Patient) -> None:
    say(vidar, "male")
    response_id = vidar.submit("start", "audit-c", THREE).id
    with pytest.raises(NoSuchSex):
        fix(vidar, response_id, THREE, besides={"sex": "both"})
    assert (known(vidar), corrections(vidar, response_id)) == ("male", [])


def test_her_other_answers_that_were_scored_with_it_follow(vidar: Patient) -> None:
    say(vidar, "male")
    first = vidar.submit("start", "audit-c", THREE).id
    vidar.ask("measurements")
    stones = vidar.submit("measurements", "stones", {"stones": 13, "helped": False}).id
    walked = vidar.submit("measurements", "lane", {"metres": 400}).id
    assert scored(vidar, stones)[:2] == ({"sex": "male", "age": 64}, "below_average")
    fix(vidar, first, THREE, besides={"sex": "female"})
    assert scored(vidar, stones)[0] == {"sex": "female", "age": 64}
    assert corrections(vidar, stones) == [((), ("sex",), WORD)]
    assert corrections(vidar, walked) == []


def test_an_answer_that_was_scored_otherwise_stays(vidar: Patient) -> None:
    """It was corrected before, or she had not said: nobody has said that it was wrong."""
    say(vidar, None)
    first = vidar.submit("start", "audit-c", THREE).id
    say(vidar, "male")
    vidar.ask("measurements")
    stones = vidar.submit("measurements", "stones", {"stones": 13, "helped": False}).id
    fix(vidar, first, THREE, besides={"sex": "female"})
    assert (scored(vidar, stones)[0], corrections(vidar, stones)) == ({"sex": "male", "age": 64}, [])
    assert known(vidar) == "female"


ALCOHOL = Alert(
    "village.alcohol", Text("Over", "Over", "Over"), is_true("flag:positive"), "amber", "audit-c", "village"
)


def test_alerts_follow_her_sex(vidar: Patient) -> None:
    """Of a woman three points are over the limit: that is raised, and stands with a line when it was wrong after all."""
    platform = vidar.house.platform
    platform.catalogue = platform.catalogue.with_values(Alert, [ALCOHOL])
    say(vidar, "male")
    first = vidar.submit("start", "audit-c", THREE).id
    assert lines(vidar) == []
    fix(vidar, first, THREE, besides={"sex": "female"})
    assert lines(vidar) == [("village.alcohol", "raised", [("raised", None)])]
    fix(vidar, first, THREE, besides={"sex": "male"})
    assert lines(vidar) == [("village.alcohol", "raised", [("raised", None), ("withdrawn", WORD)])]


def test_answers_in_another_enrolment_stay(vidar: Patient, enrol: Callable[..., Patient]) -> None:
    """Nobody there has heard her word; what is scored there from now on knows."""
    say(vidar, "male")
    with vidar.house.work() as work:
        maren = work.session.get_one(Person, vidar.therapist.person_id)
    other = Patient(
        vidar.house, vidar.person, vidar.therapist, vidar.house.enrolled(vidar.person, maren, "ridge", "north")
    )
    first, there = vidar.submit("start", "audit-c", THREE).id, other.submit("start", "audit-c", THREE).id
    fix(vidar, first, THREE, besides={"sex": "female"})
    assert (positive(vidar, first), positive(other, there)) == (True, False)


def test_every_occasion_follows_her_sex(vidar: Patient) -> None:
    """The whole AUDIT is asked of a woman with 3 points, at each occasion where it was not."""
    say(vidar, "male")
    first = vidar.submit("start", "audit-c", THREE).id
    vidar.finish("start")
    assert vidar.item("start").state == "done"
    (asked,) = fix(vidar, first, THREE, besides={"sex": "female"})
    assert asked == AskedNow("start", ("audit",), "reopened", vidar.item("start").closes_at)
    assert vidar.item("start").state == "planned"
    assert fix(vidar, first, THREE, besides={"sex": "male"}) == ()
    assert vidar.item("start").state == "done"


def test_she_is_told_once_however_many_answers_follow(vidar: Patient) -> None:
    say(vidar, "male")
    first = vidar.submit("start", "audit-c", THREE).id
    vidar.ask("measurements")
    vidar.submit("measurements", "stones", {"stones": 13, "helped": False})
    fix(vidar, first, THREE, besides={"sex": "female"})
    assert len(news(vidar)) == 1
    vidar.house.clock.move(minutes=5)
    fix(vidar, first, {**THREE, "q1": 2})
    assert len(news(vidar)) == 2


def news(patient: Patient) -> list[str]:
    with patient.house.work() as work:
        about = (Delivery.enrolment_id == patient.enrolment_id, Delivery.notice == "news")
        return list(work.session.scalars(select(Delivery.path).where(*about)))


# --- as she is now


@pytest.mark.parametrize(
    ("before", "after", "bands"),
    [
        (None, True, ("borderline", "steady")),
        (True, False, ("steady", "borderline")),
        (False, None, ("borderline", "borderline")),
    ],
)
def test_whether_she_stays_away_is_corrected(
    panic: Patient, before: bool | None, after: bool | None, bands: tuple[str, str]
) -> None:
    said = {} if before is None else {"agoraphobia": before}
    response_id = panic.submit("start", "dizziness", DIZZY, known=said).id
    assert scored(panic, response_id)[:2] == (said, bands[0])
    fix(panic, response_id, DIZZY, besides={"agoraphobia": after})
    assert scored(panic, response_id)[:2] == ({} if after is None else {"agoraphobia": after}, bands[1])
    assert corrections(panic, response_id) == [((), ("agoraphobia",), WORD)]


def test_figures_and_exports_follow_with_it(panic: Patient) -> None:
    response_id = panic.submit("start", "dizziness", DIZZY).id
    assert (counted(panic, "dizziness"), exported(panic, response_id)) == ({"band:borderline"}, ("completed", False))
    fix(panic, response_id, DIZZY, besides={"agoraphobia": True})
    assert (counted(panic, "dizziness"), exported(panic, response_id)) == ({"band:steady"}, ("amended", True))


def counted(patient: Patient, scale: str) -> set[str]:
    patient.house.platform.drain()
    with patient.house.work() as work:
        cells = [key for key in cells_in(work) if (key.scale, key.group) == (scale, "all")]
        return {cell.category for cell in cells if cell.category.startswith("band:")}


def exported(patient: Patient, response_id: int) -> tuple[str, bool]:
    """The status in FHIR, and whether it tells what scoring read besides the answers."""
    with patient.house.work() as work:
        response = response_here(work, patient.enrolment_id, response_id)
        instrument = work.catalogue.one(Instrument, response.instrument)
        said = response_of(response, instrument, place="https://varde.example")
        return said["status"], "agoraphobia" in str(said)


def test_a_correction_of_the_answers_alone_leaves_what_was_known(panic: Patient) -> None:
    response_id = panic.submit("start", "dizziness", DIZZY, known={"agoraphobia": True}).id
    fix(panic, response_id, {**DIZZY, "q2": 1})
    assert scored(panic, response_id)[0] == {"agoraphobia": True}
    with panic.house.work() as work:
        assert len(work.session.scalars(select(Correction)).all()) == 1
