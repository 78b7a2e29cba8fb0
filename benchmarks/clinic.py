"""A clinic with thousands of patients, quickly. One patient is treated through the services; the others are copies of
her rows, made by the database, with names, sessions and reasons to act of their own."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Integer, String, Table, and_, cast, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from benchmarks.outcome import FEW
from varde.assessments.models import Response
from varde.assessments.service import KIND, open_sheet, submit
from varde.caseload.models import CaseloadRow
from varde.dialogue.models import Message, Thread
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.identity.models import Person, WebSession
from varde.identity.sessions import hashed, start_session
from varde.instruments.values import Instrument
from varde.kernel.db import Base
from varde.kernel.work import Work
from varde.modules.progress import finish_step, path_of
from varde.notifications.models import Delivery
from varde.plugin.simulated_answers import simulated_answers
from varde.scheduling import agenda
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house
from varde_demo.acting import actor_of
from varde_demo.names import FAMILY_NAMES, GIVEN_NAMES
from varde_demo.words import QUESTIONS

PROGRAMME, TRACK, OPEN_OCCASION = "emeistring", "depression", "week-1"
"""The occasion that is open now and asks PHQ-9 first, so that one PHQ-9 can be handed in by every patient."""
DAYS_IN = 9
STEPS_DONE = 4
OTHERS = 200


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody signed in: the person, the cookie's key, and (for a patient) the open questionnaire."""

    person_id: int
    key: str
    agenda_id: int = 0

    @property
    def cookie(self) -> str:
        return f"varde={self.key}"


@dataclass(frozen=True, slots=True)
class Clinic:
    """Who there is. ``few`` and ``many`` are therapists, with 50 patients and with the rest."""

    patients: Sequence[Visitor]
    few: Visitor
    many: Visitor


def build(database_url: str, many: int) -> Clinic:
    """Migrate an empty database and fill it: ``FEW`` patients for one therapist, ``many`` for the other."""
    now = datetime.now(UTC)
    house = make_house(database_url, at=now - timedelta(days=DAYS_IN))
    few, others = (
        house.person(given, "Holm", ("therapist", house.clinic), title="psykolog") for given in ("Sara", "Ida")
    )
    first = house.enrolled(house.person("Tor", "Vik"), others, PROGRAMME, TRACK)
    treated(house, first)
    while house.clock.now() < now:
        house.clock.set(min(house.clock.now() + timedelta(days=1), now))
        agenda.tick(house.platform)
        house.platform.drain()
    _wrote(house, first, others)
    with house.work() as work:
        people = _copies(work, first, FEW + many - 1)
        for therapist, theirs in ((few, people[:FEW]), (others, people[FEW:])):
            _assign(work.session, therapist.id, theirs[0], theirs[-1])
        _spread(work, few.id)
        found = Clinic(_signed_in(work, first), staff_session(work, few), staff_session(work, others))
    with house.platform.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    house.platform.engine.dispose()
    return found


# --- the one who is treated


def treated(house: House, enrolment_id: int) -> None:
    """A patient answers what is asked at the start, and does the first steps."""
    rng = random.Random(1)
    with house.work() as work:
        enrolment = _enrolment(work, enrolment_id)
        patient = actor_of(enrolment.person)
        item = work.session.scalars(
            select(AgendaItem).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == "start")
        ).one()
        sheet = open_sheet(work, patient, item.id, write=True)
        while sheet.unanswered:
            key = sheet.unanswered[0]
            instrument = work.catalogue.one(Instrument, key)
            # A safety question answered with yes raises an alert, which is another, rarer page.
            calm = {item.key: item.low for item in instrument.safety_items}
            submit(work, patient, sheet, key, {**simulated_answers(instrument, 0.6, rng), **calm})
        for _ in range(STEPS_DONE):
            view = path_of(work, enrolment, "nb").here
            if view and view.next_step:
                finish_step(work, enrolment, view, view.next_step)
                work.session.flush()


def _wrote(house: House, enrolment_id: int, therapist: Person) -> None:
    """A question, its answer, and a video appointment."""
    with house.work() as work:
        enrolment = _enrolment(work, enrolment_id)
        write(work, actor_of(enrolment.person), enrolment, QUESTIONS[0].question.nb, "one")
        write(work, actor_of(therapist, house.clinic), enrolment, QUESTIONS[0].answer.nb, "two")
        book(work, enrolment_id, therapist.id, "video", work.now + timedelta(days=2), 30)
    house.platform.drain()


