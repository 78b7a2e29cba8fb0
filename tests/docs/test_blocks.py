"""The blocks of Python that are no file of a page's package: each page's run one after the other, and what they declare fits."""

from __future__ import annotations

import re
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from varde.kernel.shape import misfits
from varde.kinds.asking import Field, read_all, written_out
from varde.plugin import Part
from varde.plugin.programmes import is_open
from varde.plugin.settings import LevelSettings, settings_for
from varde.programmes.values import Programme
from varde.testing.house import make_house, sample_only, sqlite_url
from varde.testing.sample import PROGRAMME
from varde_demo.cast import faults_of_cast
from varde_demo.organisations import simulations

from .documents import ROOT, blocks

FOLDER = ROOT / "docs" / "plugin-author"
GENERATED = re.compile(r"<!-- (\w+): begin -->.*?<!-- \1: end -->", re.S)


def blocks_of(name: str) -> list[str]:
    """What is shown as Python, but for files and for what is written from the code."""
    text = GENERATED.sub("", (FOLDER / name).read_text(encoding="utf-8"))
    return [block.text for block in blocks(text) if block.language == "python" and not block.name]


PAGES = [path.name for path in sorted(FOLDER.glob("*.md")) if blocks_of(path.name)]


def run(name: str, **names: Any) -> dict[str, Any]:
    """What the blocks of a page declare, one after the other."""
    for block in blocks_of(name):
        if "house" not in block or "house" in names:
            exec(compile(block, name, "exec", dont_inherit=True), names)
    return names


@pytest.mark.parametrize("name", PAGES)
def test_the_blocks_of_a_page_run_and_what_they_declare_fits(name: str) -> None:
    names = run(name, __name__="of_the_page")
    declared = {
        each: value for each, value in names.items() if is_dataclass(value) and not isinstance(value, type | Part)
    }
    assert len(names) > 2, "a block declares something"
    assert {each: list(misfits(value)) for each, value in declared.items()} == {each: [] for each in declared}


def test_what_is_decided_is_read_where_the_page_says(tmp_path: Path) -> None:
    names = run("settings.md", __name__="of_the_page")
    catalogue = sample_only().with_values(Programme, [replace(PROGRAMME, key="sleep")])
    house = make_house(sqlite_url(tmp_path), catalogue=catalogue.with_values(LevelSettings, names["PART"].settings))
    run("settings.md", __name__="of_the_page", house=house)
    enrolment = house.enrolled(
        house.person("Ida", "Vik"), house.person("Maren", "Aas", ("therapist", house.clinic)), "sleep"
    )
    with house.work() as work:
        assert settings_for(work, names["SleepSettings"], enrolment).days_before_evening == 14
    first, second, *_ = PROGRAMME.modules
    waits = replace(PROGRAMME, modules=(first, replace(second, release=names["RELEASE"])))
    assert [is_open(waits, second.key, names[progress]) for progress in ("CLOSED", "OPEN")] == [False, True]


def test_an_entry_is_kept_as_the_page_has_it() -> None:
    names = run("kinds.md", __name__="of_the_page")
    fields: tuple[Field, ...] = names["FOOD_DIARY"].fields
    kinds, stored = {field.key: field.kind for field in fields}, names["STORED"]
    assert read_all(kinds, written_out(kinds, stored)).values == stored
    (fault,) = read_all(kinds, {"meals-0-at": ["7"], "meals-1-at": ["late"]}).faults.values()
    assert f"*{fault.nb}*" in (FOLDER / "kinds.md").read_text(encoding="utf-8").replace("\n", " ")


def test_nobody_of_the_page_about_the_demo_is_anybody_else() -> None:
    names = run("demo.md", __name__="of_the_page")
    assert list(faults_of_cast([*simulations(sample_only()), names["SLEEPERS"]])) == []
    (fault,) = faults_of_cast([replace(names["SLEEPERS"], therapists=(replace(names["SIV"], key="tone"),))])
    assert f"\n- {fault}\n" in (FOLDER / "demo.md").read_text(encoding="utf-8")
