"""How much of each room the tests reach, and whether that is as much as ``floors.toml`` asks for.

usage: python tests/floors.py COVERAGE_JSON (what ``coverage json`` writes). Exit status 1 where a room is below its floor.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
STOREYS = ("benefits", "exchange", "web")
"""Folders of varde whose own folders are the rooms."""


def floors() -> dict[str, int]:
    """The least share of each room, in per cent of its lines and branches."""
    return dict(tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"])


def room_of(path: str) -> str:
    """The room a file is in.

    >>> room_of("core/varde/web/staff/scores.py"), room_of("core/varde/alerts/rules.py"), room_of("core/varde/cli.py")
    ('web/staff', 'alerts', 'roots')
    >>> room_of("plugins/ibs/varde_ibs/alerts.py")
    'varde_ibs'
    """
    parts = Path(path).parts
    package = next(place for place, part in enumerate(parts) if part.startswith("varde"))
    if parts[package] != "varde":
        return parts[package]
    inside = parts[package + 1 : -1]
    return "/".join(inside[: 2 if inside[0] in STOREYS else 1]) if inside else "roots"


def reached(files: Mapping[str, Any]) -> dict[str, float]:
    """The share of each room's lines and branches that ran, in per cent, from the files of a coverage report."""
    ran: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    for path, file in files.items():
        summary = file["summary"]
        ran[room_of(path)] += summary["covered_lines"] + summary.get("covered_branches", 0)
        everything[room_of(path)] += summary["num_statements"] + summary.get("num_branches", 0)
    return {room: 100 * ran[room] / count for room, count in sorted(everything.items()) if count}


def faults(shares: Mapping[str, float], least: Mapping[str, int]) -> list[str]:
    """One sentence for each room below its floor, without one, or that is gone."""
    below = [
        f"{room}: the tests reach {share:.1f} per cent, and its floor is {least[room]}."
        for room, share in shares.items()
        if share < least.get(room, 0)
    ]
    without = [f"{room}: has no floor in {FLOORS.name}." for room in shares if room not in least]
    gone = [f"{room}: has a floor and no files." for room in least if room not in shares]
    return below + without + gone


def main(report: Path) -> int:
    """Print every room with its floor, then what is wrong."""
    shares, least = reached(json.loads(report.read_text(encoding="utf-8"))["files"]), floors()
    for room, share in shares.items():
        print(f"{room:24} {share:5.1f}  (floor {least.get(room, 0)})")
    wrong = faults(shares, least)
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
