"""Every command that a document shows is run, in the order of the page, and says what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Opener
from .documents import ROOT, Block, Command, blocks, changed, commands, documents, is_shown
from .terminal import Terminal

NOT_RUN = re.compile(r"^make [a-z]+$")
"""Commands that would start this very run again, or make .venv; test_repository.py knows that their targets exist."""
SHELLS = {"sh", "bash", "shell", "zsh"}


def with_commands() -> list[Path]:
    """The documents that show anything to run."""
    return [path for path in documents() if any(b.language == "console" for b in blocks((ROOT / path).read_text()))]


@pytest.mark.slow
@pytest.mark.parametrize("document", with_commands(), ids=str)
def test_a_document_does_what_it_says(document: Path, open_terminal: Opener) -> None:
    here = open_terminal(document)
    for block in blocks((ROOT / document).read_text(encoding="utf-8")):
        if block.language == "console":
            for command in commands(block):
                run(here, document, command)
        elif block.language == "diff" and block.name:
            edit(here, document, block)
        elif block.name:
            here.file(block.name, block.text)


def run(here: Terminal, document: Path, command: Command) -> None:
    """Run one command and compare. One that shows a refusal may fail, and any other must not."""
    if NOT_RUN.match(command.text):
        return
    status, output = here.run(command.text)
    place = f"{document}:{command.line}: $ {command.text}"
    refused = any(line.startswith("Varde cannot start") for line in command.shown)
    assert (status != 0) == refused, f"{place}\nended with {status}:\n{output}"
    expected = tuple(map(here.here, command.shown))
    if command.shown or not command.text.endswith("&"):
        assert is_shown(expected, output), f"{place}\nshows\n" + "\n".join(expected) + f"\nand gave\n{output}"


def edit(here: Terminal, document: Path, block: Block) -> None:
    """Apply a diff to the file that it names."""
    path = here.where() / block.name
    try:
        path.write_text(changed(path.read_text(encoding="utf-8"), block.text), encoding="utf-8")
    except ValueError as fault:
        raise AssertionError(f"{document}:{block.line}: {block.name}: {fault}") from None


@pytest.mark.parametrize("document", documents(), ids=str)
def test_no_command_hides_in_another_kind_of_block(document: Path) -> None:
    found = blocks((ROOT / document).read_text(encoding="utf-8"))
    assert not [block for block in found if block.language in SHELLS]
    assert not [block for block in found if block.language != "console" and re.search(r"^\$ ", block.text, re.M)]


def test_reading_commands_and_comparing_output() -> None:
    page = "x\n```console\n$ one \\\n    two\nout …\n…\nend\n$ three\n```\n"
    first, second = commands(blocks(page)[0])
    assert (first.line, first.text, first.shown) == (3, "one two", ("out …", "…", "end"))
    assert (second.text, second.shown) == ("three", ())
    assert is_shown(first.shown, "out 1\na\nb\nend\n")
    assert is_shown(first.shown, "out 1\nend\n")
    assert not is_shown(first.shown, "out 1\nend\nmore\n")
    assert not is_shown(("a.c",), "abc\n")
