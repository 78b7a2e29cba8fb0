"""What people would read that is not meant for them: signs of markup, bokmål where nynorsk should be, files no step names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from varde.content.blocks import without_media
from varde.content.texts import SHARED_PART
from varde.kernel.shape import texts_in
from varde.kernel.text import not_shown
from varde.kernel.words import LANGUAGES, Text
from varde.programmes.values import Programme

LONG = 120
"""Shorter sentences are often the same in bokmål and nynorsk; the longest of ours that is has 86 characters."""
BOKMAL = re.compile(r"\b(gjør|gjøre|hva|hvem|hver|hvilke|hvilken|hvor|hvordan|hvorfor|ikke|jeg|være)\b", re.IGNORECASE)
"""Common words that are bokmål alone; those that nynorsk allows beside its own are left out."""
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]+|#\d+);|\*\*|__|\]\(|`")


def faults_of_texts(value: object) -> Iterator[tuple[str, str]]:
    """The place of each text that is wrong, and what is."""
    for place, text in texts_in(value, ""):
        for language in LANGUAGES:
            if sign := MARKUP.search(getattr(text, language)):
                yield place, f"a text holds {sign[0]}, which is shown as it stands"
                break
        if same_words(text):
            yield place, SAME


SAME = "the nynorsk is word for word the bokmål"


def same_words(text: Text) -> bool:
    """Whether the nynorsk is a copy of the bokmål where that cannot be right."""
    return text.nb.strip() == text.nn.strip() and (len(text.nb) >= LONG or BOKMAL.search(text.nb) is not None)


def faults_of_markdown(source: str) -> Iterator[tuple[int, str]]:
    """The line and what is wrong with it, of Markdown that a reader would not see as it is meant."""
    for line, lost in not_shown(source):
        yield line, f"{lost} is not shown"
    for number, words in enumerate(source.splitlines(), start=1):
        if sign := re.search(r"</?[A-Za-z][^<>@:]*>", words):
            yield number, f"{sign[0]} is shown as it stands"


def faults_of_content(programme: Programme) -> Iterator[tuple[str, str, str]]:
    """The place, what is wrong, and the file and line, of the files that hold a programme's steps."""
    if not programme.digital:  # the texts beside it are those of its digital twin
        return
    root = files(programme.package) / "content"
    named = {
        f"{language}/{module.key}/{step.key}.md"
        for language in LANGUAGES
        for module in programme.modules
        for step in module.steps
    }
    named |= {path for step in sorted(named) for path in _shared_by(root, step)}
    for path, file in sorted(_files(root, ""), key=lambda entry: entry[0]):
        if path not in named and not path.startswith("statements/"):
            yield f"content/{path}", "no step has this file", f"{file}:1"
    for path in sorted(named):
        file = root.joinpath(path)
        if file.is_file():
            yield from _faults_of_step(path, Path(str(file)), Path(str(root)) / "nb" / path[3:])


def _shared_by(root: Traversable, path: str) -> Iterator[str]:
    """The files of the parts that a step shares with others."""
    file = root.joinpath(path)
    if file.is_file():
        for part in SHARED_PART.findall(file.read_bytes().decode("utf-8", "replace")):
            yield f"{path[:2]}/_shared/{part}.md"


def _faults_of_step(path: str, file: Path, in_bokmal: Path) -> Iterator[tuple[str, str, str]]:
    source = file.read_text(encoding="utf-8", errors="replace")
    front = source.split("\n---\n", 1)[0].count("\n") + 2 if source.startswith("---\n") else 0
    body = without_media("\n".join(source.split("\n")[front:]))
    for line, fault in faults_of_markdown(body):
        yield f"content/{path}", fault, f"{file}:{front + line}"
    if not path.startswith("nn/") or not in_bokmal.is_file():
        return
    if same_words(Text(in_bokmal.read_text(encoding="utf-8", errors="replace"), source)):
        yield f"content/{path}", SAME, f"{file}:1"


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    if not folder.is_dir():
        return
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}", entry
