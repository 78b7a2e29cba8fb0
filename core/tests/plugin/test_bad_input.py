"""What goes wrong with a plugin, in one table written by hand: one sentence each, nothing stored, and nothing else stops.

The finer cases stand with their room: tables in ``parts/test_personal.py``, jobs in ``kernel/test_work.py``, doors in
``api/test_doors.py``, pages in ``plugin/test_shown.py``, and what an author mistypes in ``plugin/mistakes``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import select

from varde.doors.tokens import make_token
from varde.kernel.errors import StartRefused
from varde.kernel.jobs import Outbox
from varde.kernel.part import Part, PersonalData, Tables
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.parts import sound_catalogue
from varde.platform import what_runs
from varde.plugin import made_for
from varde.plugin.hookspecs import hookimpl
from varde.plugin.pages import Page
from varde.plugin.registry import Plugin
from varde.plugin.work import job
from varde.privacy.filling import rows_of
from varde.testing.house import House, make_house, sample_only, sample_plugins, sqlite_url
from varde.testing.sample.kits import lend, send_batteries
from varde.testing.sample.models import Kit
from varde.testing.sample.tables import VERSIONS

TITLE = Text("Om", "Om", "About")
LAKE = {"lake": sample_plugins()["lake"]}

# --- before anything starts: what is handed over, and what is said

Handing = Callable[[], Part]


def of_kits(table: Tables, *said: PersonalData) -> Part:
    return Part(key="oops", tables=lambda: table, personal_data=said or None)


def no_prefix() -> Part:
    return of_kits(
        Tables((Kit,), prefix="oops_", versions=VERSIONS),
        PersonalData("sample_kit", ("enrolment_id", "person_id"), "record"),
    )


def no_personal_data() -> Part:
    return of_kits(Tables((Kit,), prefix="oops_", versions=VERSIONS))


def empty_audience() -> Part:
    return Part(key="oops", pages=(Page("om", TITLE, "", lambda _visit: "Hei"),))


def forgotten_audience() -> Part:
    return Part(key="oops", pages=(Page("om", TITLE, body=lambda _visit: "Hei"),))  # type: ignore[call-arg]


def made_for_another() -> Part:
    raise AssertionError("it is not imported, and so never asked")


BEFORE: dict[str, tuple[Handing, str]] = {
    "a table without prefix": (no_prefix, "The part oops (…): the name of the table sample_kit must begin with oops_."),
    "a table without personal data": (
        no_personal_data,
        "The part oops (…) has tables and no personal_data: it must say of each table whom it is about.",
    ),
    "a page that forgets its audience": (
        forgotten_audience,
        "The plugin oops fails in varde_part: TypeError: Page.__init__() missing 1 required positional argument: "
        "'audience' (…)",
    ),
    "a page whose audience is empty": (
        empty_audience,
        "oops, page om: it names no audience, and must say who may open it: one of absence, …",
    ),
    "a plugin made for another Varde": (
        made_for_another,
        "The plugin oops (varde-oops) is made for Varde >=7 and <8, and this is Varde 0.1.0: install a version of it that is "
        "made for this one.",
    ),
}


def faults_with(hand_over: Handing, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said when this plugin is installed beside one that is sound, which goes on."""
    if hand_over is made_for_another:
        wanted = {"varde-oops": ["varde>=7,<8"]}
        monkeypatch.setattr(made_for, "requires", lambda name: wanted.get(name, []))
    module = ModuleType("oops")
    vars(module)["varde_part"] = hookimpl(hand_over)
    catalogue, faults = sound_catalogue({**LAKE, "oops": (lambda: module, "varde-oops", "1")})
    assert "lake" in catalogue.all(Plugin)
    if faults:
        assert "oops" not in catalogue.all(Plugin)
        return faults
    with pytest.raises(StartRefused) as refused:
        what_runs(catalogue.all(Part).values())
    what_runs([part for part in catalogue.all(Part).values() if part.key != "oops"])
    return list(refused.value.faults)


