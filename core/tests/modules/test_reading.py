"""Whoever has begun on a step goes on with its words until she is moved; what she has read is kept, whatever the plugin says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from varde.content.archive import text_at
from varde.content.texts import StepText, as_text
from varde.content.values import StepKey, StepWords
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.modules.errors import MoveRefused
from varde.modules.models import StepMove, StepSeen
from varde.modules.moving import move_all, move_one, moves_of, readers_of
from varde.modules.reading import ReadText, exported, read_step, seen_by
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url

MODULE, STEP = "first-steps", "the-trail"
KEY = StepKey("sample", MODULE, STEP)
OTHERS = {language: StepWords(f"Nytt ({language}).", f"Ny tekst ({language}).") for language in ("nb", "nn")}


@dataclass
class Readers:
    """Maren treats Ida, who has begun, and Eva, who has not."""

    house: House
    maren: Person
    ida: int
    eva: int

    def read(self, enrolment_id: int, language: str = "nb") -> ReadText:
        with self.house.work() as work:
            return read_step(work, work.session.get_one(Enrolment, enrolment_id), MODULE, STEP, language)

    def ship(self, words: dict[str, StepWords]) -> None:
        """The plugin says something else from now on."""
        texts = self.house.platform.catalogue.all(StepText)
        left = [each for each in texts.values() if not each.key.startswith(f"{KEY}/")]
        new = [as_text(KEY, language, each) for language, each in words.items()]
        catalogue = type(self.house.platform.catalogue)(
            {**self.house.platform.catalogue._values, StepText: {each.key: each for each in (*left, *new)}}
        )
        self.house.platform.catalogue = catalogue


def make_readers(folder: Path) -> Readers:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    ida, eva = (house.enrolled(house.person(name, "Vik"), maren) for name in ("Ida", "Eva"))
    return Readers(house, maren, ida, eva)


@pytest.fixture
def readers(tmp_path: Path) -> Readers:
    return copied(make_readers, tmp_path)


def test_who_has_begun_keeps_the_words_and_who_begins_gets_those_of_today(readers: Readers) -> None:
    first = readers.read(readers.ida)
    assert (first.text.lede, first.rewritten) == ("Du ser hvor løypa går.", False)
    readers.ship(OTHERS)
    readers.house.clock.move(days=3)
    assert readers.read(readers.ida) == first
    assert readers.read(readers.ida, "nn").text.lede == "Du ser kvar løypa går."
    assert readers.read(readers.ida, "en").text.lede == "You see where the trail goes."
    assert readers.read(readers.eva).text.lede == "Nytt (nb)."
    shown_in_bokmaal = readers.read(readers.eva, "en").text
    assert (shown_in_bokmaal.lede, shown_in_bokmaal.language) == ("Nytt (nb).", "nb")


def test_what_was_read_when_is_one_row_for_the_same_words_and_is_there_when_the_plugin_is_gone(
    readers: Readers,
) -> None:
    begun = readers.house.clock.now()
    digest = readers.read(readers.ida).text.digest
    readers.house.clock.move(minutes=59)
    readers.read(readers.ida)
    with readers.house.work() as work:
        assert [(each.first_at, each.last_at) for each in seen_by(work, readers.ida)] == [(begun, begun)]
    readers.house.clock.move(hours=47)
    readers.read(readers.ida)
    readers.ship({})
    with readers.house.work() as work:
        (seen,) = seen_by(work, readers.ida)
        assert (seen.digest, seen.first_at, seen.last_at, seen.current) == (digest, begun, work.now, True)
        language, words = text_at(work, digest) or ("", StepWords())
        assert (language, words.lede) == ("nb", "Du ser hvor løypa går.")
        person_id = work.session.get_one(Enrolment, readers.ida).person_id
        (hers,) = exported(work, frozenset({person_id}))
        assert (hers["step"], hers["lede"], hers["first_at"]) == (STEP, "Du ser hvor løypa går.", begun.isoformat())
        assert text_at(work, "0" * 64) is None


def test_she_is_moved_with_a_reason_and_told_once_that_it_is_another_text(readers: Readers) -> None:
    readers.read(readers.ida)
    readers.ship(OTHERS)
    readers.house.clock.move(days=1)
    maren = readers.house.actor(readers.maren, ("therapist", readers.house.clinic))
    with readers.house.work() as work:
        ida = work.session.get_one(Enrolment, readers.ida)
        for reason in ("", "kort", "x" * 501):
            with pytest.raises(MoveRefused, match="Write why, with 5 to 500 characters"):
                move_one(work, maren, ida, MODULE, STEP, reason)
        move_one(work, maren, ida, MODULE, STEP, " Det sto feil nummer. ")
        with pytest.raises(MoveRefused, match="The newest text"):
            move_one(work, maren, ida, MODULE, STEP, "En gang til")
        (move,) = moves_of(work, readers.ida)
        assert (move.key, move.reason, move.by_name, move.at) == (KEY, "Det sto feil nummer.", "Maren Lie", work.now)
        assert move.before != move.after
    moved = readers.read(readers.ida)
    assert (moved.text.lede, moved.rewritten) == ("Nytt (nb).", True)
    assert readers.read(readers.ida).rewritten
    readers.house.clock.move(days=1)
    assert not readers.read(readers.ida).rewritten
    with readers.house.work() as work:
        assert [(each.language, each.current) for each in seen_by(work, readers.ida)] == [("nb", False), ("nb", True)]


def test_all_are_moved_at_once_with_as_many_statements_for_many_as_for_few(readers: Readers) -> None:
    costs = []
    for moved, words in ((1, OTHERS), (2, {key: replace(each, body="Igjen.") for key, each in OTHERS.items()})):
        for enrolment_id in (readers.ida, readers.eva)[:moved]:
            readers.read(enrolment_id)
        readers.ship(words)
        with readers.house.work() as work, readers.house.counted() as statements:
            clinic = readers.house.clinic.id
            assert move_all(work, KEY, [clinic], "Feil dose", None, "drift") == moved
            costs.append(len(statements))
            assert move_all(work, KEY, [readers.house.elsewhere.id], "Feil dose", None, "drift") == 0
            assert sum(readers_of(work, KEY, [clinic]).values()) == moved
    assert costs[0] == costs[1]
    with readers.house.work() as work:
        assert {move.by_id for move in work.session.scalars(select(StepMove))} == {None}


def test_a_page_costs_one_statement_more_and_two_of_words_that_are_not_the_newest(readers: Readers) -> None:
    readers.read(readers.ida)
    for cost, words in ((1, None), (2, OTHERS)):
        if words:
            readers.ship(words)
        with readers.house.work() as work:
            ida = work.session.get_one(Enrolment, readers.ida)
            with readers.house.counted() as statements:
                read_step(work, ida, MODULE, STEP, "nb")
            assert len(statements) == cost


def test_what_was_read_is_never_changed(readers: Readers) -> None:
    readers.read(readers.ida)
    readers.ship(OTHERS)
    with readers.house.work() as work:
        move_all(work, KEY, [readers.house.clinic.id], "Feil dose", None, "drift")
    for change in (
        "UPDATE content_text SET body = ''",
        "DELETE FROM content_text",
        "UPDATE content_edition SET nn = nb",
        "DELETE FROM content_edition",
        "UPDATE step_seen SET first_at = last_at",
        "UPDATE step_move SET reason = ''",
    ):
        with pytest.raises(DatabaseError, match="never edited"), readers.house.work() as work:
            work.session.execute(text(change))
    with readers.house.work() as work:
        assert work.session.scalars(select(StepSeen)).one().enrolment_id == readers.ida
