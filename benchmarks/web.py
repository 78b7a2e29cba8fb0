"""Pages under load on PostgreSQL, served by ``varde serve --workers 2``, each compared with a bare Flask page on the
same database under the same web server, in turns of one run; and the SQL statements that each page makes."""

from __future__ import annotations

import itertools
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, g
from sqlalchemy import event, func, select

from benchmarks.clinic import Clinic, Visitor, build, crowd
from benchmarks.load import Connection, Measured, Unexpected, Visit, turn
from benchmarks.outcome import FEW, Outcome, Sizes, at_most
from benchmarks.programs import Served, bare_serving, durable_postgres, postmaster_of, processor_seconds, varde_serving
from varde.app import create_app
from varde.enrolments.models import Enrolment
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.settings import read_settings
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.testing.house import environment
from varde.testing.servers import fresh_database, redis_server
from varde.web.shell import http

SUBMISSION_STATEMENTS = 10
CASELOAD_MS = 200
"""Processor time that a caseload page may cost, however many patients there are."""
GROWTH_LIMIT = 2.0
"""What a page of 5,000 may cost of a page of 50 that shows as many rows. Not 1, because the reasons of all are counted."""
AMONG_LIMIT = 1.3
"""What a caseload may cost among a million patients of others of what it costs without them: the list is flat."""
HOME, CASELOAD, SHEET = "/min-sti", "/arbeidsliste", "/skjema/{}"
HOME_PAGE, HAND_IN, LAST_PART = "web: patient home", "web: hand in a PHQ-9", "web: hand in the last part"
ALERT = "web: hand in a PHQ-9 that raises an alert"
WARM_UP_SECONDS = 0.7


def run(sizes: Sizes) -> list[Outcome]:
    """Fill a database, count statements, then load the pages in turn.

    :raises MissingProgram: PostgreSQL or Redis is not installed.
    """
    with ExitStack() as running:
        server = running.enter_context(durable_postgres())
        url = running.enter_context(fresh_database(server))
        redis_url = running.enter_context(redis_server())
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="varde-bench-")))
        settings = environment(url, VARDE_REDIS_URL=redis_url)
        clinic = build(url, sizes.caseload)
        here = make_platform(read_settings(settings))
        running.callback(here.engine.dispose)
        pages = Pages(here, clinic)
        counted = pages.count()
        bare = running.enter_context(bare_serving(url, folder, sizes.workers))
        varde = running.enter_context(varde_serving(settings, folder, sizes.workers))
        took = load(bare, varde, postmaster_of(server), pages, sizes)
        found = [_outcome(name, took, counted, sizes) for name in pages.visits]
        found.append(_growth(pages, took, counted, sizes))
        if sizes.among:
            fill_among(here, sizes.among)
            pages.only_caseloads()
            among = load(bare, varde, postmaster_of(server), pages, sizes)
            found += [_among(name, took, among, counted[name], pages.statements(name), sizes) for name in pages.visits]
    return found


def fill_among(here: Platform, wanted: int) -> None:
    """So many patients of others in the same clinic, and the database told of it."""
    with here.work() as work:
        first = work.session.scalar(select(func.max(Enrolment.id)))
        assert first is not None
        crowd(work, first, wanted)
    with here.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


