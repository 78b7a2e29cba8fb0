"""What is wrong with a plugin's templates, words and files is said at the start, one sentence for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from varde.app import create_app
from varde.kernel.errors import StartRefused
from varde.kernel.part import Part
from varde.platform import make_platform
from varde.plugin.registry import Plugin
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.values import Exercise, Programme
from varde.testing.house import sample_only, settings_for, sqlite_url
from varde.web.plugins.soundness import exercise_faults, shown_faults

PAGE = '{% extends "varde/page.html" %}{% block main %}<p>{{ _("Hei") }}</p>{% endblock %}'
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Hei"\nmsgstr "Hallo"\n'


def part(folder: Path, files: dict[str, str]) -> Part:
    for name, text in {"templates/calm/a.html": PAGE, "locale/nn.po": PO, "locale/en.po": PO, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Part(key="calm", templates=folder / "templates", locale=folder / "locale")


def faults(folder: Path, files: dict[str, str]) -> list[str]:
    return [fault.removeprefix("The plugin calm: ") for fault in shown_faults([part(folder, files)])]


def test_a_sound_one_has_none(tmp_path: Path) -> None:
    assert faults(tmp_path, {}) == []


A = "templates/calm/a.html"
MISTAKES: dict[str, tuple[dict[str, str], str]] = {
    "elsewhere": (
        {"templates/varde/base.html": "x"},
        "templates/varde/base.html stands outside templates/calm/, where nobody finds it.",
    ),
    "no end": ({A: PAGE + "\n{% if x %}"}, f"{A}:2: Unexpected end of template."),
    "unknown filter": (
        {A: PAGE + "\n{% block lead %}{{ 1|loudly }}{% endblock %}"},
        f"{A}:2: No filter named 'loudly'.",
    ),
    "script": ({A: PAGE + "\n<script>x()</script>"}, f"{A}:2: <script in a page is stopped by the browser"),
    "style": ({A: PAGE + '\n<p style="color: red">'}, f"{A}:2: style= in a page is stopped by the browser"),
    "handler": ({A: PAGE + '\n\n<p onclick="x()">'}, f"{A}:3: onclick= in a page is stopped by the browser"),
    "safe": (
        {A: PAGE + "\n{{ x|safe }}"},
        f"{A}:2: everything that a template writes is escaped, and that cannot be turned off.",
    ),
    "autoescape": (
        {A: PAGE + "\n{% autoescape false %}{{ x }}{% endautoescape %}"},
        f"{A}:2: everything that a template writes is escaped, and that cannot be turned off.",
    ),
    "ours": (
        {A: PAGE.replace("varde/page.html", "varde/base.html")},
        f"{A}:1: there is no template varde/base.html; Varde's are varde/exercise.html, varde/kit.html, varde/page.html, "
        "varde/panel.html.",
    ),
    "another": ({A: PAGE + '\n{% include "calm/b.html" %}'}, f"{A}:2: there is no template calm/b.html; Varde's are"),
    "no nynorsk": ({"locale/nn.po": PO.replace('"Hallo"', '""')}, f"locale/nn.po says nothing for “Hei” ({A}:1)."),
    "no english": ({"locale/en.po": PO.replace('"Hei"', '"Ha det"')}, f"locale/en.po says nothing for “Hei” ({A}:1)."),
    "hole": (
        {
            A: PAGE.replace('_("Hei")', '_("Hei %(name)s", name=name)'),
            "locale/nn.po": PO.replace('"Hei"', '"Hei %(name)s"'),
            "locale/en.po": PO.replace('"Hei"', '"Hei %(name)s"').replace("Hallo", "Hallo %(name)s"),
        },
        f"locale/nn.po fills in something else than “Hei %(name)s” does ({A}:1).",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_one_sentence(tmp_path: Path, name: str) -> None:
    files, sentence = MISTAKES[name]
    (fault,) = faults(tmp_path, files)
    assert fault.startswith(sentence)


def test_a_language_that_is_missing_is_named(tmp_path: Path) -> None:
    made = part(tmp_path, {})
    (tmp_path / "locale/en.po").unlink()
    (fault,) = shown_faults([made])
    assert fault == "The plugin calm: its templates have words, and locale/en.po is missing."


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (fault,) = shown_faults([Part(key="calm", static=tmp_path / "static")])
    assert fault == f"The plugin calm: there is no folder {tmp_path / 'static'} (static)."


def test_a_key_of_ours_has_no_templates(tmp_path: Path) -> None:
    (tmp_path / "templates/varde").mkdir(parents=True)
    (fault,) = shown_faults([Part(key="varde", templates=tmp_path / "templates")])
    assert fault == "The plugin varde: it has templates, and varde/ is Varde's own folder; choose another key."


def test_the_start_is_refused_for_them(tmp_path: Path) -> None:
    platform = make_platform(settings_for(sqlite_url(tmp_path)), catalogue=sample_only())
    calm = Plugin("calm", "varde-calm", "1", (), (), (), ())
    parts = [part(tmp_path, MISTAKES["no nynorsk"][0])]
    platform.catalogue = platform.catalogue.with_values(Part, parts).with_values(Plugin, [calm])
    with pytest.raises(StartRefused, match=r"locale/nn\.po says nothing for “Hei”"):
        create_app(platform)


def exercise(**kind: Any) -> Programme:
    """The sample's programme, where the trail log is drawn in this way."""
    programme = sample_only().one(Programme, "sample")
    (log,) = (step for step in programme.modules[0].steps if isinstance(step, Exercise) and step.dated)
    drawn = replace(log, kind=DatedEntries(**kind))
    return replace(programme, modules=(replace(programme.modules[0], steps=(drawn,)),))


EXERCISES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "as it is": ({"template": "sample/trail_log.html", "styles": ("box.css",)}, []),
    "Varde's own form": ({}, []),
    "not there": (
        {"template": "sample/nothing.html"},
        ["there is no template templates/sample/nothing.html in the plugin sample."],
    ),
    "of nobody": (
        {"template": "calm/a.html"},
        ["its template is calm/a.html, and must be named <plugin>/<file> by a plugin that is installed."],
    ),
    "of no folder": (
        {"template": "trail_log.html"},
        ["its template is trail_log.html, and must be named <plugin>/<file> by a plugin that is installed."],
    ),
    "a file that is not there": (
        {"template": "sample/trail_log.html", "scripts": ("pace.js",)},
        ["there is no file static/pace.js in the plugin sample."],
    ),
}


@pytest.mark.parametrize("case", EXERCISES)
def test_what_draws_an_exercise_is_there(case: str) -> None:
    kind, faults = EXERCISES[case]
    plugins = {"sample": sample_only().one(Part, "sample")}
    said = exercise_faults(plugins, [exercise(**kind)])
    assert said == [f"The programme sample: module first-steps: step trail-log: {fault}" for fault in faults]
