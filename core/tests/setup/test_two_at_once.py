"""Two administrators save at the same moment: one is heard, the other is told, whichever database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from varde.enrolments.models import CareRole
from varde.identity.models import Organisation, Person
from varde.identity.service import organisation_by_key
from varde.kernel.work import Work
from varde.scheduling.models import Room
from varde.setup.care_roles import CareRoleFacts, add_care_role, change_care_role, shown_of_care_role
from varde.setup.changes import Editor
from varde.setup.errors import OvertakenBy
from varde.setup.models import SetUpChange
from varde.setup.places import RoomFacts, add_room, change_room, hours_of, set_week, shown_of_room
from varde.setup.rules import seen_of
from varde.setup.staff import change_facts, shown_of_person
from varde.testing.house import make_house, sample_only

from .conftest import Office


def test_of_two_at_the_same_moment_each_is_heard_or_told(database_url: str) -> None:
    house = make_house(database_url, catalogue=sample_only())
    barrier, said = threading.Barrier(2), list[str]()

    def save(name: str, opens: str, seen: str) -> None:
        barrier.wait()
        try:
            with house.work() as work:
                place = organisation_by_key(work, "klinikken")
                set_week(work, Editor(None, name), place, {0: (opens, "16")}, seen=seen)
            said.append("heard")
        except OvertakenBy as fault:
            said.append(f"told of {fault.about['name']}")

    for round_ in range(10):
        said.clear()
        with house.work() as work:
            seen = seen_of(hours_of(work, house.clinic.id))
        names = ("Rune", f"0{round_ % 2 + 7}.00"), ("Rita", f"0{round_ % 2 + 7}.30")
        threads = [threading.Thread(target=save, args=(name, opens, seen)) for name, opens in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(each.split()[0] for each in said) == ["heard", "told"], said
    with house.work() as work:
        assert work.session.query(SetUpChange).count() == 10
    house.platform.engine.dispose()


COACH = CareRoleFacts("coach", {"nb": "Veileder", "nn": "Rettleiar", "en": "Coach"})
OTHER = CareRoleFacts("coach", {"nb": "Los", "nn": "Los", "en": "Guide"})


@pytest.mark.parametrize(
    ("make", "shown", "elsewhere", "deed"),
    [
        (
            lambda work, editor, place: add_room(work, editor, place, RoomFacts("214", 4, "talks")),
            shown_of_room,
            update(Room).values(seats=6),
            lambda work, editor, place, row, seen: change_room(
                work, editor, place, row, RoomFacts("215", 4, "talks"), seen=seen
            ),
        ),
        (
            lambda work, editor, place: add_care_role(work, editor, place, "coach", COACH),
            shown_of_care_role,
            update(CareRole).values(words={**OTHER.words, "en": "Pilot"}),
            lambda work, editor, place, row, seen: change_care_role(work, editor, place, row, OTHER, seen=seen),
        ),
        (
            lambda work, _editor, _place: work.session.query(Person).filter_by(given_name="Eli").one(),
            shown_of_person,
            update(Person).values(title="lege"),
            lambda work, editor, place, row, seen: change_facts(work, editor, place, row, "psykolog", "", seen=seen),
        ),
    ],
    ids=["room", "care role", "title"],
)
def test_what_another_stored_while_one_waited_for_the_place_is_seen(
    office: Office,
    make: Callable[[Work, Editor, Organisation], Any],
    shown: Callable[[Any], object],
    elsewhere: Any,
    deed: Callable[[Work, Editor, Organisation, Any, str], bool],
) -> None:
    """The row was read before the place was held, so that what is known of it may be old."""

    def both(work: Work, editor: Editor) -> None:
        place = organisation_by_key(work, "klinikken")
        row = make(work, editor, place)
        seen = seen_of(shown(row))
        work.session.flush()
        work.session.execute(elsewhere.execution_options(synchronize_session=False))
        with pytest.raises(OvertakenBy):
            deed(work, editor, place, row, seen)

    office.do(office.rune, both)
