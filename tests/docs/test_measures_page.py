"""The page about figures of one's own: its block is run as it stands, is sound, and is refused where the page says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from varde.benefits.check import check_measures
from varde.plugin.inspection.measures import faults_of_measure
from varde.testing.house import sample_only

from .documents import ROOT

PAGE = ROOT / "docs" / "plugin-author" / "measures.md"


def declared() -> dict[str, Any]:
    (block,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    names: dict[str, Any] = {}
    exec(compile(block, str(PAGE), "exec"), names)
    return names


def test_what_it_declares_is_sound() -> None:
    measure = declared()["BREATH"]
    assert list(check_measures({measure.key: measure}, sample_only())) == []
    assert list(faults_of_measure(measure, sample_only())) == []


def test_the_check_says_what_the_page_shows() -> None:
    names = declared()
    measure = names["BREATH"]
    unrounded = replace(measure, computed=replace(measure.computed, work_out=lambda known: known[names["MEAN"]]))
    (said,) = faults_of_measure(unrounded, sample_only())
    assert said in " ".join(PAGE.read_text(encoding="utf-8").split())
