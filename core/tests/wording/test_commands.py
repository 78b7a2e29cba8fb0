"""``varde wording``: what it stores, what it says, and every refusal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import Result
from sqlalchemy import func, select

from varde.identity.errors import NoSuchOrganisation
from varde.instruments.values import Instrument
from varde.setup.models import SetUpChange
from varde.testing.house import House
from varde.wording.loading import Loading
from varde.wording.models import WordingPack
from varde.wording.rules import worded
from varde.wording.service import shown_in
from varde.wording.values import ItemWords, Words

from .conftest import CHOICES, as_questionnaire, every_item, toml

Command = Callable[..., Result]
IMPORT = ("import", "PACK", "--organisation", "fjordvest")


def stored(house: House) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count(WordingPack.id))) or 0


def faults(result: Result) -> list[str]:
    """The sentences of a refusal, each without the file's name, which they all must begin with."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    *said, last = result.stderr.splitlines()
    assert last == "Nothing was stored."
    assert all("/pack.toml: " in sentence for sentence in said)
    return [sentence.partition("/pack.toml: ")[2] for sentence in said]


def test_a_pack_in_toml(house: House, command: Command) -> None:
    result = command(*IMPORT, file=toml())
    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "instrument": "who-5",
        "language": "nb",
        "organisation": "fjordvest",
        "version": 1,
        "items": 5,
        "stored": True,
    }
    with house.work() as work:
        row = work.session.scalars(select(WordingPack)).one()
    assert (row.source, row.instrument_version, row.licence_note) == ("toml", "1", "Avtale 12 med oss selv")
    assert row.words["items"]["q1"] == {"label": "Linje q1", "choices": {str(n): f"svar {n}" for n in range(6)}}
    assert (row.loaded_at, row.retired_at) == (house.clock.now(), None)


def test_a_pack_in_fhir(house: House, command: Command, who5: Instrument) -> None:
    answers = tuple((str(code), f"svar {code}") for code in range(6))
    words = Words(tuple(ItemWords(item.key, f"Linje {item.key}", answers) for item in who5.items))
    form = as_questionnaire(worded(who5, words, "nn"), "nn")
    form["item"] = [{"linkId": "alt", "type": "group", "text": "Om deg", "item": form["item"]}]
    result = command(*IMPORT, file=json.dumps({**form, "language": "nn-NO"}))
    assert json.loads(result.stdout)["language"] == "nn"
    with house.work() as work:
        row = work.session.scalars(select(WordingPack)).one()
        assert (row.source, row.licence_note) == ("fhir", "Våre egne ord")
        shown = shown_in(work, house.clinic.id, who5, "nn").instrument
    assert [(item.label.nn, item.choices[5][1].nn) for item in shown.items] == [
        (f"Linje q{n}", "svar 5") for n in range(1, 6)
    ]
    assert shown.items[0].heading is None


def test_the_same_words_again_change_nothing(house: House, command: Command) -> None:
    command(*IMPORT, file=toml())
    reordered = toml(dict(reversed(every_item().items())), licence="Nytt brev")
    again = command(*IMPORT, file=reordered)
    assert again.exit_code == 0
    assert (json.loads(again.stdout)["version"], json.loads(again.stdout)["stored"]) == (1, False)
    assert again.stderr == "fjordvest shows these words already, as version 1. Nothing was changed.\n"
    assert stored(house) == 1


def test_other_words_are_a_new_version_and_the_old_stays(house: House, command: Command) -> None:
    versions = [
        json.loads(command(*IMPORT, file=toml(title=title)).stdout)["version"] for title in ("En", "To", "En", "En")
    ]
    assert versions == [1, 2, 3, 3]
    assert stored(house) == 3
    assert json.loads(command("import", "PACK", "--organisation", "klinikken").stdout)["version"] == 1
    assert json.loads(command(*IMPORT, file=toml(language="nn")).stdout)["version"] == 1


def test_a_dry_run_checks_everything_and_stores_nothing(house: House, command: Command) -> None:
    result = command(*IMPORT, "--dry-run", file=toml())
    assert (json.loads(result.stdout)["version"], json.loads(result.stdout)["stored"]) == (1, False)
    assert result.stderr == ""
    assert faults(command(*IMPORT, "--dry-run", file=toml(title="")))
    assert stored(house) == 0


def test_the_command_line_says_what_the_file_does_not(house: House, command: Command) -> None:
    words = ("--licence", "Brev av 1. mai", "--instrument", "WHO5", "--language", "nn")
    result = command(*IMPORT, *words, file=toml(instrument=None, language=None, licence=None))
    assert result.exit_code == 0, result.output
    with house.work() as work:
        row = work.session.scalars(select(WordingPack)).one()
    assert (row.instrument, row.language, row.licence_note) == ("who-5", "nn", "Brev av 1. mai")


