"""``varde plugin new``: a working plugin with tests, written from the templates beside this file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from varde.kernel.errors import BadUsage

LONGEST_KEY, LONGEST_TITLE = 20, 60
_KEY = re.compile(r"[a-z][a-z0-9]*")
_TITLE = re.compile(r"[\w .,:;()’–+-]+")
_SUFFIX = ".in"


def new_plugin(key: str, title: str, folder: Path, taken: Collection[str] = ()) -> list[Path]:
    """Write a plugin into ``folder``, which must not exist. Returns the files, relative to the folder, in order.

    :param key: the plugin's key; its package becomes ``varde_<key>`` and its pages lie under ``/p/<key>/``.
    :param taken: keys of plugins there are already.
    :raises BadUsage: the key or the title cannot be used, or the folder is there or cannot be made.
    """
    _check(key, title, taken)
    written = {_place(name, key): text for name, text in render(key, title)}
    try:
        folder.mkdir(parents=True)
        for name, text in written.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    except FileExistsError:
        raise BadUsage(f"{folder} is there already; choose another with --folder, or remove it.") from None
    except OSError as fault:
        raise BadUsage(f"{folder} cannot be made: {fault.strerror}.") from None
    return sorted(written)


def render(key: str, title: str) -> Iterator[tuple[Path, str]]:
    """Every file of a new plugin: its place among the templates, and its text."""
    words: Mapping[str, str] = {"key": key, "package": f"varde_{key}", "title": title}
    for place, template in _templates(files("varde.plugin") / "templates", Path()):
        yield place, Template(template.read_text(encoding="utf-8")).substitute(words)


def _templates(folder: Traversable, place: Path) -> Iterator[tuple[Path, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.is_dir():
            yield from _templates(entry, place / entry.name)
        elif entry.name.endswith(_SUFFIX):
            yield place / entry.name.removesuffix(_SUFFIX), entry


def _place(name: Path, key: str) -> Path:
    first, *inside = name.parts
    return Path(f"varde_{key}" if first == "package" else first, *inside)


def _check(key: str, title: str, taken: Collection[str]) -> None:
    if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise BadUsage(
            f"The name {key[:40]!r} cannot be used: it must begin with a letter and have at most {LONGEST_KEY} "
            "letters a-z and digits, such as sleep."
        )
    if key in taken:
        raise BadUsage(f"There is a plugin named {key} already. Plugins: {', '.join(sorted(taken))}.")
    if not title.strip() or not _TITLE.fullmatch(title) or len(title) > LONGEST_TITLE:
        raise BadUsage(
            f"The title {title[:80]!r} cannot be used: it must have at most {LONGEST_TITLE} letters, digits and "
            "spaces, and no quotation marks."
        )