def _enrolment(work: Work, enrolment_id: int) -> Enrolment:
    found = work.session.get(Enrolment, enrolment_id)
    assert found is not None
    return found


# --- the copies


def _copies(work: Work, first: int, wanted: int) -> list[int]:
    """Copy a whole enrolment ``wanted`` times. Returns all enrolment ids, the first one's included."""
    session, rng = work.session, random.Random(2)
    original = _enrolment(work, first)
    phone = original.person.phone_sealed
    rows = [
        {
            "given_name": rng.choice(GIVEN_NAMES),
            "family_name": rng.choice(FAMILY_NAMES),
            "language": "nb",
            "title": "",
            "birth_date": date(1950, 1, 1) + timedelta(days=rng.randrange(19_000)),
            "phone_sealed": phone,
            "created_at": work.now,
        }
        for _ in range(wanted)
    ]
    session.execute(insert(Person), rows)
    new_people = and_(Person.id > original.person_id, Person.phone_sealed.is_not(None))
    _copy(session, Enrolment.__table__, Enrolment.id == first, {"person_id": Person.id}, Person.__table__, new_people)
    everyone = Enrolment.id != first
    copied = Enrolment.__table__
    named = copied.join(Person.__table__, Person.id == Enrolment.person_id)
    born = func.extract("year", Person.birth_date)
    row = {"enrolment_id": Enrolment.id, "name": Person.given_name + " " + Person.family_name, "birth_year": born}
    _copy(session, CaseloadRow.__table__, CaseloadRow.enrolment_id == first, row, named, everyone)
    _copy(session, Thread.__table__, Thread.enrolment_id == first, {"enrolment_id": Enrolment.id}, copied, everyone)
    _write_again(session, first)
    own = {
        "enrolment_id": Enrolment.id,
        "person_id": Enrolment.person_id,
        "key": func.concat(Delivery.key, "-", Enrolment.id),
    }
    _copy(session, Delivery.__table__, Delivery.enrolment_id == first, own, copied, everyone)
    for name in (
        "agenda_item",
        "referral",
        "enrolment_event",
        "enrolment_activity",
        "module_state",
        "appointment",
        "contribution",
    ):
        table = Base.metadata.tables[name]
        new: dict[str, Any] = {"enrolment_id": Enrolment.id}
        if "uid" in table.c:  # what calendars know each by
            new["uid"] = func.substr(table.c.uid, 1, 20) + cast(Enrolment.id, String)
        _copy(session, table, table.c.enrolment_id == first, new, copied, everyone)
    item, old = AgendaItem.__table__.alias("item"), AgendaItem.__table__.alias("old")
    same = and_(item.c.kind == old.c.kind, item.c.key == old.c.key, item.c.occurrence == old.c.occurrence)
    items = item.join(old, and_(same, old.c.enrolment_id == first))
    answered = and_(item.c.enrolment_id != first, Response.agenda_id == old.c.id)
    own = {"enrolment_id": item.c.enrolment_id, "agenda_id": item.c.id}
    _copy(session, Response.__table__, Response.enrolment_id == first, own, items, answered)
    return list(session.scalars(select(Enrolment.id).order_by(Enrolment.id)))


def _write_again(session: Session, first: int) -> None:
    """Write the first enrolment's messages in every other thread. A copied row would not open: it is sealed for its own."""
    written = session.scalars(select(Message).where(Message.enrolment_id == first).order_by(Message.id)).all()
    for enrolment_id in session.scalars(select(Enrolment.id).where(Enrolment.id != first)):
        session.add_all(
            Message(
                enrolment_id=enrolment_id,
                author_id=message.author_id,
                from_patient=message.from_patient,
                body=message.body,
                sent_at=message.sent_at,
                read_at=message.read_at,
                idempotency_key=f"{message.idempotency_key}-{enrolment_id}",
            )
            for message in written
        )
    session.flush()


def _copy(session: Session, table: Any, which: Any, changed: Mapping[str, Any], over: Any, where: Any) -> None:
    """Insert each row of ``table`` that is ``which`` once for each row of ``over``, with these columns ``changed``."""
    assert isinstance(table, Table)
    made = {column.name for column in table.columns if column.computed is not None}
    made |= {column.name for column in table.primary_key if column.name == "id"}
    columns = [column for column in table.columns if column.name not in made]
    values = [changed.get(column.name, column) for column in columns]
    rows = select(*values).select_from(table.join(over, literal(True))).where(which, where)
    session.execute(insert(table).from_select([column.name for column in columns], rows))


