"""``varde plugin new``: what it makes works at once, whatever it is called."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from varde.kernel.errors import BadUsage
from varde.plugin.commands import plugin_new
from varde.plugin.scaffold import LONGEST_KEY, LONGEST_TITLE, new_plugin, render

LONG = "q" * LONGEST_KEY


@pytest.mark.program
@pytest.mark.parametrize(
    ("key", "title"),
    [("sleep", "Bedre søvn"), ("x", "X"), (LONG, "Å " * (LONGEST_TITLE // 2)), ("class", "Ro, takk: uke 1 – 8 (økt)")],
)
def test_its_tests_pass_at_once_and_it_is_laid_out(tmp_path: Path, key: str, title: str) -> None:
    folder = tmp_path / "new"
    new_plugin(key, title, folder)
    assert run(folder, "pytest", "-q", "-p", "no:cacheprovider") == ""
    ruff = ("--isolated", "--no-cache", "--line-length", "120")
    assert run(folder, "ruff", "check", *ruff, "--select", "E,F,W,I,N,UP,B,RET,SIM", ".") == ""
    assert run(folder, "ruff", "format", *ruff, "--check", ".") == ""


@pytest.mark.program
@pytest.mark.slow
def test_its_types_hold(tmp_path: Path) -> None:
    new_plugin("sleep", "Bedre søvn", tmp_path / "new")
    assert (
        run(tmp_path / "new", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "varde_sleep", "tests") == ""
    )


def run(folder: Path, *command: str) -> str:
    """What a tool says when it is not content; nothing when it is."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_every_file_stands_in_both_languages() -> None:
    files = [place.parts for place, _ in render("sleep", "Bedre søvn") if "content" in place.parts]
    assert {parts[3:] for parts in files if parts[2] == "nb"} == {parts[3:] for parts in files if parts[2] == "nn"}
    assert files


@pytest.mark.parametrize(
    "key", ["", "Sleep", "my-plugin", "1st", "sømn", "a b", "a" * (LONGEST_KEY + 1), "../x", "ibs"]
)
def test_a_name_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadUsage) as refused:
        new_plugin(key, "Title", tmp_path / "new", {"ibs"})
    assert len(refused.value.faults) == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("title", ["", "  ", 'a "b"', "a\nb", "${key}", "a\\b", "x" * (LONGEST_TITLE + 1)])
def test_a_title_that_cannot_be_used_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(BadUsage, match="title"):
        new_plugin("sleep", title, tmp_path / "new")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("dear to me")
    (tmp_path / "full").mkdir()
    for taken in ("mine", "full", "mine/below"):
        with pytest.raises(BadUsage):
            new_plugin("sleep", "Bedre søvn", tmp_path / taken)
    assert (tmp_path / "mine").read_text() == "dear to me"
    assert not list((tmp_path / "full").iterdir())


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    done = CliRunner().invoke(plugin_new, ["sleep", "--folder", str(tmp_path / "new")])
    said = json.loads(done.stdout)
    assert said["plugin"] == "sleep"
    assert all((tmp_path / "new" / file).is_file() for file in said["files"])
    assert "Sleep" in (tmp_path / "new" / "varde_sleep" / "programme.py").read_text()
