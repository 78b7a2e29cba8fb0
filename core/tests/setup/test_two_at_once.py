"""Two administrators save at the same moment: one is heard, the other is told, whichever database."""

from __future__ import annotations

import threading

from varde.identity.service import organisation_by_key
from varde.setup.changes import Editor
from varde.setup.errors import OvertakenBy
from varde.setup.models import SetUpChange
from varde.setup.places import hours_of, set_week
from varde.setup.rules import seen_of
from varde.testing.house import make_house, sample_only


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
