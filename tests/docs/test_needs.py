"""The index of the pages for authors leads to each of them, and from each thing a part can hand over."""

from __future__ import annotations

import re
from dataclasses import fields

from varde.kernel.part import Part

from .documents import ROOT, links

FOLDER = ROOT / "docs" / "plugin-author"
INDEX = FOLDER / "README.md"


def test_the_index_leads_to_every_page() -> None:
    pages = {path.name for path in FOLDER.glob("*.md")} - {INDEX.name}
    led_to = {target.partition("#")[0] for target in links(INDEX.read_text(encoding="utf-8"))}
    assert pages - led_to == set()


def test_every_field_of_a_part_has_a_page() -> None:
    section = INDEX.read_text(encoding="utf-8").split("## By what a part hands over\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.+) \| (.+) \|$", section, re.M)
    named = [name for row, _ in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted(field.name for field in fields(Part) if field.init and field.name != "key")
    assert all("](" in page for _, page in rows)


def test_a_recipe_says_in_its_heading_what_somebody_wants() -> None:
    """Or it is of the other kinds: a tutorial, a reference, something to look up before a release."""
    others = {
        "README", "checking", "demo", "first-programme", "hospital-at-home", "life", "part", "reference", "settings",
        "stable", "testing", "worse",
    }  # fmt: skip
    wrong = [
        path.name
        for path in sorted(FOLDER.glob("*.md"))
        if path.stem not in others and not path.read_text(encoding="utf-8").startswith("# I ")
    ]
    assert wrong == []
