"""What one test process leaves to the next."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from varde.kernel.histories import behind
from varde.platform import histories
from varde.testing import databases, folders
from varde.testing.house import migrated, sqlite_url

CALLED: Counter[str] = Counter()


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no test has run."""
    monkeypatch.setattr(folders, "fastest_folder", lambda: tmp_path)
    CALLED.clear()
    return tmp_path / f"varde-test-{os.getuid()}"


def making(content: bytes) -> Callable[[], bytes]:
    def make() -> bytes:
        CALLED[content.decode()] += 1
        return content

    return make


def test_it_is_made_once_for_each_name_and_for_nobody_else(empty: Path) -> None:
    assert [folders.kept(name, making(b"1")) for name in "aab"] == [b"1", b"1", b"1"]
    assert CALLED == {"1": 2}
    assert {path.name: path.read_bytes() for path in empty.iterdir()} == {"a": b"1", "b": b"1"}
    assert empty.stat().st_mode & 0o777 == 0o700


def test_what_fails_is_made_again(empty: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        folders.kept("a", lambda: bytes(1 // 0))
    assert folders.kept("a", making(b"1")) == b"1"


def test_what_is_old_is_taken_away(empty: Path) -> None:
    for name, days in (("a", 6), ("b", 8)):
        folders.kept(name, making(b"1"))
        at = time.time() - days * 86_400
        os.utime(empty / name, (at, at))
    folders.kept("c", making(b"1"))
    assert sorted(path.name for path in empty.iterdir()) == ["a", "c"]


@pytest.mark.parametrize("taken", ["writable", "elsewhere"])
def test_a_folder_that_others_can_fill_is_not_read(taken: str, empty: Path, tmp_path: Path) -> None:
    place = empty if taken == "writable" else tmp_path / "somewhere"
    place.mkdir()
    place.chmod(0o777)
    if taken == "elsewhere":
        empty.symlink_to(place)
    (place / "a").write_bytes(b"theirs")
    assert folders.kept("a", making(b"1")) == b"1"
    assert (place / "a").read_bytes() == b"theirs"


def test_a_migrated_database_is_as_a_migration_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it was left by another process, and when a migration has changed since."""
    made = []
    for name in ("first", "second", "third"):
        monkeypatch.setattr(databases, "_FILES", {})
        if name == "third":
            monkeypatch.setattr(databases, "version", lambda package: "another")
        (tmp_path / name).mkdir()
        engine = migrated(sqlite_url(tmp_path / name))
        assert behind(engine, histories()) == []
        engine.dispose()
        made.append(sorted(path.name for path in tmp_path.glob("varde-test-*/*")))
    assert [len(files) for files in made] == [1, 1, 2]
