"""A house with all that a test needs in it, made once in each test process and copied for each test.

What a fixture does to a new house, such as enrolling somebody, may cost ten times what the test of it does. A copy costs a
few milliseconds however much there is in it::

    @dataclass
    class Clinic:
        house: House
        maren: Person

    def make_clinic(folder: Path) -> Clinic: ...

    @pytest.fixture
    def clinic(tmp_path: Path) -> Clinic:
        return copied(make_clinic, tmp_path)
"""

from __future__ import annotations

import io
import pickle
import tempfile
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask.testing import FlaskClient

from varde.kernel.catalogue import Catalogue
from varde.kernel.clock import MovedClock
from varde.kernel.db import make_engine
from varde.kernel.settings import Settings
from varde.kernel.work import Platform
from varde.testing.databases import content_of
from varde.testing.house import House
from varde.testing.moulds import platform_of, quick

World = TypeVar("World")
Words = ParamSpec("Words")


def copied(
    make: Callable[Concatenate[Path, Words], World], folder: Path, *words: Words.args, **named: Words.kwargs
) -> World:
    """What ``make`` makes of an empty folder, in this one. It is called once in each test process for the same words.

    :param make: a function of a module. It keeps all its files in the folder it is given (say, ``VARDE_FILES`` too), its
        database is SQLite, and what it returns holds the :class:`~varde.testing.house.House` before any browser of it.
    :raises TypeError: it holds something that cannot be copied, such as a platform or a function of its own.
    """
    world: World = _original(make, words, tuple(sorted(named.items()))).copy(folder)
    return world


@cache
def _original(
    make: Callable[..., Any], words: tuple[Hashable, ...], named: tuple[tuple[str, Hashable], ...]
) -> _Original:
    with tempfile.TemporaryDirectory(prefix="varde-test-") as name:
        folder, written = Path(name), io.BytesIO()
        world = make(folder, *words, **dict(named))
        pickler = _Pickler(written, folder)
        pickler.dump(world)
        for house in pickler.houses:
            content_of(house.platform.engine)
        files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        empty = [path.relative_to(folder) for path in folder.rglob("*") if path.is_dir()]
        return _Original(name, files, empty, tuple(pickler.shared), written.getvalue())


@dataclass(frozen=True, slots=True)
class _Original:
    """What was made: its folder, the files that were in it, what copies share, and the rest."""

    folder: str
    files: dict[Path, bytes]
    folders: list[Path]
    shared: tuple[Any, ...]
    world: bytes

    def copy(self, folder: Path) -> Any:
        for path in self.folders:
            (folder / path).mkdir(parents=True, exist_ok=True)
        for path, content in self.files.items():
            (folder / path).write_bytes(content)
        return _Unpickler(io.BytesIO(self.world), self, folder).load()


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, folder: Path) -> None:
        super().__init__(file)
        self.folder = folder
        self.houses: list[House] = []
        self.shared: list[Any] = []

    def persistent_id(self, value: Any) -> tuple[str, object] | None:
        if isinstance(value, Path) and value.is_relative_to(self.folder):
            return "path", str(value.relative_to(self.folder))
        if isinstance(value, Catalogue | Settings):
            self.shared.append(value)
            return "shared", len(self.shared) - 1
        return None

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, House):
            self.houses.append(value)
            kept = {field.name: getattr(value, field.name) for field in fields(value) if field.name != "platform"}
            return _house, (value.platform.settings, value.platform.catalogue, kept)
        if isinstance(value, FlaskClient):
            at = next((h for h in self.houses if "app" in vars(h) and h.app is value.application), None)
            if at is None:
                raise TypeError("a browser stands before its house, or has none: name the house first")
            return _browser, (at, value._cookies)
        if isinstance(value, Platform):
            raise TypeError("a platform is not copied by itself: keep its house")
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, original: _Original, folder: Path) -> None:
        super().__init__(file)
        self.original, self.folder = original, folder

    def persistent_load(self, known: tuple[str, Any]) -> Any:
        kind, value = known
        if kind == "path":
            return self.folder / value
        shared = self.original.shared[value]
        return _moved(shared, self.original.folder, str(self.folder)) if isinstance(shared, Settings) else shared


def _moved(settings: Settings, whence: str, to: str) -> Settings:
    """These settings with everything that is in one folder in another."""
    texts = {field.name: value for field in fields(settings) if isinstance(value := getattr(settings, field.name), str)}
    moved: dict[str, Any] = {name: text.replace(whence, to) for name, text in texts.items() if whence in text}
    return replace(settings, **moved)


def _house(settings: Settings, catalogue: Catalogue, kept: dict[str, Any]) -> House:
    clock = kept["clock"]
    assert isinstance(clock, MovedClock)
    platform = platform_of(settings, quick(make_engine(settings.database_url)), catalogue, clock)
    return House(platform=platform, **kept)


def _browser(house: House, cookies: dict[Any, Any]) -> FlaskClient:
    client = house.app.test_client()
    client._cookies = cookies
    return client
