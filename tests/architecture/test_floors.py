"""Every room has a floor for what the tests must reach of it, and falling below it is told."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .. import floors


def a_file(ran: int, lines: int) -> dict[str, dict[str, int]]:
    return {"summary": {"covered_lines": ran, "num_statements": lines}}


def does_something(file: Path) -> bool:
    """Whether there is more in a file than a docstring."""
    return any(not isinstance(statement, ast.Expr) for statement in ast.parse(file.read_text(encoding="utf-8")).body)


NOT_COUNTED = {"tests", "migrations"}  # migrations are run from their files, not imported


def test_every_room_has_a_floor_and_every_floor_a_room(repository: Path, repository_files: list[Path]) -> None:
    sources = [
        path for path in repository_files if path.suffix == ".py" and path.parts[0] in ("core", "plugins", "demo")
    ]
    counted = [path for path in sources if not NOT_COUNTED & set(path.parts) and does_something(repository / path)]
    rooms = {floors.room_of(str(path)) for path in counted}
    assert set(floors.floors()) == rooms


def test_lines_and_branches_of_a_room_are_counted_together() -> None:
    branches = {"summary": {"covered_lines": 8, "num_statements": 10, "covered_branches": 1, "num_branches": 5}}
    files = {"core/varde/web/staff/a.py": branches, "core/varde/web/staff/b/c.py": a_file(6, 10)}
    assert floors.reached(files) == {"web/staff": 60.0}


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({"alerts": 90.0}, []),
        ({"alerts": 89.9}, ["alerts: the tests reach 89.9 per cent, and its floor is 90."]),
        ({"alerts": 95.0, "attic": 100.0}, ["attic: has no floor in floors.toml."]),
        ({}, ["alerts: has a floor and no files."]),
    ],
)
def test_one_sentence_for_each_fault(shares: dict[str, float], said: list[str]) -> None:
    assert floors.faults(shares, {"alerts": 90}) == said
