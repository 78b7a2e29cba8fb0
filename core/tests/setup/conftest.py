"""A house, the administrators of its trust and of its region, and a short way to do things as one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.work import Platform, Work
from varde.platform import make_platform
from varde.setup.changes import Editor, editor_of
from varde.setup.models import SetUpChange
from varde.testing.house import House, make_house, migrated, sample_only, settings_for, sqlite_url


@dataclass
class Office:
    """Rune administers the trust, Rita the region above it, Eli another clinic, which stands alone."""

    house: House
    rune: Person
    rita: Person
    eli: Person

    def actor(self, who: Person) -> Actor:
        places = {self.rune.id: self.house.trust, self.rita.id: self.house.region, self.eli.id: self.house.elsewhere}
        return self.house.actor(who, ("trust_administrator", places[who.id]))

    def do(self, who: Person, deed: Callable[[Work, Editor], Any]) -> Any:
        """What this administrator does, in a unit of work of its own."""
        with self.house.work() as work:
            return deed(work, editor_of(work, self.actor(who)))

    def changes(self) -> list[tuple[str, str, Any, Any]]:
        """Every change so far: subject, name, before and after, the oldest first."""
        with self.house.work() as work:
            rows = work.session.query(SetUpChange).order_by(SetUpChange.id)
            return [(row.subject, row.name, row.before, row.after) for row in rows]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    rune = house.person("Rune", "Bø", ("trust_administrator", house.trust))
    rita = house.person("Rita", "Dal", ("trust_administrator", house.region))
    eli = house.person("Eli", "Nes", ("trust_administrator", house.elsewhere))
    yield Office(house, rune, rita, eli)
    house.platform.engine.dispose()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Platform]:
    """A migrated database with nothing in it."""
    engine = migrated(sqlite_url(tmp_path), sample_only())
    yield make_platform(settings_for(sqlite_url(tmp_path)), engine=engine, catalogue=sample_only())
    engine.dispose()