class Pages:
    """The visits that are measured, by name, and the statements each makes."""

    def __init__(self, here: Platform, clinic: Clinic) -> None:
        self.here, self.clinic, self.app = here, clinic, create_app(here)
        self.tokens = {visitor.key: token(self.app, visitor) for visitor in clinic.patients}
        self._next = _Each(clinic.patients)
        self._around = itertools.cycle(clinic.patients)
        self._lock = threading.Lock()
        many = len(clinic.patients) + 1 - FEW
        self.few, self.many = f"web: caseload of {FEW}", f"web: caseload of {many:,}".replace(",", " ")
        self.visits: dict[str, Visit] = {
            HOME_PAGE: self._home,
            HAND_IN: self._hand_in,
            self.few: lambda connection: self._caseload(connection, clinic.few),
            self.many: lambda connection: self._caseload(connection, clinic.many),
        }

    def _home(self, connection: Connection) -> None:
        with self._lock:
            visitor = next(self._around)
        connection.get(HOME, visitor.cookie)

    def _hand_in(self, connection: Connection) -> None:
        visitor = self._next()
        after = connection.post(SHEET.format(visitor.agenda_id), visitor.cookie, self._form(visitor, "phq-9"))
        connection.get(after, visitor.cookie)

    def _form(self, visitor: Visitor, key: str, safety: str = "0") -> dict[str, str]:
        """A whole questionnaire as its page sends it: the second choice, but ``safety`` to the questions about that."""
        instrument = self.here.catalogue.one(Instrument, key)
        answers = {item.key: safety if item.safety else "1" for item in items_of(instrument)}
        more = {"instrument": key, "version": instrument.version, "csrf_token": self.tokens[visitor.key]}
        return answers | more

    @staticmethod
    def _caseload(connection: Connection, therapist: Visitor) -> None:
        connection.get(CASELOAD, therapist.cookie)

    def only_caseloads(self) -> None:
        """From now on the other pages are not loaded."""
        self.visits = {name: visit for name, visit in self.visits.items() if name in (self.few, self.many)}

    def statements(self, name: str) -> list[str]:
        """Those of a caseload, in this process."""
        with statements_of(self.here) as statements:
            self._open(self.clinic.few if name == self.few else self.clinic.many, CASELOAD)
        return statements

    def count(self) -> dict[str, list[str]]:
        """The statements of each visit, in this process, when its page was opened before."""
        patient, worried, home = self._next(), self._next(), self.clinic.patients[0]
        sheet = SHEET.format(patient.agenda_id)
        deeds: dict[str, Callable[[], None]] = {
            HOME_PAGE: lambda: self._open(home, HOME),
            HAND_IN: lambda: self._open(patient, sheet, self._form(patient, "phq-9")),
            LAST_PART: lambda: self._open(patient, sheet, self._form(patient, "gad-7")),
            ALERT: lambda: self._open(
                worried, SHEET.format(worried.agenda_id), self._form(worried, "phq-9", safety="2")
            ),
            self.few: lambda: self._open(self.clinic.few, CASELOAD),
            self.many: lambda: self._open(self.clinic.many, CASELOAD),
        }
        self._open(home, HOME)
        found = {}
        for name, deed in deeds.items():
            with statements_of(self.here) as statements:
                deed()
            found[name] = statements
        return found

    def _open(self, visitor: Visitor, path: str, fields: dict[str, str] | None = None) -> None:
        client = self.app.test_client()
        client.set_cookie("varde", visitor.key, domain="localhost")
        answer = client.post(path, data=fields) if fields else client.get(path)
        if fields:
            if answer.status_code != 303:
                raise Unexpected(f"POST {path} answered {answer.status_code}: {answer.get_data(as_text=True)[-600:]}")
            path = answer.headers["Location"]
            answer = client.get(path)
        if answer.status_code != 200:
            raise Unexpected(f"GET {path} answered {answer.status_code}: {answer.get_data(as_text=True)[-600:]}")


class _Each:
    """Every visitor once, whichever thread asks. :raises Unexpected: when there are no more."""

    def __init__(self, visitors: Any) -> None:
        self._visitors, self._lock = iter(visitors), threading.Lock()

    def __call__(self) -> Visitor:
        with self._lock:
            for visitor in self._visitors:
                assert isinstance(visitor, Visitor)
                return visitor
        raise Unexpected("every patient has handed in; run with a larger --caseload or fewer --seconds")


def token(app: Flask, visitor: Visitor) -> str:
    """The forgery token that this visitor's pages carry."""
    with app.app_context():
        g.session_key = visitor.key
        return http.csrf_token()