def test_a_questionnaire_from_elsewhere_has_another_address(command: Command, who5: Instrument) -> None:
    form = json.dumps(as_questionnaire(who5, "nb", url="https://example.org/Questionnaire/69737-5"))
    assert faults(command(*IMPORT, file=form)) == [
        "there is no instrument 69737-5; --instrument KEY says which one it is."
    ]
    assert command(*IMPORT, "--instrument", "who-5", file=form).exit_code == 0


LABELS = every_item()


@pytest.mark.parametrize(
    ("file", "more", "sentence"),
    [
        (toml(every_item(q6={"label": "x"})), (), "item q6 is not an item of who-5."),
        (
            toml({key: LABELS[key] for key in ("q1", "q2", "q3", "q5")}),
            (),
            "item q4 is missing; a pack has words for every item of who-5.",
        ),
        (
            toml(every_item(q2={"label": "x", "choices": ["a"] * 7})),
            (),
            "item q2: it has 7 choices and must have 6: 0, 1, 2, 3, 4, 5.",
        ),
        (toml(every_item(q2={"label": "", "choices": dict(CHOICES)})), (), "item q2: the label is empty."),
        (toml(language="sv"), (), "the language is 'sv' and must be nb, nn or en."),
        (toml(language="nb-NO"), ("--language", "nn"), "its language is nb-NO, and --language says nn."),
        (
            toml(language=None),
            (),
            "it does not say its language: give “language” in the file, or --language nb, nn or en.",
        ),
        (toml(version="2"), (), "it is of version 2 of who-5, and here it is version 1."),
        (toml(version=None), (), "it does not say its “version”; who-5 here is version 1."),
        (
            toml(licence=None),
            (),
            "there is no licence note: “licence” (or --licence) says what right the organisation has to these words.",
        ),
        (
            toml(licence=" "),
            (),
            "there is no licence note: “licence” (or --licence) says what right the organisation has to these words.",
        ),
        (toml(licence="x" * 501), (), "the licence note has 501 characters and may have 500."),
        (toml(licence="x\0"), (), "the licence note holds the character U+0000, which is no text."),
        (
            toml(instrument="who-55"),
            (),
            "there is no instrument who-55 (did you mean who-5?); --instrument KEY says which one it is.",
        ),
        (
            toml(instrument=None),
            (),
            "it does not say its instrument: give “instrument” in the file, or --instrument KEY.",
        ),
        (toml(), ("--instrument", "gad7x"), "there is no instrument gad7x (did you mean gad-7?)."),
        (
            toml(instrument="nothing-like-it"),
            ("--instrument", "who-5"),
            "it is of nothing-like-it, and --instrument says who-5.",
        ),
        ("%PDF-1.4", (), "it is neither JSON nor TOML: Invalid statement (at line 1, column 1)."),
        ("{ half", (), "it is not JSON: Expecting property name enclosed in double quotes at line 1, column 3."),
        (b'title = "\xe5"', (), "it is not UTF-8: byte 10 cannot be read."),
        ('{"resourceType": "Bundle"}', (), "it is a Bundle without a Questionnaire in it."),
        (
            '{"resourceType": "Questionnaire", "title": "\\ud800"}',
            (),
            "it holds half a character: a \\ud8.. that lacks its other half.",
        ),
    ],
)
def test_each_refusal(house: House, command: Command, file: str | bytes, more: tuple[str, ...], sentence: str) -> None:
    assert faults(command(*IMPORT, *more, file=file)) == [sentence]
    assert stored(house) == 0


def test_an_organisation_that_does_not_exist(house: House, command: Command) -> None:
    wrong = command("import", "PACK", "--organisation", "fjordvets", file=toml(title="", licence=None))
    assert faults(wrong) == [
        "there is no organisation fjordvets (did you mean fjordvest?).",
        "there is no licence note: “licence” (or --licence) says what right the organisation has to these words.",
        "the title is empty.",
    ]
    assert stored(house) == 0


def test_fifty_faults_and_how_many_more(house: House, command: Command) -> None:
    neq = house.platform.catalogue.one(Instrument, "neq")
    form = as_questionnaire(neq, "nb")
    for item in form["item"]:
        item["text"] = ""
    result = command(*IMPORT, file=json.dumps(form))
    assert result.exit_code == 2
    said = result.stderr.splitlines()
    assert (len(said), said[-2:]) == (52, [f"and {len(neq.items) - 50} more", "Nothing was stored."])


def test_a_file_that_is_not_there(command: Command) -> None:
    result = command(*IMPORT)
    assert result.exit_code == 2
    assert "pack.toml cannot be read: No such file or directory." in result.stderr
    assert result.stderr.count("pack.toml") == 1


def test_html_stays_text(house: House, command: Command, who5: Instrument) -> None:
    assert command(*IMPORT, file=toml(title="<b>Trivsel</b> & <script>")).exit_code == 0
    with house.work() as work:
        assert shown_in(work, house.clinic.id, who5, "nb").instrument.title.nb == "<b>Trivsel</b> & <script>"


