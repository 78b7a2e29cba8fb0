"""A draft is its writer's, one for each form; what two windows write is joined, and what is sent or old is gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from varde.drafts.errors import SentElsewhere
from varde.drafts.service import KEPT_FOR, Fields, FormWindow, drafts_at, drop, fields_of, forget_drafts, keep
from varde.identity.models import Person
from varde.testing.house import House, all_samples, make_house, sqlite_url

PLACE = "note/7"
EMPTY = FormWindow("first", {})


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


def write(
    house: House, author: Person, typed: Fields, shown: FormWindow = EMPTY, place: str = PLACE
) -> dict[str, object]:
    """Save what stands in a window; what clashed with another, by field."""
    with house.work() as work:
        _draft, merged = keep(work, author.id, place, shown, typed, enrolment_id=None)
        return dict(merged.clashes)


def written(house: House, author: Person, place: str = PLACE) -> dict[str, list[str]]:
    with house.work() as work:
        return fields_of(drafts_at(work, author.id, [place]).get(place))


def test_each_writer_and_each_form_has_one(house: House, maren: Person) -> None:
    per = house.person("Per", "Dale", ("therapist", house.clinic))
    write(house, maren, {"words": ["Ringt."]})
    write(house, maren, {"words": ["Ringt to ganger."]})
    write(house, maren, {"words": ["Annet."]}, place="note/8")
    assert written(house, maren) == {"words": ["Ringt to ganger."]}
    assert written(house, maren, "note/8") == {"words": ["Annet."]}
    assert written(house, per) == {}


def test_two_windows_are_joined_field_by_field_and_a_clash_is_told(house: House, maren: Person) -> None:
    write(house, maren, {"words": ["Ringt."]})
    other = FormWindow("second", {})
    assert write(house, maren, {"plan": ["Ringe igjen."]}, other) == {}
    assert written(house, maren) == {"words": ["Ringt."], "plan": ["Ringe igjen."]}
    third = FormWindow("third", {})
    assert write(house, maren, {"words": ["Skrevet."]}, third) == {"words": ["Ringt."]}
    assert written(house, maren)["words"] == ["Ringt."], "nothing is written over"


def test_what_was_sent_in_another_window_is_no_draft_again(house: House, maren: Person) -> None:
    write(house, maren, {"words": ["Ringt."]})
    with house.work() as work:
        drop(work, maren.id, PLACE)
    of_draft = FormWindow("first", {"words": ["Ringt."]}, of_draft=True)
    with pytest.raises(SentElsewhere):
        write(house, maren, {"words": ["Ringt nå."]}, of_draft)
    assert written(house, maren) == {}


def test_it_is_forgotten_thirty_days_after_it_was_last_written_in(house: House, maren: Person) -> None:
    assert timedelta(days=30) == KEPT_FOR
    for words in ("Ringt.", "Ringt igjen."):
        write(house, maren, {"words": [words]})
        house.clock.move(days=29)
        with house.work() as work:
            forget_drafts(work)
        assert written(house, maren) == {"words": [words]}
    house.clock.move(days=1)
    with house.work() as work:
        forget_drafts(work)
    assert written(house, maren) == {}
