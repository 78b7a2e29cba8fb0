"""Erase a person: all of hers, nothing of anybody else's, and not while somebody waits for something about her."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.errors import DangerOpen
from varde.alerts.models import RaisedAlert, RiskNote
from varde.benefits.counting.models import Contribution
from varde.dialogue.service import write
from varde.enrolments.errors import StillUnderWay
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.privacy.erasure import WorksHere, erase
from varde.privacy.export import export_of
from varde.privacy.filling import rows_of
from varde.testing.counted import sums_in
from varde.testing.sample.kits import kits_of

from .conftest import Pair


def ended(pair: Pair, *, answered: bool = True) -> None:
    """Ingrid's enrolment is over; her message is answered, or waits still."""
    assert pair.house.browser(pair.ingrid).get(f"/min-sti/{pair.ingrids}").status_code == 200
    with pair.house.work() as work:
        enrolment = work.session.get_one(Enrolment, pair.ingrids)
        if answered:
            write(work, pair.house.actor(pair.maren, ("therapist", pair.house.clinic)), enrolment, "Hei", once="answer")
        end(work, pair.maren.id, enrolment, "completed")
    pair.house.platform.drain()


def erased(pair: Pair, person: Person) -> None:
    with pair.house.work() as work:
        erase(work, person.id)


def stored(pair: Pair) -> dict[str, list[dict[str, Any]]]:
    with pair.house.work() as work:
        return rows_of(work)


def test_all_of_hers_is_gone_and_all_of_the_others_stays(pair: Pair) -> None:
    ended(pair)
    with pair.house.work() as work:
        tors = export_of(work, pair.tor.id)
    log = stored(pair)["access_entry"]
    erased(pair, pair.ingrid)
    with pair.house.work() as work:
        assert export_of(work, pair.tor.id) == tors
        assert kits_of(work, pair.ingrids) == []
        hers = {table.table: table.rows for table in export_of(work, pair.ingrid.id)}
        assert set(hers) == {"person", "access_entry"}
        assert (hers["person"][0]["family_name"], hers["person"][0]["nin"]) == ("", None)
    assert stored(pair)["access_entry"] == log
    words = str(stored(pair))
    assert "Ingrid" not in words
    assert "Solheim" not in words


def test_what_she_added_leaves_the_figures(pair: Pair) -> None:
    ended(pair)
    with pair.house.work() as work:
        assert sums_in(work, "flow", category="started").n == 2
    erased(pair, pair.ingrid)
    with pair.house.work() as work:
        assert sums_in(work, "flow", category="started").n == 1
        assert [row.enrolment_id for row in work.session.scalars(select(Contribution))] == [pair.tors]


def test_twice_is_once(pair: Pair) -> None:
    ended(pair)
    erased(pair, pair.ingrid)
    before = stored(pair)
    erased(pair, pair.ingrid)
    assert stored(pair) == before


def test_not_while_her_enrolment_is_open(pair: Pair) -> None:
    before = stored(pair)
    with pytest.raises(StillUnderWay, match="has an enrolment that is open"):
        erased(pair, pair.ingrid)
    assert stored(pair) == before


def test_not_while_she_waits_for_an_answer(pair: Pair) -> None:
    ended(pair, answered=False)
    with pytest.raises(StillUnderWay):
        erased(pair, pair.ingrid)


def test_not_while_a_danger_at_the_door_is_open(pair: Pair) -> None:
    with pair.house.work() as work:
        stranger = Person(given_name="Nina", family_name="Dahl", created_at=work.now)
        work.add(stranger)
        work.session.flush()
        note = RiskNote(
            person_id=stranger.id,
            organisation_id=pair.house.clinic.id,
            programme="sample",
            source="referral",
            form="own",
            refused="closed",
            at=work.now,
            digest="x",
        )
        note.answers = "{}"
        work.add(note)
        work.session.flush()
        alert = RaisedAlert(
            person_id=stranger.id,
            organisation_id=pair.house.clinic.id,
            note_id=note.id,
            alert="sample.thoughts",
            cause="note:1",
            severity="red",
            crisis=True,
            state="raised",
            raised_at=work.now,
            open_by=work.now,
        )
        work.add(alert)
    with pytest.raises(DangerOpen, match="There is an open alert about the person"):
        erased(pair, stranger)
    with pair.house.work() as work:
        kept = work.session.get_one(RaisedAlert, alert.id)
        kept.state, kept.closed_at = "closed", work.now
    erased(pair, stranger)
    with pair.house.work() as work:
        assert work.session.get(RaisedAlert, alert.id) is None
        assert work.session.get_one(Person, stranger.id).name == ""


def test_who_works_here_is_not_erased(pair: Pair) -> None:
    before = stored(pair)
    with pytest.raises(WorksHere, match="what she did belongs to the records of others"):
        erased(pair, pair.maren)
    assert stored(pair) == before
