"""The page about the kit: every macro of it is drawn, with the values and the template that the page shows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.kernel.speech import Speech
from varde.parts import build_catalogue
from varde.plugin import Part, hookimpl
from varde.testing.house import House, make_house, sample_plugins, sqlite_url, token
from varde.web.plugins.soundness import FILTERS

from .documents import ROOT, Block, blocks
from .generated import kit_section

PAGE = ROOT / "docs" / "plugin-author" / "kit.md"
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
AT = datetime(2026, 3, 7, 6, 5, tzinfo=UTC)
SPEECH = Speech("nb", ZoneInfo("Europe/Oslo"), AT + timedelta(days=1))


def last(language: str) -> Block:
    return [block for block in blocks(PAGE.read_text(encoding="utf-8")) if block.language == language][-1]


def plugin_in(folder: Path) -> ModuleType:
    """The plugin that the page describes: its page, its template, and words that are the same in every language."""
    names: dict[str, Any] = {}
    exec(compile(last("python").text, str(PAGE), "exec"), names)
    template = last("jinja").text
    for place in ("templates/sleep", "locale"):
        (folder / place).mkdir(parents=True)
    (folder / "templates" / "sleep" / "night.html").write_text(template, encoding="utf-8")
    words = "".join(
        f'\nmsgid "{each}"\nmsgstr "{each}"\n' for each in dict.fromkeys(re.findall(r'_\("([^"]+)"', template))
    )
    for language in ("nn", "en"):
        (folder / "locale" / f"{language}.po").write_text(CATALOGUE + words, encoding="utf-8")
    part = Part(key="sleep", pages=(names["NIGHT"],), templates=folder / "templates", locale=folder / "locale")
    plugin = ModuleType("varde_sleep")
    vars(plugin)["varde_part"] = hookimpl(specname="varde_part")(lambda: part)
    return plugin


def house_with_page(folder: Path) -> House:
    plugin = plugin_in(folder / "plugin")
    catalogue = build_catalogue({**sample_plugins(), "sleep": (lambda: plugin, "varde-sleep", "1")})
    return make_house(sqlite_url(folder), catalogue=catalogue)


def test_everything_on_it_is_drawn_and_what_was_typed_stands(tmp_path: Path) -> None:
    house = house_with_page(tmp_path)
    browser = house.browser(house.person("Ingrid", "Solheim"))
    assert browser.get("/p/sleep/night").status_code == 200
    back = browser.post("/p/sleep/night", data={"csrf_token": token(browser), "dream": "Et tog", "way": "badly"})
    assert back.status_code == 422
    for drawn in (
        'class="note done"', 'class="tag go"', 'class="empty"', 'class="icon"', 'class="chart"', 'class="spark"',
        '<table class="table plain">', 'name="csrf_token"', 'name="dream" value="Et tog"', "<textarea", 'inputmode="decimal"',
        'type="date"', 'type="time"', "<select", 'value="badly" id="way-2" checked', "data-none", 'name="share"',
        'class="scale"', 'class="actions"', 'id="bed-feil"', "Skriv når du la deg.", "Våknet ofte",
    ):  # fmt: skip
        assert drawn in back.text, drawn
    house.platform.engine.dispose()


def test_every_macro_is_on_it() -> None:
    macros = set(re.findall(r"^\| `(\w+)\(", kit_section(), re.M))
    template = last("jinja").text
    imported = re.search(r'from "varde/kit[.]html" import ([\w, ]+) %}', template)
    assert imported
    assert set(imported[1].split(", ")) == macros
    assert macros <= set(re.findall(r"{{ (\w+)\(", template))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("day", SPEECH.day(date(2026, 3, 7))),
        ("day_year", SPEECH.day(date(2026, 3, 7), year=True)),
        ("weekday_day", SPEECH.weekday(date(2026, 3, 7))),
        ("clock", SPEECH.clock(AT)),
        ("ago", SPEECH.ago(AT)),
        ("ago", SPEECH.ago(AT - timedelta(days=2))),
        ("number", SPEECH.number(1200, 0)),
        ("number", SPEECH.number(7.5, 1)),
    ],
)
def test_what_a_filter_gives_is_what_the_page_says(name: str, said: str) -> None:
    rows = dict(re.findall(r"^\| (`[a-z_`, ]+`) \| .+ \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.M))
    assert tuple(each for names in rows for each in re.findall(r"\w+", names)) == FILTERS
    (gives,) = (gives for names, gives in rows.items() if f"`{name}`" in names)
    assert f"*{said}*".replace("\xa0", " ") in gives.replace("\xa0", " ")
