"""The documents as tests read them: fenced blocks, commands with the output they promise, and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docs/plugin-author", "docs/operations")


def documents() -> list[Path]:
    """Every document whose commands are run, relative to the repository."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.md"))]
    return [path.relative_to(ROOT) for path in (ROOT / "README.md", ROOT / "docs" / "architecture.md", *found)]


@dataclass(frozen=True)
class Block:
    """A fenced block. ``name`` is what follows the language on the opening line: the file it is the text of."""

    line: int
    language: str
    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """One command line of a ``console`` block and the lines shown below it; ``…`` in them stands for anything."""

    line: int
    text: str
    shown: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """Every fenced block in the order of the page."""
    found: list[Block] = []
    opened: tuple[int, str, str] | None = None
    kept: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        fence = re.fullmatch(r"```(\S*) ?(.*)", line)
        if opened is None and fence:
            opened, kept = (number, fence[1], fence[2]), []
        elif opened is not None and line == "```":
            found.append(Block(*opened, "\n".join(kept) + "\n"))
            opened = None
        elif opened is not None:
            kept.append(line)
    assert opened is None, f"a block is never closed: {opened}"
    return found


def commands(block: Block) -> list[Command]:
    """The commands of a ``console`` block. A line that ends in a backslash goes on in the next."""
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line + 1):
        if line.startswith("$ "):
            found.append((number, line[2:], []))
        elif found and found[-1][1].endswith("\\") and not found[-1][2]:
            found[-1] = (found[-1][0], found[-1][1].removesuffix("\\") + line.strip(), [])
        elif found:
            found[-1][2].append(line.rstrip())
        else:
            raise AssertionError(f"line {number}: a console block begins with a command: {line}")
    return [Command(number, text, tuple(shown)) for number, text, shown in found]


def changed(text: str, diff: str) -> str:
    """The text of a file when a ``diff`` block is applied. Each part of it, between lines of ``@@``, must fit in one place.

    :raises ValueError: a part fits nowhere, or in several places.
    """
    for part in diff.split("@@\n"):
        lines = part.splitlines()
        before = "".join(line[1:] + "\n" for line in lines if not line.startswith("+"))
        after = "".join(line[1:] + "\n" for line in lines if not line.startswith("-"))
        if text.count(before) != 1:
            raise ValueError(f"the file holds this {text.count(before)} times:\n{before}\n---\n{text}")
        text = text.replace(before, after)
    return text


def is_shown(shown: tuple[str, ...], output: str) -> bool:
    """Whether the output is what the page shows. ``…`` alone on a line stands for any lines, in a line for any text.

    >>> is_shown(("a …", "…", "d"), "a b\\nc\\nc\\nd\\n")
    True
    """
    pattern = "".join(r"(?:.*\n)*" if line == "…" else _line(line) for line in shown)
    lines = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
    return re.fullmatch(pattern, lines) is not None


def _line(shown: str) -> str:
    return ".*".join(map(re.escape, shown.split("…"))) + r"\n"


def prose(text: str) -> str:
    """The page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def links(text: str) -> list[str]:
    """The targets of links and pictures that lead to files of the repository."""
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(text))
    return [target for target in targets if not re.match(r"[a-z]+:|#", target)]
