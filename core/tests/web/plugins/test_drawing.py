"""Everything a plugin shows is drawn for people who are invented, and each thing that fails is one sentence with file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from varde.checking import cannot_be_drawn
from varde.kernel.words import LANGUAGES, Text
from varde.parts import build_catalogue
from varde.plugin.pages import Filled, Page, Panel, Visit
from varde.rehearsal import rehearsed
from varde.testing.house import House, make_house, sample_only, sample_plugins, sqlite_url
from varde.testing.sample import KEY
from varde.web.plugins.drawing import Looked, Sight, look_at
from varde.web.plugins.faces import PluginFace, faces_of

from . import cabin

WORDS = Text("Esken", "Eska", "The box")
EVERYWHERE = "nb, nn, en"


@contextmanager
def showing(house: House, folder: Path, template: str, *shown: Page | Panel) -> Iterator[None]:
    """The sample as if it had these pages and panels alone, and one more template."""
    before = faces_of(house.app)[KEY]
    own = folder / "templates" / KEY
    own.mkdir(parents=True)
    (own / "odd.html").write_text(template, encoding="utf-8")
    part = replace(before.part, templates=own.parent)
    with pytest.MonkeyPatch.context() as patch:
        pages = tuple(each for each in shown if isinstance(each, Page))
        panels = tuple(each for each in shown if isinstance(each, Panel))
        plugin = replace(before.plugin, pages=pages, panels=panels, programmes=())
        patch.setitem(faces_of(house.app), KEY, PluginFace(plugin, part))
        yield


def broken(house: House, folder: Path, template: str, *panels: Panel) -> Looked:
    """What is said of the sample then."""
    with showing(house, folder, template, *panels):
        return rehearsed(house.app, house.platform, KEY)


def has_measured(visit: Visit) -> Filled | None:
    """As a panel that has nothing to say of somebody new."""
    from varde.plugin.measurements import observed_in
    from varde.testing.sample.series import BREATH

    assert visit.enrolment is not None
    seen = observed_in(visit.work, visit.enrolment.id, BREATH, 1)
    return Filled("odd.html", {"seen": seen}) if seen else None


def of_table(visit: Visit) -> Filled | None:
    from varde.testing.sample.kits import kits_of

    assert visit.enrolment is not None
    kits = kits_of(visit.work, visit.enrolment.id)
    return Filled("odd.html", {"kits": kits}) if kits else None


CASES: dict[str, tuple[str, Panel, str, int]] = {
    # the template, the panel, what is said, the line of the template
    "a variable that nobody gave": (
        "<p>\n{{ kitz }}\n</p>",
        Panel("sample.odd", "home", WORDS, "patient", lambda _visit: Filled("odd.html")),
        f"it cannot be drawn: UndefinedError: 'kitz' is undefined (for patient; in {EVERYWHERE})",
        2,
    ),
    "only once somebody has measured": (
        "{{ seen[0].best }}",
        Panel("sample.odd", "patient", WORDS, "treat", has_measured),
        "it cannot be drawn: UndefinedError: 'varde.series.values.Observation object' has no attribute 'best' (for care_team, "
        f"dietitian, therapist; in {EVERYWHERE})",
        1,
    ),
    "only for whoever is in a table": (
        "{{ kits[0].shelf }}",
        Panel("sample.odd", "home", WORDS, "patient", of_table),
        "it cannot be drawn: UndefinedError: 'varde.testing.sample.models.Kit object' has no attribute 'shelf' (for patient; in "
        f"{EVERYWHERE})",
        1,
    ),
    "a template that it extends": (
        '{% extends "sample/gone.html" %}',
        Panel("sample.odd", "figures", WORDS, "manager", lambda _visit: Filled("odd.html")),
        f"it cannot be drawn: TemplateNotFound: sample/gone.html (for manager; in {EVERYWHERE})",
        1,
    ),
    "in one language alone": (
        "{% if _('x') %}{{ only_en if words == 'Word' else '' }}{% endif %}",
        Panel(
            "sample.odd",
            "home",
            WORDS,
            "patient",
            lambda visit: Filled("odd.html", {"words": visit.speech.say(Text("Ord", "Ord", "Word"))}),
        ),
        "it cannot be drawn: UndefinedError: 'only_en' is undefined (for patient; in en)",
        1,
    ),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return make_house(sqlite_url(tmp_path_factory.mktemp("drawn")), catalogue=sample_only())


@pytest.mark.parametrize("name", CASES)
def test_what_fails_is_one_sentence(house: House, tmp_path: Path, name: str) -> None:
    template, panel, rule, line = CASES[name]
    looked = broken(house, tmp_path, template, panel)
    assert [(fault.about, fault.rule) for fault in looked.faults] == [("panel sample.odd", rule)]
    assert looked.faults[0].at.endswith(f"templates/sample/odd.html:{line}")
    assert looked.never_drawn == []


def test_what_shows_nothing_to_anybody_is_told_apart(house: House, tmp_path: Path) -> None:
    looked = broken(house, tmp_path, "", Panel("sample.odd", "home", WORDS, "patient", lambda _visit: None))
    assert looked == Looked([], ["panel sample.odd"])


def test_what_is_about_nobody_is_told_what_it_is_told_when_somebody_looks(house: House, tmp_path: Path) -> None:
    """Figures of one programme are never asked about another of the same plugin; a page is told of no programme, and no place."""
    told: list[tuple[str, str, tuple[int, ...]]] = []

    def looked(key: str) -> Callable[[Visit], Filled]:
        def body(visit: Visit) -> Filled:
            told.append((key, visit.programme, visit.organisations))
            return Filled("odd.html")

        return body

    shown = (
        Panel("one", "figures", WORDS, "manager", looked("one"), KEY),
        Panel("all", "figures", WORDS, "manager", looked("all")),
        Page("page", WORDS, "manager", looked("page")),
    )
    clinic = house.clinic.id
    sights = [Sight("manager", None, clinic, programme) for programme in (KEY, "lake")]
    with showing(house, tmp_path, "", *shown):
        assert look_at(house.app, house.platform, KEY, sights) == Looked()
    once = [("page", "", ()), ("one", KEY, (clinic,)), ("all", KEY, (clinic,)), ("all", "lake", (clinic,))]
    assert Counter(told) == dict.fromkeys(once, len(LANGUAGES))


def test_the_check_of_a_plugin_says_it_of_each() -> None:
    """Of a plugin with pages and panels that fail, in a database of its own; the samples beside it have none."""
    plugins = {key: value for key, value in sample_plugins().items() if key in (KEY, "lake")}
    findings = cannot_be_drawn(build_catalogue({**plugins, "cabin": (lambda: cabin, "varde-cabin", "1")}))
    assert {(finding.plugin, finding.stops) for finding in findings} == {("cabin", False)}
    said = {(each.place, each.rule.split(" (for")[0].removeprefix("it cannot be drawn: ")) for each in findings}
    raised = (
        "ZeroDivisionError: the words of a fault stay in the log",
        "OperationalError: (sqlite3.OperationalError) no such table: no_such_table",
    )
    assert said == {
        ("page falls", raised[0]),
        ("page odd", "TypeError: it answered int; it must be Markdown, Filled or StepShown"),
        ("page lost", "TemplateNotFound: cabin/nowhere.html"),
        *((f"panel cabin.{place}-falls", raised[0]) for place in ("home", "patient", "figures")),
        *((f"panel cabin.{place}-rows", raised[1]) for place in ("home", "patient", "figures")),
    }
    assert all("cabin/__init__.py:" in each.at or each.place == "page lost" for each in findings)
