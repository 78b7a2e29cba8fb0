"""Whatever Varde exports is taken in by an empty house, and is there what it was here: over every way out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from varde.assessments.correcting import correct
from varde.assessments.models import Response
from varde.assessments.service import KIND
from varde.assessments.sheet import OTHER
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.exchange.csv.commands import import_group
from varde.exchange.fhir.commands import export_group, instruments_group
from varde.instruments.answers import items_of
from varde.instruments.rules import band_of, score
from varde.instruments.values import Instrument
from varde.kernel.console import Console
from varde.scheduling.agenda import finish, plan
from varde.testing.counted import cells_in
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.wording.fitting import fitted
from varde.wording.reading import read_packs

Told = tuple[Any, ...]
PHQ9 = {f"q{n}": 1 for n in range(1, 10)}
DAYS = [{"date": "2026-09-20", "steps": 8000, "wear_h": 14.5}, {"date": "2026-09-21", "steps": None, "wear_h": None}]


def hand_in(
    house: House, enrolment_id: int, occasion: str, key: str, answers: Mapping[str, Any], day: int, **about: Any
) -> int:
    """As it is when it was handed in ``day`` days after today."""
    with house.work() as work:
        instrument, at = work.catalogue.one(Instrument, key), work.now + timedelta(days=day)
        number = 1000 + (work.session.scalar(select(func.count()).select_from(Response)) or 0)
        item = plan(work, enrolment_id, KIND, occasion, opens_at=at, due_at=at, closes_at=at, occurrence=number)
        finish(item, at)
        work.session.flush()
        scored = score(instrument, answers, about.get("context", {}))
        values = {
            "enrolment_id": enrolment_id,
            "agenda_id": item.id,
            "occasion": occasion,
            "instrument": key,
            "version": instrument.version,
            "answers": dict(answers),
            "context": {},
            "saved_at": at,
            "submitted_at": at,
            "status": scored.status,
            "total": scored.total,
            "band": scored.band,
            "subscores": dict(scored.subscores),
            "flags": dict(scored.flags),
            "n_missing": scored.n_missing,
        }
        response = work.add(Response(**{**values, **about}))
        work.session.flush()
        return response.id


def filled(folder: Path) -> House:
    """Everybody there can be: running, paused, ended; every kind of answer; corrected, asked for twice, and a total alone."""
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    emma, vidar, ola = (
        house.enrolled(house.person(given, "Vik"), maren, programme, track)
        for given, programme, track in (
            ("Emma", "ridge", "north"),
            ("Vidar", "village", None),
            ("Ola", "ridge", "south"),
        )
    )
    first = hand_in(house, emma, "start", "phq-9", {**PHQ9, "q9": 0}, 0)
    hand_in(house, emma, "start", "gad-7", {"q1": 3}, 1)
    hand_in(house, emma, "week-1", "phq-9", {}, 7)
    hand_in(house, vidar, "sleep", "isi", {"q1": 1}, 20)
    hand_in(house, vidar, "sleep", "isi", {"q1": 2}, 30)
    hand_in(house, emma, f"{OTHER}6 uker", "phq-9", {**PHQ9, "q2": 3}, 40)
    hand_in(house, vidar, "start", "lane", {"metres": 300}, 0)
    hand_in(house, vidar, "12w", "lane", {"metres": 345}, 80, context={"baseline_metres": 300})
    hand_in(house, vidar, "start", "stones", {"stones": 9, "helped": False}, 0, context={"sex": "female", "age": 67})
    hand_in(house, vidar, "start", "paces", {"days": DAYS}, 0)
    hand_in(house, ola, "start", "guide-total", {"total": 25.5}, 0, mode="therapist")
    alone = {"mode": "import", "total": 17, "band": band_of(all_samples().one(Instrument, "phq-9"), 17)}
    hand_in(house, ola, "start", "phq-9", {}, 0, status="scored", subscores={}, flags={}, n_missing=0, **alone)
    house.clock.move(days=100)
    with house.work() as work:
        therapist = house.actor(maren, ("therapist", house.clinic))
        response = work.session.get_one(Response, first)
        said: dict[str, Any] = {"reason": "Krysset feil.", "said_on": work.today, "edition": response.edition}
        correct(work, therapist, work.session.get_one(Enrolment, emma), response, {**PHQ9, "q9": 2}, **said)
        end(work, maren.id, work.session.get_one(Enrolment, ola), "completed")
    return house


def digest(house: House, programme: str) -> set[frozenset[Told]]:
    """What each person has told, and of her course, without who she is: days and not moments, since that is what leaves."""
    people: dict[int, set[Told]] = {}
    with house.work() as work:

        def day(at: Any) -> date | None:
            return at.astimezone(work.zone).date() if at else None

        rows = work.session.execute(select(Response, Enrolment).join(Enrolment, Enrolment.id == Response.enrolment_id))
        for row in rows:
            response: Response = row[0]
            enrolment: Enrolment = row[1]
            if enrolment.programme != programme or response.submitted_at is None:
                continue
            people.setdefault(
                enrolment.id, {("course", enrolment.track, day(enrolment.started_at), day(enrolment.ended_at))}
            ).add(
                (
                    response.occasion,
                    response.instrument,
                    response.version,
                    day(response.submitted_at),
                    json.dumps(
                        [response.answers, response.context, response.subscores, response.flags], sort_keys=True
                    ),
                    response.status,
                    response.total,
                    response.band,
                    response.n_missing,
                )
            )
    return {frozenset(told) for told in people.values()}


def cells(house: House, programme: str) -> dict[Told, Told]:
    """The figures of scores; nobody who comes from elsewhere is in a flow."""
    house.platform.drain()
    with house.work() as work:
        return {
            (key.track, key.month, key.group, key.scale, key.occasion, key.category): (
                stats.n,
                stats.s1,
                stats.pn,
                stats.pxy,
            )
            for key, stats in cells_in(work).items()
            if key.programme == programme and key.scale not in ("flow", "wait", "operation")
        }


def run(house: House, group: Any, *arguments: str) -> dict[str, Any]:
    done = CliRunner().invoke(group, arguments, obj=Console(all_samples, lambda: house.platform))
    assert done.exit_code == 0, (done.output, done.stderr, done.exception)
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


WAYS_OUT = ("fhir", "csv")
"""Every format in which responses leave."""


@pytest.mark.parametrize("programme", ["ridge", "village"])
@pytest.mark.parametrize("form", WAYS_OUT)
def test_what_leaves_comes_in_as_it_was(tmp_path: Path, form: str, programme: str) -> None:
    (tmp_path / "there").mkdir()
    here, there = filled(tmp_path), make_house(sqlite_url(tmp_path / "there"), catalogue=all_samples())
    there.clock.move(days=100)
    file, place = str(tmp_path / "answers"), ("--organisation", "klinikken", "--programme", programme)
    left = run(here, export_group, "responses", *place, "--format", form, "--out", file)
    names = [word for name in left.get("other_occasions", ()) for word in ("--other-occasion", name)]
    came = run(there, import_group, "responses", file, *place, "--format", form, *names)
    assert (came["responses_new"], came["faults"]) == (left["responses"], 0)
    expected = {frozenset(_as_it_leaves(told) for told in person) for person in digest(here, programme)}
    assert digest(there, programme) == expected
    assert cells(there, programme) == cells(here, programme)
    assert run(there, import_group, "responses", file, *place, "--format", form, *names)["responses_new"] == 0


def _as_it_leaves(told: Told) -> Told:
    """The second answer to what was asked for on the way is an occasion of its own elsewhere, named by its day."""
    second = told[0] == "sleep" and told[3] == date(2026, 10, 21)
    return (f"{OTHER}sleep 2026-10-21", *told[1:]) if second else told


def test_the_table_is_of_every_way_out() -> None:
    (form,) = (option for option in export_group.commands["responses"].params if option.name == "form")
    assert tuple(form.type.choices) == WAYS_OUT  # type: ignore[attr-defined]
    assert set(export_group.commands) == {"measurements", "responses"}  # of the first, test_measurement_import.py
    assert set(instruments_group.commands) == {"export"}


def without_database() -> NoReturn:
    raise AssertionError("a Questionnaire needs no database")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "key", sorted(key for key, each in all_samples().all(Instrument).items() if each.kind == "full")
)
def test_a_questionnaire_comes_in_as_it_left(tmp_path: Path, key: str, language: str) -> None:
    """Its words, in an empty house, are those of the instrument, item by item."""
    instrument = all_samples().one(Instrument, key)
    file = CliRunner().invoke(
        instruments_group, ["export", key, "--language", language], obj=Console(all_samples, without_database)
    )
    (pack,) = read_packs(file.stdout.encode())
    fitting = fitted(instrument, pack, language)
    assert (fitting.faults, fitting.left_out) == ((), ())
    said = {item: words.get("label") for item, words in fitting.words.as_json()["items"].items()}
    assert said == {item.key: item.label.to(language) for item in items_of(instrument)}


# --- what is no export of ours


GOOD_LINE = {
    "resourceType": "QuestionnaireResponse",
    "id": "response-1",
    "questionnaire": "urn:varde:fhir/Questionnaire/who-5|1",
    "subject": {"identifier": {"value": "7"}},
    "authored": "2026-09-21T08:00:00+00:00",
    "extension": [
        {"url": "urn:varde:fhir/StructureDefinition/occasion", "valueCode": "start"},
        {
            "url": "urn:varde:fhir/StructureDefinition/course",
            "extension": [{"url": "started", "valueDate": "2026-09-21"}],
        },
    ],
    "item": [{"linkId": "q1", "answer": [{"valueInteger": 3}]}],
}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "Row 1: this line is no QuestionnaireResponse and no Observation in JSON."),
        ('{"resourceType": "Patient"}', "Row 1: this line is no QuestionnaireResponse and no Observation in JSON."),
        ("[" * 100_000, "Row 1: this line is no QuestionnaireResponse and no Observation in JSON."),
        ("", "The file has no responses."),
        (GOOD_LINE | {"subject": {}}, "Row 1: a response without a subject."),
        (GOOD_LINE | {"questionnaire": 7}, "Row 1: a response without its questionnaire."),
        (GOOD_LINE | {"authored": "yesterday"}, "Row 1: a response without a time."),
        (GOOD_LINE | {"extension": []}, "Row 1: a response without the start of its course."),
        (GOOD_LINE | {"item": [{"answer": 3}]}, "Row 1: a response without answers that can be read."),
        (
            GOOD_LINE | {"item": [{"linkId": "q1", "answer": [{"valueInteger": 9}]}]},
            "Row 1, column “answer”: who-5, item q1: the answer is 9",
        ),
    ],
)
def test_a_line_that_is_none_of_ours_is_one_sentence(tmp_path: Path, line: Any, sentence: str) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    (tmp_path / "lines").write_text(line if isinstance(line, str) else json.dumps(line))
    place = ("--organisation", "klinikken", "--programme", "lake", "--format", "fhir")
    console = Console(all_samples, lambda: house.platform)
    done = CliRunner().invoke(import_group, ["responses", str(tmp_path / "lines"), *place], obj=console)
    assert (done.exit_code, json.loads(done.stdout)["stored"]) == (2, False)
    assert done.stderr.startswith(sentence), done.stderr