@contextmanager
def statements_of(here: Platform) -> Iterator[list[str]]:
    """The SQL statements that are executed inside, transaction control left out."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(here.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(here.engine, "before_cursor_execute", note)


def load(bare: Served, varde: Served, postmaster: int, pages: Pages, sizes: Sizes) -> dict[str, Measured]:
    """Turns of load: the bare page, then each of ours, and again, so that a busy neighbour meets them all."""
    around, lock = itertools.cycle(pages.clinic.patients), threading.Lock()

    def open_bare(connection: Connection) -> None:
        with lock:
            visitor = next(around)
        connection.get(f"/person/{visitor.person_id}")

    everything: dict[str, tuple[Served, Visit]] = {"bare": (bare, open_bare)}
    everything |= {name: (varde, visit) for name, visit in pages.visits.items()}
    took = {name: Measured() for name in everything}
    for where, visit in everything.values():
        turn(where.port, visit, sizes.clients, min(WARM_UP_SECONDS, sizes.seconds), time.process_time, Measured())
    for _ in range(sizes.rounds):
        for name, (where, visit) in everything.items():
            used = partial(processor_seconds, where.pid, postmaster)
            turn(where.port, visit, sizes.clients, sizes.seconds, used, took[name])
    return took


def _outcome(name: str, took: dict[str, Measured], counted: dict[str, list[str]], sizes: Sizes) -> Outcome:
    ours, bare, statements = took[name], took["bare"], counted[name]
    limit, faults = _limits(name, ours, counted, sizes)
    also = {other: len(counted[other]) for other in (LAST_PART, ALERT)} if name == HAND_IN else {}
    return Outcome(
        name,
        f"{said_of(ours)}, {len(statements)} statements",
        f"a bare page: {said_of(bare)}",
        ratio_of(ours, bare),
        limit,
        faults,
        {**ours.as_json(), "statements": statements, "also": also, "bare": bare.as_json()},
    )


def said_of(measured: Measured) -> str:
    """What one kind of visit took, for the table."""
    return (
        f"{measured.cost:.1f} ms of processor; {measured.rate:.0f}/s, "
        f"median {measured.median:.0f} ms, p95 {measured.p95:.0f} ms"
    )


def ratio_of(ours: Measured, theirs: Measured) -> float:
    """The median over the turns of what ours cost for what theirs did, in processor time."""
    return statistics.median(mine / other for mine, other in zip(ours.costs, theirs.costs, strict=True) if other)


def _limits(name: str, ours: Measured, counted: dict[str, list[str]], sizes: Sizes) -> tuple[str, tuple[str, ...]]:
    if name == HAND_IN:
        most = max(len(counted[HAND_IN]), len(counted[LAST_PART]))
        faults = at_most("A questionnaire handed in and the page after it", most, SUBMISSION_STATEMENTS, "statements")
        return f"{SUBMISSION_STATEMENTS} statements, POST and GET", faults
    if "caseload" not in name:
        return "", ()
    faults = at_most("A caseload page", round(ours.cost), CASELOAD_MS, "ms of processor") if sizes.timed else ()
    return f"{CASELOAD_MS} ms of processor", faults


def _growth(pages: Pages, took: dict[str, Measured], counted: dict[str, list[str]], sizes: Sizes) -> Outcome:
    """The large caseload against the small one; both show a full page."""
    few, many = len(counted[pages.few]), len(counted[pages.many])
    ratio, faults = ratio_of(took[pages.many], took[pages.few]), tuple[str, ...]()
    if many > few:  # who is overdue costs two more where somebody is
        faults += (f"The statements grow with the patients: {few} with {FEW} patients and {many} with more.",)
    if sizes.timed:
        faults += at_most("The large caseload", round(ratio, 2), GROWTH_LIMIT, "times the small one")
    return Outcome(
        "web: caseload, large against small",
        f"{took[pages.many].cost:.1f} ms of processor, {many} statements",
        f"{FEW} patients: {took[pages.few].cost:.1f} ms, {few} statements",
        ratio,
        f"ratio {GROWTH_LIMIT:g}, no more statements",
        faults,
    )


def _among(
    name: str,
    before: dict[str, Measured],
    after: dict[str, Measured],
    statements: list[str],
    statements_after: list[str],
    sizes: Sizes,
) -> Outcome:
    """A caseload among many patients of others against the same before they came, each as a ratio to the bare page of its own
    turns: what the machine did meanwhile falls out."""
    ratio = ratio_of(after[name], after["bare"]) / ratio_of(before[name], before["bare"])
    faults = tuple[str, ...]()
    if len(statements_after) > len(statements):  # the first visit of a day is noted, and makes two more
        grown = f"{len(statements)} before and {len(statements_after)} after"
        faults += (f"The statements grow with the patients of others: {grown}.",)
    if sizes.timed:
        faults += at_most(f"{name}, among {sizes.among}", round(ratio, 2), AMONG_LIMIT, "times what it cost before")
    return Outcome(
        f"{name}, among {sizes.among}",
        f"{said_of(after[name])}, {len(statements_after)} statements",
        f"before they came: {said_of(before[name])}, {len(statements)} statements",
        ratio,
        f"ratio {AMONG_LIMIT:g} of what each costs of a bare page, no more statements",
        faults,
        {**after[name].as_json(), "bare": after["bare"].as_json()},
    )
