"""Files that are whole or not there: written beside their place, and moved there when everything went well."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from varde.kernel.errors import BadUsage


def place_of_file(path: Path) -> Path:
    """Where a file of this name would be written, links followed.

    :raises BadUsage: there is a folder or something else that is no file, or the name leads nowhere.
    """
    try:
        place = Path(os.path.realpath(path))
        mode = place.stat().st_mode
    except FileNotFoundError:
        if place.parent.is_dir():
            return place
        raise _cannot(path, "No such file or directory") from None
    except (OSError, ValueError) as fault:
        raise _cannot(path, fault) from None
    if stat.S_ISDIR(mode):
        raise _cannot(path, "Is a directory")
    if not stat.S_ISREG(mode):
        raise _cannot(path, "It is not a file")
    return place


@contextmanager
def whole_files(*paths: Path) -> Iterator[list[TextIO]]:
    """Text files, to write and to read, that take their places together when the block ends well; only their owner may
    read them. Otherwise everything is as it was. The places are looked at before the block begins.

    :raises BadUsage: naming the file that cannot be written.
    """
    places = [place_of_file(path) for path in paths]
    written: list[Path] = []
    files: list[TextIO] = []
    try:
        for path, place in zip(paths, places, strict=True):
            try:
                handle, name = tempfile.mkstemp(prefix=f".{place.name[:40]}-", dir=place.parent)
            except OSError as fault:
                raise _cannot(path, fault) from None
            written.append(Path(name))
            files.append(os.fdopen(handle, "w+", encoding="utf-8", newline=""))
        try:
            yield files
            for file in files:
                file.close()
        except OSError as fault:
            raise _cannot(" and ".join(map(str, paths)), fault) from None
        _take_places(paths, list(zip(written, places, strict=True)))
    finally:
        for file in files:
            # What could not be written is said above; this only lets go of the file.
            with suppress(OSError):
                file.close()
        for part in written:
            part.unlink(missing_ok=True)


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """One file, as :func:`whole_files` writes them."""
    with whole_files(path) as [file]:
        yield file


def _take_places(paths: Sequence[Path], moves: Sequence[tuple[Path, Path]]) -> None:
    """Move each to its place; when one cannot be moved, those before it are put back."""
    undo: list[tuple[Path, Path | None]] = []
    for path, (part, place) in zip(paths, moves, strict=True):
        aside = part.with_name(f"{part.name}.old") if place.exists() else None
        try:
            # The last one needs no way back, and is replaced at one stroke.
            if part is not moves[-1][0]:
                if aside is not None:
                    place.rename(aside)
                undo.append((place, aside))
            part.replace(place)
        except OSError as fault:
            for done, old in reversed(undo):
                done.unlink(missing_ok=True) if old is None else old.replace(done)
            raise _cannot(path, fault) from None
    for _, old in undo:
        if old is not None:
            old.unlink(missing_ok=True)


def _cannot(path: Path | str, fault: Exception | str) -> BadUsage:
    why = fault if isinstance(fault, str) else getattr(fault, "strerror", None) or fault
    return BadUsage(f"{path} cannot be written: {why}.")
