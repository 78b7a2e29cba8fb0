"""What was planned before the agenda had other subjects than enrolments is kept, and what clock tasks looked for is planned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import MetaData, Table, func, insert, select

from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.platform import histories
from varde.scheduling.models import AgendaItem

OSLO = ZoneInfo("Europe/Oslo")
NUMBER = "0045"


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These begin with an empty database, which they bring to an earlier version themselves."""


def before(folder: Path) -> History:
    """The core's history as it was before."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in core.versions.glob("0*.py"):
        if path.name[:4] < NUMBER:
            (versions / path.name).write_text(path.read_text())
    (versions.parent / "env.py").write_text((core.versions.parent / "env.py").read_text())
    return History(core.key, versions)


def rows_then(now: datetime) -> dict[str, list[dict[str, Any]]]:
    noon = (now.astimezone(OSLO) + timedelta(days=9)).replace(hour=12, minute=0, second=0, microsecond=0)
    at = noon.astimezone(UTC)
    item = {"enrolment_id": 1, "occurrence": 0, "opens_at": at, "due_at": at, "stands": False, "details": {"a": 1}}
    hour = {"enrolment_id": 1, "kind": "phone", "minutes": 30, "place": "", "meeting": "", "buffer": 0, "sequence": 0}
    hour |= {"overbooked": "", "apart": False, "party": ""}
    session = {"group_id": 1, "minutes": 60, "theme": "", "apart": False, "guests": 0, "reason": "", "sequence": 0}
    told = {
        "notice": "booked",
        "channel": "sms",
        "state": "sent",
        "text": "",
        "path": "/",
        "planned_at": now,
        "person_id": 1,
    }
    series = "0b1c4a52-7f0e-4a4e-9a51-2c2f5b1f0001"
    return {
        "organisation": [{"id": 1, "key": "clinic", "kind": "clinic", "name": "Klinikken", "details": {}}],
        "person": [
            {"id": 1, "given_name": "Tor", "family_name": "Vik", "language": "nb", "title": "", "created_at": now}
        ],
        "enrolment": [
            {
                "id": 1,
                "person_id": 1,
                "organisation_id": 1,
                "programme": "lake",
                "state": "active",
                "referred_at": now,
                "imported": False,
            }
        ],
        "referral": [
            {
                "id": 1,
                "enrolment_id": 1,
                "source": "self",
                "facts": {},
                "outcome": "eligible",
                "because": [],
                "answer_by": now,
            }
        ],
        "agenda_item": [
            {**item, "id": 7, "kind": "assessment", "key": "start", "state": "planned", "act_at": at},
            {**item, "id": 8, "kind": "assessment", "key": "end", "state": "failed", "reason": "no such form"},
        ],
        "response": [
            {
                "id": 1,
                "enrolment_id": 1,
                "agenda_id": 7,
                "occasion": "start",
                "instrument": "who-5",
                "version": "1",
                "answers": {},
                "saved_at": now,
                "mode": "patient",
                "subscores": {},
                "flags": [],
                "n_missing": 0,
            }
        ],
        "appointment": [
            {**hour, "id": 1, "starts_at": at, "state": "booked", "uid": "a"},
            {**hour, "id": 2, "starts_at": at, "state": "cancelled", "uid": "b"},
            {**hour, "id": 3, "starts_at": now - timedelta(days=3), "state": "booked", "uid": "c"},
        ],
        "care_group": [
            {
                "id": 1,
                "organisation_id": 1,
                "programme": "lake",
                "kind": "walk",
                "name": "G",
                "name_nn": "",
                "name_en": "",
                "drop_in": False,
                "video": False,
                "place": "",
                "made_at": now,
            }
        ],
        "group_session": [{**session, "id": 4, "starts_at": at, "state": "planned", "uid": "d"}],
        "absence": [
            {
                "id": 5,
                "person_id": 1,
                "first_day": noon.date(),
                "last_day": noon.date(),
                "reason": "course",
                "reported_at": now,
            }
        ],
        "delivery": [
            {**told, "id": 1, "key": "appointment:1:booked:2026-11-30T10:00:00+00:00"},
            {**told, "id": 2, "key": f"series:{series}:booked:2026-11-30T10:00:00+00:00"},
            {**told, "id": 3, "key": "appointment:99:booked:2026-11-30T10:00:00+00:00"},
        ],
    }


def test_every_row_is_kept_and_what_was_looked_for_is_planned(database_url: str, tmp_path: Path) -> None:
    engine, now = make_engine(database_url), datetime.now(UTC).replace(microsecond=0)
    try:
        upgrade(engine, [before(tmp_path)])
        tables = MetaData()
        then = rows_then(now)
        with engine.begin() as connection:
            for name, rows in then.items():
                table = Table(name, tables, autoload_with=connection)
                for row in rows:
                    plain = {key: _as_stored(value, engine.dialect.name) for key, value in row.items()}
                    connection.execute(insert(table).values(**plain))
        assert f"core:{NUMBER}" in upgrade(engine, histories())
        with engine.connect() as connection:
            items = connection.execute(select(AgendaItem.__table__).order_by(AgendaItem.id)).mappings().all()
            response = Table("response", MetaData(), autoload_with=connection)
            assert connection.scalar(select(func.count()).select_from(response)) == 1
            delivery = Table("delivery", MetaData(), autoload_with=connection)
            about = connection.execute(select(delivery.c.id, delivery.c.appointment_id, delivery.c.series)).all()
    finally:
        engine.dispose()
    at = then["appointment"][0]["starts_at"]
    noon, first = at - timedelta(days=1), at.astimezone(OSLO).replace(hour=0).astimezone(UTC)
    kept = [row for row in items if row["kind"] == "assessment"]
    planned = [row for row in items if row["kind"] != "assessment"]
    assert [(row["id"], row["state"], row["failures"], row["details"]) for row in kept] == [
        (7, "planned", 0, {"a": 1}),
        (8, "failed", 1, {"a": 1}),
    ]
    said = [(row["kind"], row["key"], row["stands"], row["act_at"]) for row in planned]
    assert said[:3] == [
        ("appointment-tomorrow", "1", True, noon.astimezone(OSLO).replace(hour=12).astimezone(UTC)),
        ("session-tomorrow", "4", True, noon.astimezone(OSLO).replace(hour=12).astimezone(UTC)),
        ("absence", "5", False, first),
    ]
    subjects = ("enrolment_id", "person_id", "group_id", "organisation_id")
    assert [[row[name] for name in subjects] for row in planned] == [
        [1, None, None, None],
        [None, None, 1, None],
        [None, 1, None, None],
        [None, None, None, 1],
    ]
    assert sorted(tuple(row) for row in about) == [
        (1, 1, None),
        (2, None, "0b1c4a52-7f0e-4a4e-9a51-2c2f5b1f0001"),
        (3, None, None),
    ]


def _as_stored(value: Any, dialect: str) -> Any:
    """SQLite's tables, read back from the database, keep a moment as text without a zone."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) and dialect == "sqlite" else value
