"""Every page and part of the shell is well-formed, and every label, hint and error leads to its control."""

from __future__ import annotations

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from .conftest import Shell

VOID = {"meta", "link", "input", "br", "hr", "img", "use", "path", "circle", "source", "rect", "line", "polyline"}
POINTERS = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
ERRORS = {"mobil": "Skriv åtte siffer.", "diagnose": "Velg ett av svarene.", "innsats": "Kryss av for å gå videre."}


class Outline(HTMLParser):
    """Reads a page and complains about what no browser would say aloud."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointers: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        self.faults += [f"id {name} is used twice" for name in set(self.ids) if self.ids.count(name) > 1]
        self.faults += [f"nothing has id {name}" for name in self.pointers if name not in self.ids]

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in pairs}
        if len(attributes) != len(pairs):
            self.faults.append(f"<{tag}> has an attribute twice: {pairs}")
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        for name in POINTERS:
            self.pointers += attributes.get(name, "").split()
        self.faults += [
            f"<{tag} {name}> breaks the policy" for name in attributes if name == "style" or name[:2] == "on"
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for name, a in self.tags if name == tag and wanted.items() <= a.items()]


def outline(page: str) -> Outline:
    read = Outline(page)
    assert read.faults == []
    return read


def test_the_gallery_holds_together(shell: Shell) -> None:
    read = outline(shell.render("gallery.html", errors=ERRORS))
    labelled = {a["for"] for a in read.all("label") if "for" in a}
    for control in read.all("textarea") + read.all("select") + read.all("input"):
        if control.get("type") not in ("hidden", "radio", "checkbox"):
            assert control["id"] in labelled, control
    assert {a["href"] for a in read.all("a") if a["href"][1:] in ERRORS} == {f"#{name}" for name in ERRORS}
    for name in ERRORS:
        assert name in read.ids
    assert shell.context["language"] == read.all("html")[0]["lang"]
    assert "Ingrid <Solheim>" in [a["value"] for a in read.all("input", name="navn")]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("varde/public.html", {"actor": None, "nav": ()}),
        ("varde/public.html", {"actor": None, "nav": (), "organisation": None, "sign_in_url": ""}),
        ("varde/clinician.html", {"idle": SimpleNamespace(seconds=900, extend_url="/her", ended_url="/ut")}),
        ("varde/error.html", {"status": 404, "sentence": "Vi finner ikke denne siden."}),
        (
            "varde/error.html",
            {"status": 422, "sentence": "Noe må rettes.", "error": SimpleNamespace(faults=("A.", "B."), advice=None)},
        ),
        (
            "varde/error.html",
            {"status": 500, "sentence": "Noe gikk galt.", "actor": None, "nav": (), "reference": "ab12"},
        ),
        ("varde/signed_out.html", {"actor": None, "nav": ()}),
        ("varde/signed_out.html", {"actor": None, "nav": (), "timed_out": True}),
        ("varde/patient.html", {"flashes": [("done", "Sendt."), ("error", "Ikke sendt."), ("message", "Les dette.")]}),
    ],
)
def test_pages_stand_with_little_and_with_much_context(shell: Shell, name: str, more: dict[str, object]) -> None:
    outline(shell.render(name, **more))


def test_a_refused_form_says_so_in_the_title(shell: Shell) -> None:
    assert "<title>Feil: Prøve – Varde</title>" in shell.page("", errors={"mobil": "Skriv åtte siffer."})
    assert "<title>Prøve – Varde</title>" in shell.page("", errors={})


@pytest.mark.parametrize(("language", "current"), [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")])
def test_the_language_is_said_and_can_be_changed(shell: Shell, language: str, current: str) -> None:
    page = shell.page("", language=language)
    assert f'<html lang="{language}">' in page
    assert f'aria-current="true">{current}</button>' in page
    assert [a["value"] for a in outline(page).all("button", name="language")] == ["nb", "nn", "en"]


def test_an_error_page_keeps_drafts(shell: Shell) -> None:
    page = outline(shell.render("varde/error.html", status=500, sentence="Noe gikk galt."))
    assert page.all("body")[0]["data-error"] == "500"


def test_hint_and_error_are_read_with_the_control(shell: Shell) -> None:
    page = outline(shell.page("{{ forms.tel('mobil', 'Mobil', hint='Vi sender SMS.', error='Skriv åtte siffer.') }}"))
    field = page.all("input", name="mobil")[0]
    assert field["aria-describedby"] == "mobil-hint mobil-feil"
    assert field["aria-invalid"] == "true"
    plain = outline(shell.page("{{ forms.tel('mobil', 'Mobil') }}")).all("input", name="mobil")[0]
    assert not {"aria-describedby", "aria-invalid"} & plain.keys()


def checked(page: str) -> set[tuple[str, str]]:
    return {(a["name"], a["value"]) for a in outline(page).all("input") if "checked" in a}


def test_answers_come_back_as_they_were_given(shell: Shell) -> None:
    given = {
        "pain_now": False,
        "pain_days": 4,
        "out0": 0,
        "out2": 4,
        "seven1": 6,
        "help": 2.0,
        "walked": 30,
        "weight": 72.5,
    }
    page = shell.page("{{ questionnaire.items(instrument, given, {}, 'nb') }}", given=given)
    assert checked(page) == {
        ("pain_now", "0"),
        ("pain_days", "4"),
        ("out0", "0"),
        ("out2", "4"),
        ("seven1", "6"),
        ("help", "2"),
    }
    fields = {a["name"]: a["value"] for a in outline(page).all("input") if a.get("type") in ("number", "text")}
    assert fields == {"pain": "", "walked": "30", "weight": "72,5"}


def test_every_item_is_asked_once_under_its_key(shell: Shell) -> None:
    page = outline(shell.page("{{ questionnaire.items(instrument, {}, {}, 'nb') }}"))
    keys = [item.key for item in shell.context["instrument"].items]
    assert set(keys) <= set(page.ids)
    asked = [a["name"] for a in page.all("input") if a["name"] != "csrf_token"]
    assert list(dict.fromkeys(asked)) == keys
    assert len([a for a in page.all("div") if "likert " in a.get("class", "")]) == 4
    assert page.words.count("Den siste uken har jeg") == 1


def test_norwegian_questions_on_an_english_page_are_marked(shell: Shell) -> None:
    page = shell.page("{{ questionnaire.items(instrument, {}, {}, 'en') }}", language="en")
    assert '<div class="questions" lang="nb">' in page


@given(values=st.dictionaries(st.sampled_from(["pain", "weight", "walked"]), st.text(max_size=40)))
def test_no_answer_can_break_the_page(shell: Shell, values: dict[str, str]) -> None:
    page = Outline(shell.page("{{ questionnaire.items(instrument, values, values, 'nb') }}", values=values))
    assert page.faults == []


@pytest.mark.parametrize("count", range(1, 12))
def test_a_path_has_a_cairn_for_each_module_on_the_slope(shell: Shell, count: int) -> None:
    page = outline(shell.page(f"{{{{ cairns.path(modules_of({count}, 1)) }}}}"))
    steps = [int(a["class"].split("y")[-1]) for a in page.all("li") if a.get("class", "").startswith("y")]
    assert len(steps) == count
    assert steps == sorted(steps)
    assert all(0 <= step <= 25 for step in steps)
    assert any("climb" in a["class"] for a in page.all("section")) == (count <= 9)


def test_a_cairn_never_has_more_than_five_stones(shell: Shell) -> None:
    page = outline(shell.page("{{ cairns.cairn(5, here=true) }}"))
    stones = [a.get("class", "") for a in page.all("use") if "#s" in a["href"]]
    assert stones[-5:] == ["laid"] * 5