# --- list and retire


def test_the_list_says_what_is_in_force(house: House, command: Command) -> None:
    command(*IMPORT, file=toml(title="En"))
    house.clock.move(days=1)
    command(*IMPORT, file=toml(title="To"))
    command("import", "PACK", "--organisation", "elsewhere", "--instrument", "who-5")
    found = json.loads(command("list").stdout)
    assert [(one["organisation"], one["version"], one["in_force"]) for one in found] == [
        ("elsewhere", 1, True),
        ("fjordvest", 1, False),
        ("fjordvest", 2, True),
    ]
    assert found[2] == {
        "organisation": "fjordvest",
        "instrument": "who-5",
        "instrument_version": "1",
        "language": "nb",
        "version": 2,
        "source": "toml",
        "publisher_version": None,
        "licence": "Avtale 12 med oss selv",
        "loaded_at": "2026-09-22T08:00:00+00:00",
        "in_force": True,
        "retired_at": None,
    }
    of_clinic = json.loads(command("list", "--organisation", "klinikken").stdout)
    assert [one["organisation"] for one in of_clinic] == ["fjordvest", "fjordvest"]
    assert isinstance(command("list", "--organisation", "nowhere").exception, NoSuchOrganisation)


def test_the_list_costs_one_statement(house: House, command: Command, bring: Callable[..., Loading]) -> None:
    for number in range(6):
        bring(toml(title=f"Tittel {number}"))
    with house.counted() as statements:
        command("list")
    assert len(statements) == 1


def test_retiring(house: House, command: Command) -> None:
    command(*IMPORT, file=toml(title="En"))
    command(*IMPORT, file=toml(title="To"))
    words = ("retire", "who-5", "--organisation", "fjordvest", "--language", "nb")
    assert json.loads(command(*words).stdout) == {
        "instrument": "who-5",
        "language": "nb",
        "organisation": "fjordvest",
        "retired": 2,
    }
    assert [one["in_force"] for one in json.loads(command("list").stdout)] == [False, False]
    again = command(*words)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "fjordvest has no wording pack for who-5 in nb.\nNothing was changed.\n"
    nowhere = command("retire", "who-5", "--organisation", "nowhere", "--language", "nb")
    assert isinstance(nowhere.exception, NoSuchOrganisation)


def test_a_pack_for_an_older_version_of_the_instrument_is_not_in_force(house: House, command: Command) -> None:
    command(*IMPORT, file=toml())
    who5 = house.platform.catalogue.one(Instrument, "who-5")
    house.platform.catalogue = house.platform.catalogue.with_values(Instrument, [replace(who5, version="2")])
    assert [one["in_force"] for one in json.loads(command("list").stdout)] == [False]
    assert json.loads(command(*IMPORT, file=toml(version="2")).stdout) == {
        "instrument": "who-5",
        "language": "nb",
        "organisation": "fjordvest",
        "version": 2,
        "items": 5,
        "stored": True,
    }


def test_the_version_before_is_shown_again_and_what_waits_is_listed(house: House, command: Command) -> None:
    """Who-5 is nobody's of a programme that is offered here; it is listed while a pack of it is shown."""
    for title in ("En", "To"):
        assert command(*IMPORT, file=toml(title=title)).exit_code == 0
    of = ("who-5", "--organisation", "fjordvest", "--language", "nb")
    assert json.loads(command("back", *of).stdout)["version"] == 1
    listed = json.loads(command("waiting", "--organisation", "fjordvest").stdout)
    (who5,) = [each for each in listed if each["instrument"] == "who-5"]
    assert (who5["shown"], who5["waits"]) == ({"nb": 1, "nn": None, "en": None}, ["nn", "en"])
    assert json.loads(command("back", *of).stdout)["version"] is None
    gone = command("back", *of)
    assert (gone.exit_code, gone.stderr.splitlines()[-1]) == (2, "Nothing was changed.")
    assert "no wording pack for who-5 in nb is shown from here" in gone.stderr
    with house.work() as work:
        rows = work.session.scalars(
            select(SetUpChange).where(SetUpChange.subject == "wording").order_by(SetUpChange.id)
        )
        kept = [(row.name, row.before, row.after) for row in rows]
    assert kept == [("who-5.nb", None, 1), ("who-5.nb", 1, 2), ("who-5.nb", 2, 1), ("who-5.nb", 1, None)]


def test_a_dry_run_lists_every_text_that_becomes_another(command: Command) -> None:
    changes = json.loads(command(*IMPORT, "--dry-run", file=toml()).stdout)["changes"]
    assert {"part": "title", "before": "WHO-5: trivsel", "after": "Trivsel"} in changes
    assert [each["item"] for each in changes if each["part"] == "label"] == ["q1", "q2", "q3", "q4", "q5"]
    assert sum(each["part"] == "choice" for each in changes) == 30
