"""A house with one patient and her therapist, and files in a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.files import service
from varde.files.collecting import collect
from varde.files.models import LeavingBlob, StoredFile
from varde.files.stores import FolderStore
from varde.identity.models import Person
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url

from . import samples_of_files as samples


@dataclass
class Kept:
    """The house, who is in it, and where its files are."""

    house: House
    folder: Path
    ingrid: Person
    maren: Person
    enrolment: int

    def blobs(self) -> list[str]:
        return list(FolderStore(self.folder).names())

    def rows(self) -> list[str]:
        with self.house.work() as work:
            return list(work.session.scalars(select(StoredFile.key).order_by(StoredFile.key)))

    def leaving(self) -> list[str]:
        with self.house.work() as work:
            return list(work.session.scalars(select(LeavingBlob.name).order_by(LeavingBlob.name)))

    def add(self, content: bytes | None = None, *media: str, by: Person | None = None, used: str = "") -> str:
        """A file as a form brings it, a picture unless told otherwise; ``used`` at a place that is not shown. Its key."""
        with self.house.work() as work:
            key = service.expect(work, self.enrolment)
        came = samples.came(samples.picture() if content is None else content, "plan.pdf")
        prepared = service.prepare(self.house.platform.settings, key, came, media or ("picture",))
        who = by or self.ingrid
        with self.house.work() as work:
            service.keep(work, self.enrolment, who.id, prepared, from_patient=who is self.ingrid)
            if used:
                service.use(work, self.enrolment, used, [key], shown=False)
        return key

    def later(self, **time: float) -> None:
        self.house.clock.move(**time)

    def collect(self) -> int:
        return collect(self.house.platform)


def make_kept(folder: Path) -> Kept:
    files = folder / "files"
    files.mkdir()
    house = make_house(sqlite_url(folder), catalogue=sample_only(), VARDE_FILES=str(files))
    ingrid, maren = house.person("Ingrid", "Vik"), house.person("Maren", "Lie", ("therapist", house.clinic))
    return Kept(house, files, ingrid, maren, house.enrolled(ingrid, maren))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return copied(make_kept, tmp_path)
