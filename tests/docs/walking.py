"""Which files of the core a piece of work enters, in order, and which room calls which."""

from __future__ import annotations

import pkgutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

from .documents import ROOT

CORE = ROOT / "core" / "varde"
OUTSIDE = ("testing",)
"""Not on the way of anything: it starts the walk."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A call from one room into another: ``by`` is the calling function, ``into`` the one that is called."""

    by: str
    into: str

    @property
    def rooms(self) -> tuple[str, str]:
        return room_of(self.by), room_of(self.into)


@dataclass
class Walk:
    """What was entered: ``files`` below ``core/varde`` in the order of first entry, ``arrows`` between rooms."""

    files: list[str] = field(default_factory=list)
    arrows: set[Arrow] = field(default_factory=set)

    @property
    def rooms(self) -> set[str]:
        return {room_of(file) for file in self.files}


def room_of(place: str) -> str:
    """The room of ``alerts/service.py:raise_alert``; a file beside the rooms, such as ``parts.py``, is one of its own.

    >>> room_of("alerts/service.py"), room_of("parts.py:build_catalogue")
    ('alerts', 'parts')
    """
    return place.split("/")[0].split(".")[0]


@contextmanager
def walked() -> Iterator[Walk]:
    """Trace what this thread does inside. Imports are done before, and count as no call."""
    _import_everything()
    walk, names = Walk(), dict[Any, str]()
    seen: set[str] = set()

    def name(frame: FrameType) -> str:
        """``alerts/service.py:raise_alert``; empty outside the core."""
        code = frame.f_code
        if code not in names:
            path = Path(code.co_filename)
            inside = path.is_relative_to(CORE) and path.relative_to(CORE).parts[0] not in OUTSIDE
            names[code] = f"{path.relative_to(CORE).as_posix()}:{code.co_name}" if inside else ""
        return names[code]

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event != "call" or not (into := name(frame)):
            return
        file = into.partition(":")[0]
        if file not in seen:
            seen.add(file)
            walk.files.append(file)
        caller = frame.f_back
        while caller is not None and not name(caller):
            caller = caller.f_back
        if caller is not None and room_of(name(caller)) != room_of(into):
            walk.arrows.add(Arrow(name(caller), into))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield walk
    finally:
        sys.setprofile(before)


def _import_everything() -> None:
    for module in pkgutil.walk_packages([str(CORE)], "varde."):
        if not module.name.startswith(("varde.migrations", "varde.testing", "varde.__main__", "varde.wsgi")):
            import_module(module.name)


def levels() -> dict[str, int]:
    """How high each room lies: the layers of ``pyproject.toml``, the highest number on top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    return {room.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")}
