"""Our own form with something changed, and which instrument and version a form is of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.wording.models import WordingPack
from varde.wording.rules import worded
from varde.wording.service import shown_in

from .forms import PHQ, Command, brought, form, in_english, kept, read, sentences

if TYPE_CHECKING:
    from varde.testing.house import House


def test_only_the_introduction_changed_is_kept_and_shown(house: House, command: Command) -> None:
    for name in ("item", "description"):
        own = questionnaire_of(PHQ, "nb")
        if name == "item":
            assert own["item"][0]["linkId"] == "introduction"
            own["item"][0]["text"] = "Tenk på den siste måneden"
        else:
            own["description"] = "Tenk på den siste måneden"
        place = {"item": "klinikken", "description": "elsewhere"}[name]
        result = command("import", "PACK", "--organisation", place, file=json.dumps(own))
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        with house.work() as work:
            organisation = {"klinikken": house.clinic, "elsewhere": house.elsewhere}[place]
            shown = shown_in(work, organisation.id, PHQ, "nb").instrument
        assert (shown.recall, shown.question and shown.question.nb) == (None, "Tenk på den siste måneden")
        assert shown.items == PHQ.items
        again = questionnaire_of(shown, "nb")
        assert again["item"][0]["text"] == "Tenk på den siste måneden"
        second = command("import", "PACK", "--organisation", place, file=json.dumps(again))
        assert json.loads(second.stdout)["stored"] is False


def test_an_introduction_is_in_one_language_and_ours_stays_in_the_others() -> None:
    own = questionnaire_of(PHQ, "nb")
    own["item"][0]["text"] = "Ny innledning"
    shown = worded(PHQ, read(own).words, "nb")
    assert shown.question
    assert PHQ.recall
    assert PHQ.question
    assert shown.question.nb == "Ny innledning"
    assert shown.question.nn == f"{PHQ.recall.nn}. {PHQ.question.nn}"


def test_two_introductions_that_differ_are_refused() -> None:
    own = questionnaire_of(PHQ, "nb")
    own["item"][0]["text"], own["description"] = "Én", "En annen"
    assert in_english(read(own).faults) == [
        "its description and what it says before the first item are changed, and not alike."
    ]


# --- which instrument, which version


@pytest.mark.parametrize(
    ("more", "options_", "sentence"),
    [
        ({"name": "gad-7"}, (), None),
        (
            {"name": "gad-7", "url": "http://x.no/phq-9"},
            (),
            "it says that it is of phq-9 and of gad-7; only one can be right.",
        ),
        (
            {"name": "phq-9", "code": [{"code": "69737-5"}]},
            (),
            "it says that it is of phq-9 and of gad-7; only one can be right.",
        ),
        ({"name": "phq-9"}, ("--instrument", "gad-7"), "it is of phq-9, and --instrument says gad-7."),
        (
            {"version": "2.1.0"},
            (),
            "it is of version 2.1.0, and phq-9 here is version 1: when that is the publisher's own number and the items are "
            "the same, --version 1 says so.",
        ),
        ({"version": "2.1.0"}, ("--version", "2"), "--version says 2, and phq-9 here is version 1."),
        ({"version": None}, (), "it does not say its “version”; phq-9 here is version 1."),
        (
            {"version": "2", "url": "urn:varde:fhir/Questionnaire/phq-9"},
            ("--version", "1"),
            "it is of version 2 of phq-9, and here it is version 1.",
        ),
    ],
)
def test_another_instrument_or_version_is_refused(
    house: House, command: Command, more: dict[str, Any], options_: tuple[str, ...], sentence: str | None
) -> None:
    said = sentences(brought(command, form(**more), *options_))
    # A form of another instrument is named by what it lacks.
    assert said == [sentence] if sentence else "item q10 is not an item of gad-7." in said
    assert kept(house) == {}


def test_a_terminology_names_the_instrument_and_a_publishers_version_is_kept(house: House, command: Command) -> None:
    panel = form(name=None, version="2.1.0", code=[{"system": "http://loinc.org", "code": "44249-1"}])
    result = brought(command, panel, "--version", "1")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["instrument"] == "phq-9"
    (row,) = json.loads(command("list").stdout)
    assert (row["instrument_version"], row["publisher_version"]) == ("1", "2.1.0")
    other = brought(command, {**panel, "version": "2.1.1"}, "--version", "1")
    assert json.loads(other.stdout)["stored"] is False
    with house.work() as work:
        assert work.session.scalar(select(func.count(WordingPack.id))) == 1
