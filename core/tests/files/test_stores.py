"""A folder keeps blobs whole or not at all, and says in a sentence when it cannot."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from varde.files.errors import DamagedFile, NoFilesHere, NoRoom, StoreDown
from varde.files.spool import Spool
from varde.files.stores import FolderStore, store_fault, store_of
from varde.testing.house import settings_for

NAME, OTHER = "ab" * 16, "cd" * 16
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files_in(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_what_is_put_is_read_and_removed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    assert store.size(NAME) is None
    store.put(NAME, [b"one", b"two"])
    store.put(OTHER, [b""])
    assert (store.size(NAME), store.size(OTHER)) == (6, 0)
    assert (store.read(NAME, 2, 2), store.read(NAME, 4, 100), store.read(NAME, 100, 1)) == (b"et", b"wo", b"")
    assert list(store.names()) == [NAME, OTHER]
    store.remove(NAME)
    store.remove(NAME)
    assert list(store.names()) == [OTHER]
    with pytest.raises(DamagedFile):
        store.read(NAME, 0, 1)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "AB" * 16, "ab" * 15, "ab" * 16 + "\n", "a/" * 16])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no name of a blob"):
        FolderStore(tmp_path).put(name, [b"x"])
    assert files_in(tmp_path) == []


def cut_short(fault: BaseException) -> Iterator[bytes]:
    yield b"x" * 100_000
    raise fault


@pytest.mark.parametrize("fault", [EOFError("cut"), KeyboardInterrupt(), ValueError()])
def test_what_is_not_whole_is_not_there(tmp_path: Path, fault: BaseException) -> None:
    with pytest.raises(type(fault)):
        FolderStore(tmp_path).put(NAME, cut_short(fault))
    assert files_in(tmp_path) == []


def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> NoReturn:
        raise FULL

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoRoom) as refused:
        FolderStore(tmp_path).put(NAME, [b"x"])
    assert refused.value.to("nb") == (
        "Vi har ikke plass til filen akkurat nå, og ingenting av den er lagret. Prøv igjen senere."
    )
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(("code", "kind"), [(errno.ENOSPC, NoRoom), (errno.EDQUOT, NoRoom), (errno.EIO, OSError)])
def test_a_disk_that_fills_while_a_form_is_read(monkeypatch: pytest.MonkeyPatch, code: int, kind: type) -> None:
    class Disk:
        def write(self, _view: Any) -> NoReturn:
            raise OSError(code, os.strerror(code))

        def close(self) -> None:
            pass

    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Disk())
    spool = Spool()
    with pytest.raises(kind):
        assert spool.write(b"x" * 1_000_000) == 1_000_000
        assert spool.write(b"y") == 1
        spool.must_be_whole()


def test_a_store_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ab").write_text("a file where the store has a folder")
    store = FolderStore(tmp_path)
    with pytest.raises(StoreDown):
        store.put(NAME, [b"x"])
    with pytest.raises(StoreDown):
        store.read(NAME, 0, 1)
    with pytest.raises(StoreDown):
        store.size(NAME)
    with pytest.raises(StoreDown):
        list(FolderStore(tmp_path / "gone").names())


def test_what_was_being_written_when_a_process_ended_is_forgotten(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put(NAME, [b"x"])
    for part, age in ((".part-old", 7200), (".part-new", 10)):
        (tmp_path / part).write_bytes(b"half")
        os.utime(tmp_path / part, (1_000_000 - age, 1_000_000 - age))
    store.forget_parts(1_000_000 - 3600)
    assert files_in(tmp_path) == [".part-new", f"ab/{NAME}"]
    assert list(store.names()) == [NAME]


def test_what_is_being_written_lies_where_it_is_forgotten(tmp_path: Path) -> None:
    store, seen = FolderStore(tmp_path), list[list[str]]()

    def ended_meanwhile() -> Iterator[bytes]:
        yield b"half"
        seen.append(files_in(tmp_path))
        store.forget_parts(float("inf"))
        seen.append(files_in(tmp_path))

    with pytest.raises(StoreDown):
        store.put(NAME, ended_meanwhile())
    ((part,), nothing) = seen
    assert part.startswith(".part-")
    assert nothing == []


def test_only_its_owner_reads_a_blob(tmp_path: Path) -> None:
    FolderStore(tmp_path).put(NAME, [b"x"])
    assert (tmp_path / "ab" / NAME).stat().st_mode & 0o077 == 0


# --- the start


def fault_with(**variables: str) -> str | None:
    return store_fault(settings_for("sqlite:////x.sqlite", **variables))


def test_a_store_that_works_is_no_fault(tmp_path: Path) -> None:
    assert fault_with(VARDE_FILES=str(tmp_path)) is None
    assert files_in(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert fault_with(VARDE_FILES=f"{tmp_path}/no") == f"VARDE_FILES is {tmp_path}/no, and there is no such folder."


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: Any) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    assert fault_with(VARDE_FILES=str(tmp_path)) == (
        f"VARDE_FILES is {tmp_path}, and nothing can be written there: Permission denied."
    )


def test_a_bucket_without_the_extra_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "obstore", None)
    monkeypatch.delitem(__import__("sys").modules, "varde.files.s3", raising=False)
    assert fault_with(VARDE_FILES="s3://missing-extra") == (
        "VARDE_FILES is s3://missing-extra, and that needs what stands under varde[s3], which is not installed."
    )


def test_without_a_store_no_file_is_taken() -> None:
    none = settings_for("sqlite:////x.sqlite", VARDE_FILES="")
    assert store_fault(none) is None
    with pytest.raises(NoFilesHere):
        store_of(none)
