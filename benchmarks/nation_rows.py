"""The people of a nation, written by COPY: enrolments over five years, with what they answered at the start and later."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import text

from varde.benefits.values import Measure
from varde.identity.models import Organisation
from varde.identity.service import add_organisation
from varde.instruments.rules import band_of
from varde.instruments.values import Instrument
from varde.testing.house import House

OCCASIONS, DAYS, FIRST = ("start", "3m", "6m"), 1800, date(2019, 1, 1)
BASE = 1_000_000
"""The first number of what is loaded, above what the house has already."""
COPIED = {
    "person": ("id", "given_name", "family_name", "language", "title", "created_at", "birth_date", "sex"),
    "enrolment": (
        *("id", "person_id", "organisation_id", "programme", "state", "referred_at", "decided_at", "started_at"),
        *("ended_at", "end_reason", "imported"),
    ),
    "referral": (
        *("id", "enrolment_id", "source", "facts", "outcome", "because", "answer_by", "decision", "decided_by_id"),
    ),
    "agenda_item": (
        *("id", "enrolment_id", "kind", "key", "occurrence", "opens_at", "due_at", "state", "stands", "details"),
    ),
    "response": (
        *("id", "enrolment_id", "agenda_id", "occasion", "instrument", "version", "answers", "saved_at"),
        *("submitted_at", "mode", "status", "total", "band", "subscores", "flags", "n_missing"),
    ),
}


def load(house: House, programme: str, clinics: int, enrolments: int) -> tuple[Organisation, ...]:
    """So many clinics under five trusts of the house's region, and the people there. Nothing is counted."""
    with house.work() as work:
        trusts = [add_organisation(work, f"trust-{n}", "trust", f"Sykehus {n}", house.region) for n in range(5)]
        places = [
            add_organisation(work, f"clinic-{n}", "clinic", f"Klinikk {n}", trusts[n % 5]) for n in range(clinics)
        ]
        measures = [m for m in work.catalogue.all(Measure).values() if m.programme == programme]
        instruments = {m.instrument: work.catalogue.one(Instrument, m.instrument) for m in measures}
    connection: Any = house.platform.engine.raw_connection()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, columns in COPIED.items():
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in _rows(table, programme, [p.id for p in places], enrolments, measures, instruments):
                    copy.write(row)
        cursor.execute("SET session_replication_role = DEFAULT")
    connection.commit()
    connection.close()
    with house.platform.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connected:
        connected.execute(text("ANALYZE"))
    return tuple(places)