def _assign(session: Session, therapist_id: int, first: int, last: int) -> None:
    for rows, key in ((Enrolment, Enrolment.id), (CaseloadRow, CaseloadRow.enrolment_id)):
        session.execute(
            update(rows).where(key.between(first, last)).values(therapist_id=therapist_id),
            execution_options={"synchronize_session": False},
        )


def _spread(work: Work, few_id: int) -> None:
    """Give one in four a reason to act, of all kinds, since different times; and everybody whose therapist has few, so
    that both therapists' pages are full."""
    hours = func.make_interval(0, 0, 0, 0, cast(CaseloadRow.enrolment_id % 97, Integer))
    clear = dict.fromkeys(("unanswered_since", "overdue_since", "deterioration_since", "inactive_since"))
    work.session.execute(update(CaseloadRow).values(**clear), execution_options={"synchronize_session": False})
    for number, column in enumerate(clear):
        few = and_(CaseloadRow.therapist_id == few_id, CaseloadRow.enrolment_id % 4 == number)
        theirs = or_(CaseloadRow.enrolment_id % 16 == number, few)
        work.session.execute(
            update(CaseloadRow).where(theirs).values({column: work.now - hours}),
            execution_options={"synchronize_session": False},
        )


def crowd(work: Work, first: int, wanted: int) -> None:
    """``wanted`` more patients of the clinic, each of one of :data:`OTHERS` therapists: what the list of a therapist must not cost
    more for. They have a person, an enrolment, a row of the caseload and a thread; what only their own pages read is left out."""
    session, made = work.session, Person.created_at.type
    number = select(func.generate_series(1, wanted).label("number")).subquery()
    last = session.scalar(select(func.max(Person.id))) or 0
    columns = {"given_name": "Mange", "family_name": "Andre", "language": "nb", "title": ""}
    values: list[Any] = [*map(literal, columns.values()), literal(date(1970, 1, 1)), literal(work.now, made)]
    rows = select(*values).select_from(number)
    session.execute(insert(Person).from_select([*columns, "birth_date", "created_at"], rows))
    lowest = session.scalar(select(func.min(Person.id)).where(Person.id > last)) or 0
    own = {"person_id": Person.id, "therapist_id": lowest + Person.id % min(OTHERS, wanted)}
    people = Person.__table__
    newest = session.scalar(select(func.max(Enrolment.id))) or 0
    _copy(session, Enrolment.__table__, Enrolment.id == first, own, people, Person.id > last)
    copied, added = Enrolment.__table__, Enrolment.id > newest
    row = {"enrolment_id": Enrolment.id, "therapist_id": Enrolment.therapist_id}
    _copy(session, CaseloadRow.__table__, CaseloadRow.enrolment_id == first, row, copied, added)
    _copy(session, Thread.__table__, Thread.enrolment_id == first, {"enrolment_id": Enrolment.id}, copied, added)


# --- who is signed in


def _signed_in(work: Work, first: int) -> list[Visitor]:
    """Every patient signed in, with her open questionnaire; the first one last, who has notices of her own."""
    rows = work.session.execute(
        select(Enrolment.person_id, AgendaItem.id)
        .join(AgendaItem, AgendaItem.enrolment_id == Enrolment.id)
        .where(AgendaItem.kind == KIND, AgendaItem.key == OPEN_OCCASION, Enrolment.id != first)
        .order_by(Enrolment.id)
    ).all()
    visitors = [Visitor(person_id, secrets.token_urlsafe(32), agenda_id) for person_id, agenda_id in rows]
    times = {"created_at": work.now, "seen_at": work.now, "ends_at": work.now + timedelta(hours=8)}
    issuer = {"issuer": "https://issuer.test", "issuer_key": "idporten", "acr": "idporten-loa-high", "browser": ""}
    work.session.execute(
        insert(WebSession),
        [
            {"key_hash": hashed(v.key), "person_id": v.person_id, "subject": f"s{v.person_id}", **issuer, **times}
            for v in visitors
        ],
    )
    return visitors


def staff_session(work: Work, person: Person) -> Visitor:
    key = start_session(
        work,
        person,
        issuer="https://issuer.test",
        issuer_key="helseid",
        subject=f"s{person.id}",
        sid=None,
        acr="idporten-loa-high",
        id_token="x",
    )
    return Visitor(person.id, key)
