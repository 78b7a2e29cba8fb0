"""What the files of revisions say of themselves is what Alembic reads of them, without Alembic."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from varde.kernel.histories import History, revisions_of, script_of
from varde.platform import histories


def test_every_history_of_the_core_is_read_as_alembic_reads_it() -> None:
    for history in histories():
        script, read = script_of(history), revisions_of(history)
        assert read.heads == set(script.get_heads())
        assert read.known == {step.revision for step in script.walk_revisions()}
        assert len(read.known) > 50


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / f"{name}.py").write_text("\n".join(['"""A revision."""', "", *lines, ""]), encoding="utf-8")


def test_branches_and_annotations_are_read(tmp_path: Path) -> None:
    write(tmp_path, "a", 'revision = "a"', "down_revision = None")
    write(tmp_path, "b", 'revision: str = "b"  # one', 'down_revision: str | None = "a"')
    write(tmp_path, "c", "revision = 'c'", "down_revision = 'a'")
    assert revisions_of(History("x", tmp_path)).heads == {"b", "c"}
    write(tmp_path, "d", 'revision = "d"', 'down_revision = ("b", "c")')
    assert revisions_of(History("x", tmp_path)).heads == {"d"}
    write(tmp_path, "__init__", "")
    assert revisions_of(History("x", tmp_path)).known == {"a", "b", "c", "d"}


@pytest.mark.parametrize(
    "lines",
    [
        ['revision, down_revision = "a", None'],
        ['revision = "a"', "down_revision = (", ")"],
        ['revision = "".join("a")', "down_revision = None"],
    ],
)
def test_a_file_that_says_it_in_its_own_way_is_read_all_the_same(tmp_path: Path, lines: list[str]) -> None:
    write(tmp_path, "a", *lines)
    assert revisions_of(History("x", tmp_path)).heads == {"a"}


@pytest.mark.program
def test_the_web_server_does_without_what_only_upgrades_and_files_need() -> None:
    names = ("alembic", "mako", "openpyxl", "scipy", "typst", "icalendar")
    program = f"import sys, varde.wsgi\nprint([name for name in {names!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
