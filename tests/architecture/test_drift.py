"""What ``make drift`` says; that it can say it of a real index is seen where it is run."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def drift(repository: Path) -> dict[str, Any]:
    """The names in the program."""
    return runpy.run_path(str(repository / "requirements" / "drift.py"))


def test_what_is_newer_is_listed(drift: dict[str, Any]) -> None:
    ours = "flask==3.1.3 \\\n    --hash=x\nnumpy==2.4.6 \\\npsycopg[binary]==3.3.9 \\\n"
    today = "flask==3.1.3 \\\nnumpy==2.4.6 ; python_version < '3.12' \\\nnumpy==2.5.5 ; python_version >= '3.12' \\\nnew==1 \\\n"
    assert drift["changes"](ours, ours) == []
    assert drift["changes"](ours, today) == [
        "newer   new (none) -> 1",
        "newer   numpy 2.4.6 -> 2.4.6 or 2.5.5",
        "newer   psycopg 3.3.9 -> (none)",
    ]


def test_what_breaks_is_shown_with_its_reason(drift: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    well, badly = [sys.executable, "-c", ""], [sys.executable, "-c", "import sys; sys.exit('no such release')"]
    assert drift["tried"]("all is well", well, well)
    assert not drift["tried"]("something", well, badly, well)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "holds   all is well"
    assert said[1].startswith("BREAKS  something: ")
    assert said[2:] == ["        no such release"]


def test_a_python_is_one_that_runs(drift: dict[str, Any]) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert version in drift["PYTHONS"], "make drift does not ask about this Python"
    assert drift["python"](version) is not None
    assert drift["python"]("3.999") is None