@pytest.mark.parametrize("name", BEFORE)
def test_before_anything_starts_it_is_one_sentence_and_nothing_else_stops(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over, sentence = BEFORE[name]
    (said,) = faults_with(hand_over, monkeypatch)
    said = re.sub(r"^\S+:\d+: ", "", re.sub(r"\((?:[^()]*/)?[\w<>-]+(?:\.py)?:\d+\)", "(…)", said))
    assert said == sentence if not sentence.endswith("…") else said.startswith(sentence[:-1])


# --- while it runs: what a machine sends


@dataclass(frozen=True)
class Call:
    """A call of the meter that is sound but for what is said here."""

    status: int
    sentence: str
    key: str | None = None
    once: str = "new"
    changes: tuple[tuple[str, Any], ...] = ()


CALLS: dict[str, Call] = {
    "without token": Call(401, "The call has no key: send it as “Authorization: Bearer …”.", key=""),
    "with a token nobody made": Call(401, "The key is unknown.", key="guessed"),
    "with an old key": Call(401, "The key has expired or was revoked. Ask the clinic for a new one.", key="old"),
    "with the key of another door": Call(403, "The key is for another door.", key="kit"),
    "twice, with something else in it": Call(
        409,
        "This “Idempotency-Key” was used before, with something else in it. The first stands.",
        once="first",
        changes=(("flow", 300),),
    ),
    "out of range": Call(
        422,
        "Best of three blows must be from 30 to 900 litres a minute. Look over the number.",
        changes=(("flow", 9000),),
    ),
    "with a word for a number": Call(422, "flow: Not a valid number.", changes=(("flow", "much"),)),
    "with a future time": Call(
        422, "at lies ahead, and cannot have happened yet.", changes=(("at", timedelta(days=1)),)
    ),
    "for another's enrolment": Call(403, "The key is for another enrolment.", changes=(("enrolment", "another"),)),
}
COUNTED = {"door_token": ("calls", "window_began_at", "last_used_at", "last_from")}
"""That a key was used is counted, refused or not."""


@dataclass
class Home:
    house: House
    enrolment_id: int
    another: int
    keys: dict[str | None, str]

    def calls(self, call: Call) -> Any:
        body = {"flow": 400, "at": self.house.clock.now().isoformat()}
        for name, value in call.changes:
            if isinstance(value, timedelta):
                body[name] = (self.house.clock.now() + value).isoformat()
            else:
                body[name] = self.another if value == "another" else value
        key = self.keys.get(call.key, call.key)
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": call.once, "Accept-Language": "en"}
        if key == "":
            del headers["Authorization"]
        return self.house.app.test_client().post(
            "/api/v1/sample/blow", data=json.dumps(body), content_type="application/json", headers=headers
        )

    def stored(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table, but for the log of who was refused and how often a key was used."""
        with self.house.work() as work:
            rows = rows_of(work)
        for table, columns in COUNTED.items():
            rows[table] = [{name: value for name, value in row.items() if name not in columns} for row in rows[table]]
        return {table: of_it for table, of_it in rows.items() if table not in ("access_entry", "rate_count")}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    hers, his = (house.enrolled(house.person(name, "Berg"), maren) for name in ("Ingrid", "Tor"))
    with house.work() as work:
        old = make_token(work, "sample", "blow", hers, "old", 1)[1]
    house.clock.move(days=2)
    keys = {None: house.key_of_device("sample", "blow", hers), "old": old}
    keys["kit"] = house.key_of_device("sample", "kit-report", hers)
    home = Home(house, hers, his, keys)
    assert home.calls(Call(200, "", once="first")).status_code == 200
    yield home
    house.platform.engine.dispose()


@pytest.mark.parametrize("name", CALLS)
def test_a_door_that_is_called_wrongly_says_why_and_keeps_nothing(home: Home, name: str) -> None:
    call, before = CALLS[name], home.stored()
    answer = home.calls(call)
    assert (answer.status_code, answer.get_json()["detail"]) == (call.status, call.sentence)
    assert home.stored() == before
    assert home.calls(Call(200, "", once="sound", changes=(("flow", 410),))).status_code == 200, "nothing else stops"


def test_the_same_call_twice_is_answered_as_before_and_kept_once(home: Home) -> None:
    before = home.stored()
    assert home.calls(Call(200, "", once="first")).get_json() == {"measurement": 1, "zone": None}
    assert home.stored() == before


# --- while it runs: a job


@job("sample.fails")
def fails(work: Work, enrolment_id: int) -> None:
    lend(work, enrolment_id, "B-2", "På badet.")
    raise RuntimeError("the workshop is closed")


def test_a_job_that_raises_says_why_keeps_nothing_and_stops_no_other(home: Home) -> None:
    home.house.platform.jobs = {**home.house.platform.jobs, fails.name: fails}
    with home.house.work() as work:
        kit = lend(work, home.enrolment_id, "A-1", "I gangen.")
        work.enqueue(fails, enrolment_id=home.enrolment_id)
        work.enqueue(send_batteries, kit_id=kit.id)
    home.house.platform.drain()
    with home.house.work() as work:
        (row,) = work.session.scalars(select(Outbox).where(Outbox.done_at.is_(None)))
        # Only what kind it was: what an error says may be a patient's. The log has the rest.
        assert (row.job, row.last_error) == ("sample.fails", "RuntimeError")
        (kit,) = work.session.scalars(select(Kit))
        assert (kit.serial, kit.batteries_asked_at) == ("A-1", work.now)


def test_every_mistake_that_was_asked_for_is_in_the_tables() -> None:
    assert list(BEFORE) == [
        "a table without prefix",
        "a table without personal data",
        "a page that forgets its audience",
        "a page whose audience is empty",
        "a plugin made for another Varde",
    ]
    assert list(CALLS) == [
        "without token",
        "with a token nobody made",
        "with an old key",
        "with the key of another door",
        "twice, with something else in it",
        "out of range",
        "with a word for a number",
        "with a future time",
        "for another's enrolment",
    ]
