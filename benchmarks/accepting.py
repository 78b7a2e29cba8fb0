"""What it costs to accept a questionnaire from a patient with a long history, compared with one who has hardly any.

Processor time and SQL statements of opening the occasion, handing in one instrument and committing; then, apart, of the
job that counts the patient into benefits afterwards. On SQLite, in this process.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select

from benchmarks.outcome import Outcome, Sizes
from varde.assessments.models import Response
from varde.assessments.service import KIND, open_sheet, submit
from varde.identity.models import Person
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.plugin.simulated_answers import simulated_answers
from varde.scheduling.agenda import plan
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house

MOST_RATIO = 2.0


@dataclass(frozen=True, slots=True)
class Case:
    """A patient who answers ``instrument`` at ``occasion``, and answered it before at ``earlier``."""

    name: str
    programme: str
    track: str | None
    instrument: str
    occasion: str
    earlier: str


CASES = (
    Case("accepting: ibs-sss, a planned form", "ibs", None, "ibs-sss", "3m", "symptoms"),
    Case("accepting: ibs-sss, asked for again and again", "ibs", None, "ibs-sss", "symptoms", "symptoms"),
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """One questionnaire accepted from a patient with ``earlier`` responses: medians of the repeats."""

    earlier: int
    milliseconds: float
    statements: int
    counting_milliseconds: float


def run(sizes: Sizes) -> list[Outcome]:
    """Each case with a growing history. The ratio is the longest against the shortest."""
    return [_grown(case, sizes) for case in CASES]


def _grown(case: Case, sizes: Sizes) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="varde-bench-") as folder:
        house = make_house(f"sqlite:///{Path(folder) / 'varde.sqlite'}")
        therapist = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
        found = [_accepted(house, therapist, case, earlier, sizes) for earlier in sizes.histories]
        house.platform.engine.dispose()
    few, many = found[0], found[-1]
    ratio = many.milliseconds / few.milliseconds
    faults = []
    if many.statements != few.statements:
        faults.append(
            f"It made {few.statements} statements after {few.earlier} and {many.statements} after {many.earlier}."
        )
    if sizes.timed and ratio > MOST_RATIO:
        faults.append(f"It cost {ratio:.1f} times as much after {many.earlier} as after {few.earlier}.")
    return Outcome(
        case.name,
        f"{many.milliseconds:.1f} ms of processor, {many.statements} statements after {many.earlier} responses",
        f"{few.milliseconds:.1f} ms, {few.statements} statements after {few.earlier}",
        ratio,
        f"ratio {MOST_RATIO:g}, equal statements",
        tuple(faults),
        {"histories": [asdict(one) for one in found]},
    )


def _accepted(house: House, therapist: Person, case: Case, earlier: int, sizes: Sizes) -> Accepted:
    patient = house.person("Kari", f"Nr {earlier}")
    enrolment_id = house.enrolled(patient, therapist, case.programme, case.track)
    _remembered(house, case, enrolment_id, earlier)
    house.platform.drain()
    taken, counted, statements = [], [], 0
    for _ in range(sizes.accepted + 1):
        agenda_id = _open(house, case, enrolment_id, earlier)
        with house.counted() as made:
            begun = time.process_time()
            _hand_in(house, patient, case, agenda_id)
            taken.append(time.process_time() - begun)
        statements = len(made)
        begun = time.process_time()
        house.platform.drain()
        counted.append(time.process_time() - begun)
        _forget(house, agenda_id)
    # The first fills the caches of statements that everybody shares.
    return Accepted(earlier, statistics.median(taken[1:]) * 1e3, statements, statistics.median(counted[1:]) * 1e3)


def _hand_in(house: House, patient: Person, case: Case, agenda_id: int) -> None:
    with house.work() as work:
        instrument = work.catalogue.one(Instrument, case.instrument)
        actor = house.actor(patient)
        sheet = open_sheet(work, actor, agenda_id, write=True)
        submit(work, actor, sheet, case.instrument, _answers(instrument))


def _answers(instrument: Instrument) -> dict[str, object]:
    """The same each time: a change for the worse raises an alert, which is another, rarer thing."""
    return simulated_answers(instrument, 0.5, random.Random(1))


def _open(house: House, case: Case, enrolment_id: int, occurrence: int) -> int:
    with house.work() as work:
        item = plan(
            work,
            enrolment_id,
            KIND,
            case.occasion,
            opens_at=work.now,
            due_at=work.now + timedelta(days=7),
            occurrence=occurrence + 1,
        )
        work.session.flush()
        return item.id


def _forget(house: House, agenda_id: int) -> None:
    """So that the next one meets the same history."""
    with house.work() as work:
        work.session.execute(delete(Response).where(Response.agenda_id == agenda_id))
        work.session.execute(delete(AgendaItem).where(AgendaItem.id == agenda_id))


def _remembered(house: House, case: Case, enrolment_id: int, earlier: int) -> None:
    """Earlier responses, a day apart and put straight into the tables."""
    with house.work() as work:
        instrument = work.catalogue.one(Instrument, case.instrument)
        answers = _answers(instrument)
        scored = score(instrument, answers)
        days = [work.now - timedelta(days=earlier - place) for place in range(earlier)]
        work.session.execute(
            insert(AgendaItem),
            [
                {
                    "enrolment_id": enrolment_id,
                    "kind": KIND,
                    "key": case.earlier,
                    "occurrence": place + 1,
                    "opens_at": at,
                    "due_at": at,
                    "closes_at": at,
                    "state": "done",
                    "done_at": at,
                    "stands": False,
                    "details": {},
                }
                for place, at in enumerate(days)
            ],
        )
        ids = work.session.scalars(
            select(AgendaItem.id)
            .where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == case.earlier, AgendaItem.occurrence > 0)
            .order_by(AgendaItem.occurrence)
        ).all()
        work.session.execute(
            insert(Response),
            [
                {
                    "enrolment_id": enrolment_id,
                    "agenda_id": agenda_id,
                    "occasion": case.earlier,
                    "instrument": instrument.key,
                    "version": instrument.version,
                    "answers": answers,
                    "saved_at": at,
                    "submitted_at": at,
                    "mode": "patient",
                    "context": {},
                    "status": scored.status,
                    "total": scored.total,
                    "band": scored.band,
                    "subscores": dict(scored.subscores),
                    "flags": dict(scored.flags),
                    "n_missing": scored.n_missing,
                    "edition": 1,
                }
                for agenda_id, at in zip(ids, days, strict=True)
            ],
        )
