"""Pages and panels that do not hold together are refused at the start, each in one sentence that names the page or the panel."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Any

import pytest

from varde.kernel.words import Text
from varde.plugin import Goes, Page, Panel

from .conftest import Workshop, faults_of, same

PAGE = Page("about", same("Om"), "patient", lambda visit: "Hei")
PANEL = Panel("calm.now", "home", same("Nå"), "patient", lambda visit: None)


def goes(_visit: object) -> Goes:
    return Goes("about")


WRONG_PAGES: dict[str, tuple[dict[str, Any], str]] = {
    "no audience": ({"audience": ""}, "it names no audience, and must say who may open it: one of absence, "),
    "an audience of nobody's": ({"audience": "everybody"}, "the audience is everybody and must be one of absence, "),
    "a path of ours": ({"path": "static/a"}, "a path that begins with static belongs to the plugin's files."),
    "a path like an id": ({"path": "12"}, "the path must have the form "),
    "a long path": (
        {"path": "a" * 60},
        "the path is longer than the access log can hold (60 characters with the plugin's key).",
    ),
    "a record for anybody": (
        {"audience": "public", "of_enrolment": True},
        "it is about an enrolment, and public is for anybody; a record is only for those who are signed in.",
    ),
    "a form for anybody": (
        {"audience": "public", "receive": goes},
        "it takes a form, and public is for anybody; a form is only taken from those who are signed in.",
    ),
    "a record in the menu of staff": (
        {"audience": "treat", "of_enrolment": True, "menu": same("Om")},
        "it is about an enrolment, so only the patient's menu can lead to it; lead staff there from a panel.",
    ),
    "a programme of nobody's": ({"of_enrolment": True, "programme": "loud"}, "there is no programme loud."),
    "a programme without an enrolment": ({"programme": "calm"}, "it names a programme, and is not of_enrolment."),
    "its words in the menu": ({"menu": Text("Om", "")}, "the menu lacks nn."),
    "its body": ({"body": "Hei"}, "body is 'Hei' and must be a function"),
}
WRONG_PANELS: dict[str, tuple[dict[str, Any], str]] = {
    "no audience": ({"audience": ""}, "it names no audience, and must say who may open it: one of absence, "),
    "a place of nobody's": (
        {"place": "hom"},
        "place is 'hom' and must be one of home, patient, figures; did you mean home?",
    ),
    "its title": ({"title": Text("Nå", "")}, "the title lacks nn."),
    "a programme of nobody's": ({"programme": "loud"}, "there is no programme loud."),
}


@pytest.mark.parametrize("name", WRONG_PAGES)
def test_a_page_that_does_not_hold_together(workshop: Workshop, name: str) -> None:
    changes, rule = WRONG_PAGES[name]
    page = replace(PAGE, **changes)
    (fault,) = faults_of(calm=workshop.sound(pages=[page]))
    assert fault.startswith(f"calm, page {page.path}: {rule}")


@pytest.mark.parametrize("name", WRONG_PANELS)
def test_a_panel_that_does_not_hold_together(workshop: Workshop, name: str) -> None:
    changes, rule = WRONG_PANELS[name]
    (fault,) = faults_of(calm=workshop.sound(panels=[replace(PANEL, **changes)]))
    assert fault.startswith(f"calm, panel calm.now: {rule}")


def test_two_of_one_path_and_two_of_one_key(workshop: Workshop) -> None:
    (fault,) = faults_of(calm=workshop.sound(pages=[PAGE, replace(PAGE)]))
    assert fault == "calm, page about: there are two of it."
    (fault,) = faults_of(calm=workshop.sound(panels=[PANEL]), quiet=workshop.plugin(panels=[replace(PANEL)]))
    assert fault.startswith("calm.now stands twice among panels: in calm (")


@pytest.mark.parametrize("field", ["pages", "panels"])
def test_what_is_neither(workshop: Workshop, field: str) -> None:
    (fault,) = faults_of(calm=workshop.sound(**{field: [PANEL if field == "pages" else replace(PAGE)]}))
    assert "the part calm" in fault.lower()


def test_a_page_that_forgets_its_audience_altogether(workshop: Workshop) -> None:
    (workshop.folder / "forgetful.py").write_text(
        'from varde.plugin import Page\nfrom varde.plugin.programmes import Text\n\nPage("about", Text("Om", "Om"), body=str)\n'
    )

    (fault,) = faults_of(calm=lambda: importlib.import_module("forgetful"))
    assert fault == (
        "The plugin calm (varde-calm) cannot be imported: TypeError: Page.__init__() missing 1 required positional argument: "
        f"'audience' ({workshop.folder / 'forgetful.py'}:4)"
    )
