"""What a step says on a page that is of nobody's way: which words, and none that nobody has signed where that is demanded. A table,
written by hand, over who has published words of its own, who demands signatures and what is signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from varde.content.signing import sign, statement_at
from varde.content.texts import text_of
from varde.content.values import StepKey
from varde.enrolments.living import places_near
from varde.enrolments.models import Offering
from varde.modules.errors import NoSuchStep
from varde.modules.in_public import words_in_public
from varde.testing.by_hand import cells_of
from varde.testing.copies import copied
from varde.testing.sample import PROGRAMME

from ..content.desk import KEY, Desk, make_desk

OWN = "Ta på tørre sko."
# "own": what the clinic has published itself. "signed": which words the head there has signed. The other clinic has no words of
# its own.
TABLE = """
read at          | demanded at  | own | signed   | says
nowhere          |              |     |          | shipped
klinikken        |              |     |          | shipped
klinikken        | klinikken    |     |          | nothing
klinikken        | klinikken    |     | shipped  | shipped
klinikken        |              | own |          | own
klinikken        | klinikken    | own |          | nothing
klinikken        | klinikken    | own | shipped  | nothing
klinikken        | klinikken    | own | own      | own
klinikken annen  |              | own |          | shipped
klinikken annen  | klinikken    |     | shipped  | shipped
klinikken annen  | klinikken    | own | shipped  | shipped
klinikken annen  | klinikken    | own | own      | nothing
klinikken annen  | annen        |     | shipped  | nothing
annen            | annen        | own | own      | nothing
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = copied(make_desk, tmp_path)
    yield desk
    desk.house.platform.engine.dispose()


def _sign(desk: Desk) -> None:
    with desk.house.work() as work:
        seen = statement_at(work, desk.clinic, PROGRAMME, "sample/boots").digest
        sign(work, desk.editor(work, "siri"), desk.clinic, PROGRAMME, "sample/boots", seen)


@pytest.mark.parametrize("row", cells_of(TABLE)[1:], ids=" ".join)
def test_which_words_are_read(desk: Desk, row: list[str]) -> None:
    read_at, demanded_at, own, signed, says = row
    if signed == "shipped":
        _sign(desk)
    if own:
        desk.published(OWN)
    if signed == "own":
        _sign(desk)
    numbers = {"klinikken": desk.clinic.id, "annen": desk.house.elsewhere.id}
    places = {numbers[each]: each in demanded_at.split() for each in read_at.split() if each in numbers}
    with desk.house.work() as work:
        text = words_in_public(work, places, KEY, "nb")
        words = {"own": OWN, "shipped": text_of(work.catalogue, KEY, "nb").words.body}
    assert (text.words.body if text else "nothing") == words.get(says, says)


def test_a_step_that_there_is_not_is_refused(desk: Desk) -> None:
    with desk.house.work() as work, pytest.raises(NoSuchStep):
        words_in_public(work, {}, StepKey("sample", "first-steps", "lost"), "nb")


def test_where_it_is_read(desk: Desk) -> None:
    """Near whoever is signed in, at the one place that a page is of, or anywhere; not where the programme is closed."""
    clinic, elsewhere = desk.clinic.id, desk.house.elsewhere.id
    with desk.house.work() as work:
        treats = desk.house.actor(desk.people["maren"], ("therapist", desk.clinic))
        everywhere = places_near(work, "sample", None)
        assert {clinic, elsewhere} <= everywhere.keys()
        assert set(everywhere.values()) == {False}
        of_clinic = Offering.organisation_id == clinic
        work.session.execute(update(Offering).where(of_clinic).values(settings={"demands_signatures": True}))
        assert places_near(work, "sample", treats) == {clinic: True}
        assert places_near(work, "sample", None, elsewhere) == {elsewhere: False}
        work.session.execute(update(Offering).where(of_clinic).values(state="closed"))
        assert places_near(work, "sample", treats) == {}
