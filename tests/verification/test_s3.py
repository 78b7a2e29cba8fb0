"""A bucket that speaks as S3 does, of moto's server: what the folder promises, a bucket keeps."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.files.collecting import collect, compare
from varde.files.errors import DamagedFile, StoreDown
from varde.files.s3 import PART, S3Store
from varde.files.service import Incoming, expect, find_file, keep, opened, prepare
from varde.files.spool import Spool
from varde.files.stores import store_fault
from varde.testing.house import make_house, sample_only, settings_for, sqlite_url
from varde.testing.servers import START_SECONDS, free_port

pytestmark = [pytest.mark.verification, pytest.mark.slow]
NAME, OTHER = "ab" * 16, "cd" * 16


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of a server with one empty bucket, varde-files."""
    port = free_port()
    server = subprocess.Popen(
        [Path(sys.executable).with_name("moto_server"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"

    def made() -> bool:
        try:
            request = urllib.request.Request(f"{address}/varde-files", method="PUT")
            with urllib.request.urlopen(request, timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    try:
        deadline = time.monotonic() + START_SECONDS
        while not made():
            assert time.monotonic() < deadline, "moto's server does not answer"
            time.sleep(0.2)
        yield address
    finally:
        server.kill()
        server.wait()


@pytest.fixture
def store(endpoint: str) -> S3Store:
    store = S3Store("varde-files", "trust", endpoint, "us-east-1", "key", "secret")
    for name in list(store.names()):
        store.remove(name)
    return store


@pytest.mark.parametrize("size", [0, 1, 100_000, PART - 1, PART, PART + 1, 3 * PART + 7])
def test_what_is_put_is_read_and_removed(store: S3Store, size: int) -> None:
    content = os.urandom(size)
    store.put(NAME, (content[at : at + 65_552] for at in range(0, size, 65_552)))
    assert store.size(NAME) == size
    if size:
        assert store.read(NAME, 0, size) == content
        assert store.read(NAME, size - 1, 100) == content[-1:]
        assert store.read(NAME, size // 2, 10) == content[size // 2 : size // 2 + 10]
    assert list(store.names()) == [NAME]
    store.remove(NAME)
    store.remove(NAME)
    assert (store.size(NAME), list(store.names())) == (None, [])
    with pytest.raises(DamagedFile):
        store.read(NAME, 0, 1)


def cut_short() -> Iterator[bytes]:
    yield bytes(3 * PART)
    raise EOFError("cut")


def test_what_is_not_whole_is_not_there(store: S3Store) -> None:
    with pytest.raises(EOFError):
        store.put(NAME, cut_short())
    assert (store.size(NAME), list(store.names())) == (None, [])


def test_two_installations_share_a_bucket(store: S3Store, endpoint: str) -> None:
    other = S3Store("varde-files", "other", endpoint, "us-east-1", "key", "secret")
    store.put(NAME, [b"x"])
    other.put(OTHER, [b"y"])
    assert (list(store.names()), list(other.names())) == ([NAME], [OTHER])
    other.remove(OTHER)


def test_a_name_leads_nowhere_else(store: S3Store) -> None:
    with pytest.raises(ValueError, match="is no name of a blob"):
        store.put("../other/" + NAME, [b"x"])


def test_the_start_says_what_is_wrong(endpoint: str) -> None:
    def fault(files: str, address: str) -> str | None:
        keys = {"VARDE_FILES_KEY_ID": "key", "VARDE_FILES_SECRET": "secret"}
        settings = settings_for("sqlite:////x.sqlite", VARDE_FILES=files, VARDE_FILES_ENDPOINT=address, **keys)
        return store_fault(settings)

    assert fault("s3://varde-files/start", endpoint) is None
    assert fault("s3://no-such-bucket", endpoint) == (
        "VARDE_FILES is s3://no-such-bucket, and nothing can be kept there: FileNotFoundError."
    )
    down = fault("s3://varde-files", f"http://127.0.0.1:{free_port()}")
    assert down == "VARDE_FILES is s3://varde-files, and nothing can be kept there: GenericError."


class Overtaken(S3Store):
    """Between what it puts and what it reads, another process that starts looks at the store too."""

    other: str | None = "it has not looked"

    def __init__(self, endpoint: str) -> None:
        super().__init__("varde-files", "start", endpoint, "us-east-1", "key", "secret")
        self.endpoint = endpoint

    def read(self, name: str, start: int, length: int) -> bytes:
        self.other = S3Store("varde-files", "start", self.endpoint, "us-east-1", "key", "secret").fault()
        return super().read(name, start, length)


def test_several_processes_start_at_once(endpoint: str) -> None:
    store = Overtaken(endpoint)
    assert (store.fault(), store.other, list(store.names())) == (None, None, [])


def test_a_store_that_is_gone_is_said_to_be(endpoint: str) -> None:
    gone = S3Store("varde-files", "", f"http://127.0.0.1:{free_port()}", "us-east-1", "key", "secret")
    for verb in (lambda: gone.put(NAME, [b"x"]), lambda: gone.read(NAME, 0, 1), lambda: gone.size(NAME)):
        with pytest.raises(StoreDown):
            verb()
    with pytest.raises(StoreDown):
        list(gone.names())


def test_a_file_goes_all_the_way(endpoint: str, tmp_path: Path) -> None:
    house = make_house(
        sqlite_url(tmp_path),
        catalogue=sample_only(),
        VARDE_FILES="s3://varde-files/whole-way",
        VARDE_FILES_ENDPOINT=endpoint,
        VARDE_FILES_KEY_ID="key",
        VARDE_FILES_SECRET="secret",
    )
    ingrid, maren = house.person("Ingrid", "Vik"), house.person("Maren", "Lie", ("therapist", house.clinic))
    enrolment, content = house.enrolled(ingrid, maren), b"%PDF-" + os.urandom(7_000_000)
    with house.work() as work:
        key = expect(work, enrolment)
    spool = Spool()
    spool.write(content)
    prepared = prepare(house.platform.settings, key, Incoming(spool, spool.size, "plan.pdf"), ("document",))
    with house.work() as work:
        keep(work, enrolment, ingrid.id, prepared, from_patient=True)
    with house.work() as work:
        read = opened(work.settings, find_file(work, key)[0])
    read.seek(6_500_000)
    assert b"".join(iter(lambda: read.read(500_000) or b"", b"")) == content[6_500_000:]
    compared = compare(house.platform)
    assert (compared.files, compared.dangling, compared.orphans) == (1, [], [])
    house.clock.move(days=2)
    assert collect(house.platform) == 1
    assert compare(house.platform).files == 0
