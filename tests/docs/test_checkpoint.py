"""A page of steps can be begun at any of them: what is made is what the page itself makes, up to there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from varde.plugin.scaffold import new_plugin

from .checkpoint import build, until
from .documents import ROOT

PAGES = [
    path.relative_to(ROOT)
    for path in sorted((ROOT / "docs" / "plugin-author").glob("*.md"))
    if "\n## 1. " in path.read_text(encoding="utf-8")
]


def made(page: Path, step: int, folder: Path) -> list[str]:
    """Make what stands before a step. Returns the commands that were run in the plugin's folder; a migration is not written."""
    ran: list[str] = []

    def run(command: str, where: Path) -> None:
        if new := re.match(r'varde plugin new (\w+) --title "(.+)"', command):
            new_plugin(new[1], new[2], where / new[1])
        elif removed := re.match(r"rm (\S+)$", command):
            (where / removed[1]).unlink()
        else:
            ran.append(command)

    folder.mkdir()
    build(until((ROOT / page).read_text(encoding="utf-8"), step), folder, run)
    return ran


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_can_be_begun_at_each_of_its_steps(page: Path, tmp_path: Path) -> None:
    steps = [int(step) for step in re.findall(r"^## (\d+)\. ", (ROOT / page).read_text(encoding="utf-8"), re.M)]
    assert steps == list(range(1, len(steps) + 1))
    files: set[Path] = set()
    for step in steps:
        made(page, step, tmp_path / str(step))
        now = {file.relative_to(tmp_path / str(step)) for file in (tmp_path / str(step)).rglob("*") if file.is_file()}
        assert files <= now, "a step takes nothing away that the one before made"
        files = now
    assert files


def test_what_is_made_is_what_the_page_has_come_to(tmp_path: Path) -> None:
    page = Path("docs/plugin-author/hospital-at-home.md")
    ran = made(page, 5, tmp_path / "five")
    assert [command for command in ran if "migration" in command] == [
        'varde plugin migration athome -m "Who wants to be rung"'
    ]
    plugin = tmp_path / "five" / "athome" / "varde_athome"
    assert "tables=tables," in (plugin / "plugin.py").read_text()
    assert "pages=PAGES" not in (plugin / "plugin.py").read_text()
    assert (plugin / "calls.py").is_file()
    assert not (plugin / "pages.py").exists()


def test_a_step_that_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match=r"There is no step 99\."):
        until("## 1. One\n\n## 2. Two\n", 99)
