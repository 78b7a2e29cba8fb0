"""``kill -9`` of whoever takes files in and lets them go, at any moment: no file is without its blob, and no blob stays alone."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from varde.files.collecting import collect, compare
from varde.files.models import LeavingBlob, StoredFile
from varde.files.stores import FolderStore
from varde.testing.house import House, environment, make_house, sample_only, sqlite_url
from varde.testing.processor import processor_seconds

pytestmark = [pytest.mark.verification, pytest.mark.slow]

KILLS, KILLS_TO_SOAK = 3, 60
PATIENCE_SECONDS = 20.0
"""On the wall, for a program that waits and uses no processor."""
TAKES_IN_AND_LETS_GO = """
import os, sys
from varde.files import service
from varde.files.collecting import collect
from varde.files.models import StoredFile
from varde.files.service import Incoming
from varde.files.spool import Spool
from varde.kernel.settings import read_settings
from varde.platform import make_platform
from varde.testing.house import sample_only

enrolment, person = map(int, sys.argv[1:])
platform = make_platform(read_settings(os.environ), catalogue=sample_only())
print("ready", flush=True)
while True:
    with platform.work() as work:
        key = service.expect(work, enrolment)
    spool = Spool()
    spool.write(b"%PDF-" + os.urandom(400_000))
    prepared = service.prepare(platform.settings, key, Incoming(spool, spool.size, "x.pdf"), ("document",))
    with platform.work() as work:
        service.keep(work, enrolment, person, prepared, from_patient=True)
        service.use(work, enrolment, f"entry/{key}", [key], shown=False)
    print(key, flush=True)
    if int(key, 16) % 2:
        with platform.work() as work:
            service.let_go(work, [work.session.get_one(StoredFile, key)])
        print("-" + key, flush=True)
        collect(platform)
"""


def worked_until_killed(house: House, enrolment: int, person: int, folder: Path, seconds: float) -> str:
    """What the program said before it was killed, when it had worked for so many seconds of processor: a busy machine makes it
    take in as much."""
    environ = environment(str(house.platform.engine.url), VARDE_FILES=str(folder), PATH="/usr/bin:/bin")
    environ["PYTHONPATH"] = ":".join(filter(None, sys.path))
    words = [sys.executable, "-c", TAKES_IN_AND_LETS_GO, str(enrolment), str(person)]
    with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        at_work, limit = processor_seconds(program.pid) + seconds, time.monotonic() + PATIENCE_SECONDS
        while processor_seconds(program.pid) < at_work and time.monotonic() < limit:
            time.sleep(0.01)
        program.kill()
        return program.stdout.read()


def test_no_file_is_without_its_blob_nor_a_blob_without_its_file(
    tmp_path: Path, pytestconfig: pytest.Config, seed: int
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only(), VARDE_FILES=str(folder))
    therapist = house.person("Maren", "Lie", ("therapist", house.clinic))
    ingrid = house.person("Ingrid", "Vik")
    enrolment, chance = house.enrolled(ingrid, therapist), random.Random(seed)
    taken: set[str] = set()
    let_go: set[str] = set()
    half_done = 0
    for _ in range(KILLS_TO_SOAK if pytestconfig.option.soak else KILLS):
        said = worked_until_killed(house, enrolment, ingrid.id, folder, chance.uniform(0.02, 0.4)).split()
        taken |= {word for word in said if not word.startswith("-") and len(word) == 32}
        let_go |= {word[1:] for word in said if word.startswith("-") and len(word) == 33}
        assert compare(house.platform).dangling == []
        assert compare(house.platform).orphans == []
        with house.work() as work:
            half_done += work.session.scalar(select(func.count()).select_from(LeavingBlob)) or 0
    assert taken
    assert half_done, "nothing was ever interrupted, so nothing is shown: try another seed"
    house.clock.set(datetime.now(UTC) + timedelta(hours=2))
    collect(house.platform)
    with house.work() as work:
        rows = set(work.session.scalars(select(StoredFile.key)))
        assert work.session.scalars(select(LeavingBlob.name)).all() == []
    assert set(FolderStore(folder).names()) == rows
    assert taken - let_go <= rows, "what was taken in is there"
    assert not let_go & rows, "what was let go is not"
