"""``varde export responses`` and ``varde instruments export``: what is chosen, what is written, what is logged."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from varde.assessments.service import open_sheet, submit
from varde.audit.models import AccessEntry
from varde.exchange.choosing import Choice
from varde.exchange.fhir import exporting
from varde.exchange.fhir.exporting import write_responses
from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.exchange.fhir.responses import answers_of
from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage, VardeError
from varde.privacy.service import looks_at
from varde.scheduling.models import AgendaItem
from varde.testing.house import all_samples, make_house
from varde.wording.loading import load
from varde.wording.reading import read_packs

from .conftest import AT, WHO_5, Clinic

INSTRUMENTS = dict(all_samples().all(Instrument))


def sentence(result: Result) -> str:
    assert isinstance(result.exception, VardeError), (result.output, result.exception)
    assert result.stdout == ""
    return result.exception.to("en")


# --- instruments


def test_a_questionnaire_on_stdout_needs_no_database(without_database: Callable[..., Result]) -> None:
    for language in ("nb", "nn", "en"):
        done = without_database("export", "PHQ-9", "--format", "fhir", "--language", language)
        assert done.exit_code == 0
        assert json.loads(done.stdout) == questionnaire_of(INSTRUMENTS["phq-9"], language)


def test_the_list_of_instruments_is_as_before(without_database: Callable[..., Result]) -> None:
    assert {one["key"] for one in json.loads(without_database().stdout)} == INSTRUMENTS.keys()


def test_all_of_them_in_a_folder(without_database: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "skjema"
    done = without_database("export", "--all", "--folder", str(folder))
    assert json.loads(done.stdout) == {"folder": str(folder), "instruments": list(INSTRUMENTS)}
    assert {file.name for file in folder.iterdir()} == {f"{key}.json" for key in INSTRUMENTS}
    for key, instrument in INSTRUMENTS.items():
        assert json.loads((folder / f"{key}.json").read_text(encoding="utf-8")) == questionnaire_of(instrument, "nb")


def test_what_cannot_be_exported_is_one_sentence(without_database: Callable[..., Result], tmp_path: Path) -> None:
    known = sentence(without_database("export", "phq9"))
    assert known.startswith("There is no instrument named “phq9” here. Known: ")
    (tmp_path / "mine").write_text("dear to me")
    said = sentence(without_database("export", "--all", "--folder", str(tmp_path / "mine")))
    assert said == f"{tmp_path / 'mine'} cannot be made: File exists."


@pytest.mark.parametrize(
    "arguments", [[], ["phq-9", "--all", "--folder", "x"], ["--all"], ["phq-9", "--folder", "x"]], ids=str
)
def test_options_that_do_not_go_together(without_database: Callable[..., Result], arguments: list[str]) -> None:
    assert without_database("export", *arguments).exit_code == 2


def test_exported_questionnaires_can_be_loaded_as_wording_packs(clinic: Clinic) -> None:
    """What a clinic exports, gives its official words and brings back: nothing in the form stands in the way."""
    with clinic.house.work() as work:
        for key, instrument in INSTRUMENTS.items():
            if instrument.kind == "full":
                (pack,) = read_packs(json.dumps(questionnaire_of(instrument, "nn")).encode())
                done = load(work, pack, organisation="fjordvest", licence="Avtale 12/26", dry_run=True)
                assert (done.instrument, done.language, done.items) == (key, "nn", len(instrument.items))


def official(clinic: Clinic, key: str = "who-5") -> None:
    """Let the trust above the clinic show words of its own for an instrument."""
    form = questionnaire_of(INSTRUMENTS[key], "nb")
    for item in form["item"]:
        if item["type"] == "choice":
            item["text"] = f"Offisielt {item['linkId']}"
            for option in item["answerOption"]:
                option["valueCoding"]["display"] = f"Svar {option['valueCoding']['code']}"
    with clinic.house.work() as work:
        load(work, read_packs(json.dumps(form).encode())[0], organisation="fjordvest", licence="Avtale 12/26")


def test_an_organisation_exports_its_official_words(clinic: Clinic) -> None:
    official(clinic)
    own = json.loads(clinic.instruments("export", "who-5", "--organisation", "klinikken").stdout)
    first = next(item for item in own["item"] if item["type"] == "choice")
    assert first["text"] == "Offisielt q1"
    assert first["answerOption"][0]["valueCoding"]["display"] == "Svar 0"
    plain = json.loads(clinic.instruments("export", "who-5", "--organisation", "elsewhere").stdout)
    assert plain == questionnaire_of(INSTRUMENTS["who-5"], "nb")
    assert own["url"] == plain["url"]
    assert "nowhere" in sentence(clinic.instruments("export", "who-5", "--organisation", "nowhere"))


# --- responses


def test_what_was_handed_in_leaves_and_nobody_is_named(clinic: Clinic) -> None:
    """Through the real way in: a patient answers her first questionnaire."""
    kari = clinic.house.person("Kari", "Fjellstad")
    enrolment_id = clinic.house.enrolled(kari, clinic.therapist)
    [item, *_] = [one for one in clinic.all_of(AgendaItem) if one.kind == "assessment"]
    with clinic.house.work() as work:
        actor = clinic.house.actor(kari)
        sheet = open_sheet(work, actor, item.id, write=True)
        [key, *_] = sheet.instruments
        answers = {one.key: one.choices[0][0] for one in INSTRUMENTS[key].items if one.kind == "choice"}
        response = submit(work, actor, sheet, key, answers, "nn")
    found = clinic.exported()
    assert [one["resourceType"] for one in found] == ["QuestionnaireResponse", "Observation"]
    assert found[0]["questionnaire"] == f"urn:varde:fhir/Questionnaire/{key}|{INSTRUMENTS[key].version}"
    assert found[0]["language"] == "nn"
    assert found[0]["authored"] == response.submitted_at.isoformat() if response.submitted_at else False
    assert found[0]["extension"][0]["valueCode"] == item.key
    subject = {
        "type": "Patient",
        "identifier": {"system": "http://localhost/fhir/enrolment", "value": str(enrolment_id)},
    }
    assert [one["subject"] for one in found] == [subject, subject]
    text = json.dumps(found)
    for secret in ("Kari", "Fjellstad", "91234567", "1990"):
        assert secret not in text


def test_only_what_was_asked_for_leaves(clinic: Clinic) -> None:
    here, there = clinic.enrolled("A", "A"), clinic.enrolled("B", "B", at=clinic.house.elsewhere)
    other = clinic.enrolled("C", "C", "village")
    first = clinic.hand_in(here)
    second = clinic.hand_in(here, "gad-7", {"q1": 1})
    away, another = clinic.hand_in(there), clinic.hand_in(other)
    clinic.hand_in(here, submitted_at=None)
    assert clinic.ids() == [first, second]
    assert clinic.ids("--instrument", "GAD-7") == [second]
    assert clinic.ids(organisation="helse-fjord") == [first, second]
    assert clinic.ids(organisation="elsewhere") == [away]
    assert clinic.ids(programme="village") == [another]


def test_days_begin_and_end_on_the_wall_in_norway(clinic: Clinic) -> None:
    """Midnight at the start of 6 October is 22:00 UTC the day before, while it is summer time."""
    one = clinic.enrolled("A", "A")
    midnight = datetime(2026, 10, 5, 22, 0, tzinfo=UTC)
    before, after = (clinic.hand_in(one, submitted_at=at) for at in (midnight - timedelta(seconds=1), midnight))
    assert clinic.ids("--to", "2026-10-05") == [before]
    assert clinic.ids("--from", "2026-10-06") == [after]
    assert clinic.ids("--from", "2026-10-05", "--to", "2026-10-06") == [before, after]


def test_answers_leave_in_the_words_that_were_shown(clinic: Clinic) -> None:
    official(clinic)
    one = clinic.enrolled("A", "A")
    clinic.hand_in(one, wording_id=1)
    clinic.hand_in(one)
    shown = [item["item"][0]["answer"][0]["valueCoding"] for item in clinic.exported() if "item" in item]
    assert shown[0]["display"] == "Svar 3"
    assert shown[1]["display"] == INSTRUMENTS["who-5"].items[0].choices[3][1].nb
    assert shown[0]["code"] == shown[1]["code"]


def test_an_instrument_that_is_no_longer_installed_leaves_all_the_same(clinic: Clinic) -> None:
    clinic.hand_in(clinic.enrolled("A", "A"), instrument="retired-form")
    found = clinic.exported()
    assert found[0]["questionnaire"].endswith("/retired-form|1")
    assert len(found[0]["item"]) == 5


def test_the_access_log_has_one_entry_for_each_export(clinic: Clinic) -> None:
    one = clinic.enrolled("A", "A")
    clinic.hand_in(one)
    before = len(clinic.all_of(AccessEntry))
    clinic.exported()
    [entry] = clinic.all_of(AccessEntry)[before:]
    assert (entry.action, entry.what, entry.basis, entry.role) == ("read", "export:lake", "export", "system")
    assert (entry.organisation_id, entry.patient_id) == (clinic.house.clinic.id, None)
    with clinic.house.work() as work:
        person_id = clinic.house.enrolment(one).person_id
        assert entry.id not in [seen.id for seen, _ in looks_at(work, person_id)]


def test_what_is_refused_writes_neither_file_nor_log(clinic: Clinic) -> None:
    out = clinic.folder / "ut.ndjson"
    before = len(clinic.all_of(AccessEntry))

    def said(organisation: str, programme: str, *more: str) -> str:
        asked = ["--organisation", organisation, "--programme", programme, "--out", str(out), *more]
        return sentence(clinic.run("responses", *asked))

    assert "nowhere" in said("nowhere", "lake")
    assert said("klinikken", "ibx").startswith("There is no programme named “ibx” here.")
    assert said("klinikken", "lake", "--instrument", "who-6").startswith("There is no instrument named “who-6” here.")
    backwards = said("klinikken", "lake", "--from", "2026-10-06", "--to", "2026-10-05")
    assert backwards == "--to is 2026-10-05, which is before --from, 2026-10-06."
    limits = "must be from 1900-01-01 to 2999-12-31; without it there is no limit."
    assert said("klinikken", "lake", "--to", "9999-12-31") == f"--to is 9999-12-31, and {limits}"
    assert said("klinikken", "lake", "--from", "0001-01-01") == f"--from is 0001-01-01, and {limits}"
    assert (
        said("klinikken", "lake", "--out", str(clinic.folder)) == f"{clinic.folder} cannot be written: Is a directory."
    )
    assert clinic.run("responses", "--organisation", "klinikken", "--programme", "lake").exit_code == 2
    assert not out.exists()
    assert len(clinic.all_of(AccessEntry)) == before


def test_the_first_and_the_last_day_can_be_asked_for(clinic: Clinic) -> None:
    one = clinic.hand_in(clinic.enrolled("A", "A"))
    assert clinic.ids("--from", "1900-01-01", "--to", "2999-12-31") == [one]


@pytest.mark.postgres
def test_postgresql_finds_the_same(postgres_database_url: str, tmp_path: Path) -> None:
    clinic = Clinic(make_house(postgres_database_url, catalogue=all_samples()), tmp_path)
    official(clinic)
    one = clinic.enrolled("A", "A")
    midnight = datetime(2026, 10, 5, 22, 0, tzinfo=UTC)
    before = clinic.hand_in(one, submitted_at=midnight - timedelta(microseconds=1), wording_id=1)
    days = {"days": [{"steps": 4000, "wear_h": 11.5, "date": "2026-10-01"}]}
    after = clinic.hand_in(one, "paces", days, submitted_at=midnight)
    clinic.hand_in(one, submitted_at=None)
    assert clinic.ids("--to", "2026-10-05") == [before]
    assert clinic.ids("--from", "2026-10-06", "--instrument", "paces") == [after]
    found = clinic.exported()
    assert [item["resourceType"] for item in found] == ["QuestionnaireResponse", "Observation"] * 2
    assert found[0]["item"][0]["answer"][0]["valueCoding"]["display"] == "Svar 3"
    assert found[0]["authored"] == "2026-10-05T21:59:59.999999+00:00"
    assert answers_of(found[2]) == days
    clinic.house.platform.engine.dispose()


def choice(clinic: Clinic) -> Choice:
    return Choice((clinic.house.clinic.id,), "lake")


def test_a_file_is_whole_or_as_it_was(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    out = clinic.folder / "files" / "ut.ndjson"
    out.parent.mkdir()
    out.write_text("the earlier one")
    one = clinic.enrolled("A", "A")
    clinic.hand_in(one)

    def break_down(*_: Any, **__: Any) -> Any:
        raise RuntimeError("half way")

    with monkeypatch.context() as patched:
        patched.setattr(exporting, "observations_of", break_down)
        with pytest.raises(RuntimeError, match="half way"):
            write_responses(clinic.house.platform, choice(clinic), out)
    assert out.read_text() == "the earlier one"
    assert list(out.parent.iterdir()) == [out]
    write_responses(clinic.house.platform, choice(clinic), out)
    assert len(out.read_text().splitlines()) == 2
    assert list(out.parent.iterdir()) == [out]
    assert out.stat().st_mode & 0o077 == 0
    for wrong in (out.parent, out.parent / "no" / "x", out.parent / "a\0b"):
        with pytest.raises(BadUsage, match="cannot be written"):
            write_responses(clinic.house.platform, choice(clinic), wrong)


def test_statements_follow_the_pages_and_not_the_responses(clinic: Clinic) -> None:
    official(clinic)
    out = clinic.folder / "ut.ndjson"
    patients = [clinic.enrolled(str(number), "A") for number in range(3)]
    taken = []
    for size in (5, 15):
        while clinic.count < size:
            clinic.hand_in(patients[clinic.count % 3], wording_id=1 if clinic.count % 2 else None)
        with clinic.house.counted() as statements:
            exported = write_responses(clinic.house.platform, choice(clinic), out)
        assert (exported.responses, exported.observations) == (size, size)
        taken.append(len(statements))
    assert taken == [2, 2]
    with clinic.house.counted() as statements:
        again = write_responses(clinic.house.platform, choice(clinic), out, page=5)
    assert again.responses == 15
    assert len(statements) == 4 + 1  # three full pages, an empty one, and the wording pack once


def test_pages_lose_nothing_and_repeat_nothing(clinic: Clinic) -> None:
    one, out = clinic.enrolled("A", "A"), clinic.folder / "ut.ndjson"
    ids = [clinic.hand_in(one, answers={"q1": 1} if number % 2 else WHO_5) for number in range(7)]
    for page in (1, 2, 3, 7, 8):
        write_responses(clinic.house.platform, choice(clinic), out, page=page)
        found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        kept = [int(r["identifier"]["value"]) for r in found if r["resourceType"] == "QuestionnaireResponse"]
        assert kept == ids
        derived = [r["derivedFrom"][0]["reference"] for r in found if r["resourceType"] == "Observation"]
        assert derived == [f"QuestionnaireResponse/response-{number}" for number in ids]


def test_nothing_to_export_is_an_empty_file(clinic: Clinic) -> None:
    assert clinic.exported("--from", AT.date().isoformat()) == []