def _rows(
    table: str,
    programme: str,
    places: list[int],
    enrolments: int,
    measures: list[Measure],
    instruments: dict[str, Instrument],
) -> Iterator[str]:
    """The lines of a table, in chunks; every table of the same people, since each has her own seed."""
    lines: list[str] = []
    for number in range(enrolments):
        chance = random.Random(number)
        referred = FIRST + timedelta(days=number * DAYS // enrolments)
        waited = int(chance.expovariate(1 / 40))
        answered = 1 + (chance.random() < 0.7) + (chance.random() < 0.5)
        about = (
            chance.randrange(1940, 2005),
            chance.choice(("female", "male", None)),
            chance.choice(("self", "clinician")),
        )
        state = chance.choice(("active", "completed", "completed", "discontinued"))
        lines += _of_one(
            table, number, programme, places, referred, waited, answered, about, state, measures, instruments, chance
        )
        if len(lines) >= 2000:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _of_one(
    table: str,
    number: int,
    programme: str,
    places: list[int],
    referred: date,
    waited: int,
    answered: int,
    about: tuple[int, str | None, str],
    state: str,
    measures: list[Measure],
    instruments: dict[str, Instrument],
    chance: random.Random,
) -> Iterator[str]:
    id_, (born, sex, source) = BASE + number, about
    came, start = _at(referred), _at(referred + timedelta(days=waited))
    answer = _at(referred + timedelta(days=waited // 3))
    if table == "person":
        yield _line(id_, "P", "Vik", "nb", "", came, f"{born}-05-05", sex)
    elif table == "enrolment":
        reason = {"completed": "completed", "discontinued": "withdrawn"}.get(state)
        ended = _at(referred + timedelta(days=waited + 120)) if reason else None
        place = places[number % len(places)]
        yield _line(id_, id_, place, programme, state, came, answer, start, ended, reason, "f")
    elif table == "referral":
        yield _line(id_, id_, source, "{}", "eligible", "[]", came, "accepted", id_)
    elif table == "agenda_item":
        for at, occasion in enumerate(OCCASIONS[:answered]):
            yield _line(BASE + 3 * number + at, id_, "assessment", occasion, 0, start, start, "done", "t", "{}")
    else:
        severity = chance.uniform(0.3, 0.8)
        for at, occasion in enumerate(OCCASIONS[:answered]):
            share = min(1.0, max(0.0, severity - at * chance.uniform(-0.05, 0.2)))
            for which, measure in enumerate(measures):
                if at == 0 and measure.start_occasion is None:
                    continue
                total, band, parts = _score(measure, instruments[measure.instrument], share, chance)
                yield _line(
                    *(BASE + (3 * number + at) * len(measures) + which, id_, BASE + 3 * number + at, occasion),
                    *(measure.instrument, "1", "{}", start, start, "patient", "scored", total, band, parts, "{}", 0),
                )


def _score(
    measure: Measure, instrument: Instrument, share: float, chance: random.Random
) -> tuple[float, str | None, str]:
    better = share if measure.direction == "lower_better" else 1 - share
    total = round(measure.low + better * (measure.high - measure.low))
    parts = {
        part.scale.partition(".")[2]: round(chance.uniform(0, 100) * 16) / 16 * 25 / 24 % 100
        for part in measure.subscales
    }
    return float(total), band_of(instrument, float(total)), json.dumps(parts)


def _at(day: date) -> str:
    return datetime.combine(day, time(9)).isoformat() + "+00"


def _line(*values: object) -> str:
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"


_PAIRED = """
    select s.instrument, l.occasion, count(*), avg(s.total), avg(l.total), stddev_samp(l.total - s.total), stddev_samp(s.total),
        stddev_samp(l.total), corr(s.total, l.total),
        count(*) filter (where s.instrument = 'ibs-sss' and s.total - l.total >= 50
            or s.instrument = 'ibs-qol' and l.total - s.total >= 14)
    from response s join response l on l.enrolment_id = s.enrolment_id and l.instrument = s.instrument
    join enrolment e on e.id = s.enrolment_id
    where e.programme = :programme and s.occasion = 'start' and l.occasion <> 'start' group by 1, 2
"""
ROWS_SQL = (
    """
    select count(*), count(*) filter (where r.decision = 'accepted'), count(e.started_at)
    from enrolment e join referral r on r.enrolment_id = e.id where e.programme = :programme
    """,
    "select state, end_reason, count(*) from enrolment where programme = :programme group by 1, 2",
    """
    select date_trunc('quarter', started_at), count(*), avg(started_at::date - referred_at::date),
        stddev_samp(started_at::date - referred_at::date),
        percentile_cont(0.5) within group (order by started_at::date - referred_at::date)
    from enrolment where programme = :programme group by 1
    """,
    """
    select r.occasion, r.instrument, r.band, count(*), avg(r.total), stddev_samp(r.total) from response r
    join enrolment e on e.id = r.enrolment_id where e.programme = :programme group by 1, 2, 3
    """,
    _PAIRED,
    """
    select p.key, l.occasion, count(*), avg((s.subscores ->> p.key)::float), avg(p.value::float),
        corr((s.subscores ->> p.key)::float, p.value::float)
    from response s join response l on l.enrolment_id = s.enrolment_id and l.instrument = s.instrument
    join enrolment e on e.id = s.enrolment_id cross join lateral json_each_text(l.subscores::json) p
    where e.programme = :programme and s.occasion = 'start' and l.occasion <> 'start' group by 1, 2
    """,
    """
    select s.band, l.occasion, l.band, count(*) from response s
    join response l on l.enrolment_id = s.enrolment_id and l.instrument = s.instrument
    join enrolment e on e.id = s.enrolment_id
    where e.programme = :programme and s.occasion = 'start' and l.occasion <> 'start' and s.band is not null group by 1, 2, 3
    """,
)
"""Most of what the page shows, from everybody's own rows."""
