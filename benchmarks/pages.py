"""What a page costs in this process: processor time and, under callgrind, machine instructions, each compared with the bare
page (:mod:`benchmarks.bare`) in turns of one run.

On SQLite and through WSGI, with neither web server nor network: what is left is Varde, Flask, SQLAlchemy and the database.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select, update
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks import bare
from benchmarks.clinic import DAYS_IN, OPEN_OCCASION, PROGRAMME, TRACK, Visitor, staff_session, treated
from benchmarks.outcome import FEW, FULL, Outcome, Sizes, at_most
from varde.app import create_app
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Enrolment
from varde.identity.sessions import start_session
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.garbage import keep_what_is_loaded, look_for_garbage_seldom
from varde.kernel.words import Text
from varde.kernel.work import Platform
from varde.kinds.asking import written_out
from varde.kinds.kind import InventedPerson
from varde.modules.dated import dated_kind
from varde.modules.progress import path_of
from varde.platform import make_platform
from varde.programmes.values import Exercise
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house, settings_for
from varde.testing.servers import MissingProgram
from varde.web.shell import http

BARE, HOME, MODULE, ENTRY, HAND_IN, CASELOAD = (
    "bare",
    "pages: patient home",
    "pages: a step of a module",
    "pages: write an entry",
    "pages: hand in a PHQ-9",
    f"pages: caseload of {FEW}",
)
LIMITS: Mapping[str, tuple[float, int]] = {
    HOME: (7, 11),
    MODULE: (5, 11),
    ENTRY: (16, 24),
    HAND_IN: (8, 10),
    CASELOAD: (12, 12),
}
"""By page how many times the bare page it may cost, in processor time and in instructions, and its most SQL statements.
Handing in and writing an entry are the POST and the page after it. A course has nine modules, a diary, goals, homework that was
answered and what is safe to open, all on her home; a list has plugins' reasons, what is new, quoted messages and views."""
WARM_UPS, TURNS, VISITS = 3, 9, 2
COUNTED_VISITS = 4
ADDRESS = {HOME: "/min-sti", CASELOAD: "/arbeidsliste"}


@dataclass(frozen=True, slots=True)
class Clinic:
    """Who open pages: ``few`` a therapist with fifty patients, ``home`` one of these, ``handing_in`` others."""

    few: Visitor
    home: Visitor
    module: str
    exercise: str
    """The address of an exercise that she writes in again and again."""
    entry: Mapping[str, str]
    """What she writes in it."""
    handing_in: tuple[Visitor, ...]


def run(sizes: Sizes) -> list[Outcome]:
    """Fill a database; time the pages in turn; count instructions on a copy of it when asked to.

    :raises MissingProgram: instructions are asked for and valgrind is not installed.
    """
    if sizes.instructions and shutil.which("valgrind") is None:
        raise MissingProgram("valgrind", "apt-get install valgrind")
    with tempfile.TemporaryDirectory(prefix="varde-bench-") as name:
        folder = Path(name)
        clinic = build(f"sqlite:///{folder / 'varde.sqlite'}", sizes.handing_in)
        (folder / "clinic.json").write_text(json.dumps(asdict(clinic)), encoding="utf-8")
        if sizes.instructions:
            shutil.copyfile(folder / "varde.sqlite", folder / "counted.sqlite")
        pages = Pages(folder / "varde.sqlite", clinic)
        statements, took = pages.statements(), pages.time(TURNS if sizes.timed else 1)
        instructions = count_instructions(folder) if sizes.instructions else {}
    return [_outcome(name, took, statements[name], instructions, timed=sizes.timed) for name in LIMITS]


class Pages:
    """The pages of one database, opened through WSGI."""

    def __init__(self, file: Path, clinic: Clinic) -> None:
        url = f"sqlite:///{file}"
        os.environ["BARE_DATABASE_URL"] = url
        self.here: Platform = make_platform(settings_for(url))
        self.ours, self.bare, self.clinic = create_app(self.here), bare.make_app(), clinic
        look_for_garbage_seldom()  # as the web server does
        keep_what_is_loaded()
        self._handing_in, self._entries = iter(clinic.handing_in), itertools.count()
        self.visits: dict[str, Callable[[], None]] = {
            BARE: lambda: self._get(self.bare, f"/person/{clinic.home.person_id}", clinic.home),
            HOME: lambda: self._get(self.ours, ADDRESS[HOME], clinic.home),
            MODULE: lambda: self._get(self.ours, clinic.module, clinic.home),
            ENTRY: self._write_entry,
            HAND_IN: self._hand_in,
            CASELOAD: lambda: self._get(self.ours, ADDRESS[CASELOAD], clinic.few),
        }

    def time(self, turns: int) -> dict[str, list[float]]:
        """Milliseconds of processor for one visit to each page, one figure for each turn.

        The least of them says what it costs: a busy neighbour adds more to a large page than to the bare one."""
        took: dict[str, list[float]] = {name: [] for name in self.visits}
        for _ in range(turns):
            for name, visit in self.visits.items():
                visits = 1 if name == HAND_IN else VISITS * (10 if name == BARE else 1)
                begun = time.process_time()
                for _ in range(visits):
                    visit()
                took[name].append((time.process_time() - begun) * 1e3 / visits)
        return took

    def statements(self) -> dict[str, list[str]]:
        """The SQL statements of each page, transaction control left out, when it was opened before."""
        made: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            # Once a minute the session is noted as seen, and a slow machine takes that long from who signs in to her page.
            if not statement.startswith(("BEGIN", "UPDATE web_session SET seen_at")):
                made.append(statement)

        counted = {}
        event.listen(self.here.engine, "before_cursor_execute", note)
        for name, visit in self.visits.items():
            for _ in range(WARM_UPS):
                visit()
            made.clear()
            visit()
            counted[name] = list(made)
        event.remove(self.here.engine, "before_cursor_execute", note)
        return counted

    def _hand_in(self) -> None:
        visitor = next(self._handing_in)
        location = self._ask(self.ours, f"/skjema/{visitor.agenda_id}", visitor, 303, self._form(visitor))
        self._get(self.ours, location, visitor)

    def _write_entry(self) -> None:
        """One more each time, so that the list of them is long before the run has ended."""
        visitor, form = self.clinic.home, {**self.clinic.entry, "once": f"entry-{next(self._entries)}"}
        here = self.clinic.exercise
        location = self._ask(self.ours, f"{here}/innforing", visitor, 303, {**form, "csrf_token": self._token(visitor)})
        self._get(self.ours, location, visitor)

    def _token(self, visitor: Visitor) -> str:
        with self.ours.app_context() as context:
            context.g.session_key = visitor.key
            return http.csrf_token()

    def _form(self, visitor: Visitor) -> Mapping[str, str]:
        """A whole PHQ-9 as its page sends it: the second choice, and no to the question about danger."""
        instrument = self.here.catalogue.one(Instrument, "phq-9")
        answers = {item.key: "0" if item.safety else "1" for item in items_of(instrument)}
        return answers | {"instrument": "phq-9", "version": instrument.version, "csrf_token": self._token(visitor)}

    def _get(self, app: Any, path: str, visitor: Visitor) -> None:
        self._ask(app, path, visitor, 200)

    @staticmethod
    def _ask(app: Any, path: str, visitor: Visitor, expected: int, form: Mapping[str, str] | None = None) -> str:
        """Where the answer leads; "" for a page. :raises RuntimeError: it is not the answer expected."""
        environ = EnvironBuilder(
            path, method="POST" if form else "GET", data=form and dict(form), headers=[("Cookie", visitor.cookie)]
        ).get_environ()
        content, status, headers = run_wsgi_app(app, environ, buffered=True)
        if not status.startswith(str(expected)):
            raise RuntimeError(f"{path} answered {status}: {b''.join(content).decode()[-600:]}")
        return headers.get("Location", "")


# --- instructions


def count_instructions(folder: Path) -> dict[str, float]:
    """Millions of machine instructions for one visit to each page, counted by callgrind in a process of its own."""
    subprocess.run(
        [
            *("valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder / 'instructions'}"),
            *(sys.executable, "-m", "benchmarks.pages", str(folder)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parent.parent,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    counted: dict[str, int] = {}
    for file in folder.glob("instructions.*"):
        text = file.read_text(encoding="utf-8")
        trigger = re.search(r"^desc: Trigger: dump (\S+)$", text, re.MULTILINE)
        totals = re.search(r"^totals: (\d+)$", text, re.MULTILINE)
        if trigger and totals:
            counted[trigger[1]] = int(totals[1])
    dumping = counted["dumping"]
    return {name: (counted[f"visit-{n}"] - dumping) / 1e6 / COUNTED_VISITS for n, name in enumerate((BARE, *LIMITS))}


def counted_visits(folder: Path) -> None:
    """Open the pages inside callgrind, which writes down what each costs when it is told to."""
    clinic = json.loads((folder / "clinic.json").read_text(encoding="utf-8"))
    few, home = Visitor(**clinic["few"]), Visitor(**clinic["home"])
    handing_in = tuple(Visitor(**visitor) for visitor in clinic["handing_in"])
    pages = Pages(
        folder / "counted.sqlite", Clinic(few, home, clinic["module"], clinic["exercise"], clinic["entry"], handing_in)
    )
    for visit in pages.visits.values():
        for _ in range(WARM_UPS):
            visit()
    _callgrind("--instr=on")
    _callgrind("--dump=begun")
    _callgrind("--dump=dumping")
    for number, visit in enumerate(pages.visits.values()):
        for _ in range(COUNTED_VISITS):
            visit()
        _callgrind(f"--dump=visit-{number}")


def _callgrind(deed: str) -> None:
    subprocess.run(["callgrind_control", deed, str(os.getpid())], check=True, stdout=subprocess.DEVNULL)


# --- who there is


def build(database_url: str, handing_in: int = FULL.handing_in) -> Clinic:
    """Fifty patients of one therapist, each with a reason to act. Others have a PHQ-9 to hand in; nobody does it twice, and the
    fifty do not, so that her page stays as it is."""
    now = datetime.now(UTC)
    house = make_house(database_url, at=now - timedelta(days=DAYS_IN))
    few, other = (house.person(name, "Holm", ("therapist", house.clinic), title="psykolog") for name in ("Sara", "Ida"))
    enrolments = [
        house.enrolled(house.person(f"Pasient {n}", "Vik"), few if n < FEW else other, PROGRAMME, TRACK)
        for n in range(FEW + handing_in)
    ]
    for enrolment_id in enrolments:
        treated(house, enrolment_id)
    while house.clock.now() < now:
        house.clock.set(min(house.clock.now() + timedelta(days=1), now))
        agenda.tick(house.platform)
        house.platform.drain()
    _give_reasons(house, enrolments[:FEW])
    with house.work() as work:
        session = staff_session(work, few)
    exercise, entry = _exercise(house, enrolments[0])
    clinic = Clinic(
        session,
        _signed_in(house, enrolments[0]),
        _module_page(house, enrolments[0]),
        exercise,
        entry,
        tuple(_signed_in(house, enrolment_id) for enrolment_id in enrolments[FEW:]),
    )
    with house.platform.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    house.platform.engine.dispose()
    return clinic


def _give_reasons(house: House, enrolment_ids: list[int]) -> None:
    """Every one of them needs something, for each kind of reason, so that the page is full."""
    reasons = itertools.cycle(("unanswered_since", "overdue_since", "deterioration_since", "inactive_since"))
    with house.work() as work:
        for hours, (enrolment_id, reason) in enumerate(zip(enrolment_ids, reasons, strict=False)):
            since = work.now - timedelta(hours=hours)
            rows = update(CaseloadRow).where(CaseloadRow.enrolment_id == enrolment_id)
            work.session.execute(rows.values({reason: since}))


def _signed_in(house: House, enrolment_id: int) -> Visitor:
    open_form = select(AgendaItem.id).where(
        AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == OPEN_OCCASION, AgendaItem.kind == "assessment"
    )
    with house.work() as work:
        patient = work.session.get_one(Enrolment, enrolment_id).person
        key = start_session(
            work,
            patient,
            issuer="https://issuer.test",
            issuer_key="idporten",
            subject=f"s{patient.id}",
            sid=None,
            acr="idporten-loa-high",
            id_token="x",
        )
        return Visitor(patient.id, key, work.session.scalars(open_form).one())


def _module_page(house: House, enrolment_id: int) -> str:
    """The address of the step where she stands."""
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        module = path_of(work, enrolment, "nb").here
        assert module is not None
        assert module.next_step is not None
        return f"/moduler/{enrolment_id}/{module.module.key}/{module.next_step.key}"


def _exercise(house: House, enrolment_id: int) -> tuple[str, dict[str, str]]:
    """The address of the first exercise with dated entries that is open to her, and what she answers of what it needs."""
    her = InventedPerson(random.Random(1), entries=(Text("Gikk tur.", "Gjekk tur.", "Went for a walk."),))
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        module, step = next(
            (view.module, step)
            for view in path_of(work, enrolment, "nb").modules
            for step in view.module.steps
            if view.status != "locked" and step.key not in view.held and isinstance(step, Exercise) and step.dated
        )
    fields = {field.key: field.kind for field in step.fields if field.key in dated_kind(step).needed}
    answers = {key: kind.invent(her) for key, kind in fields.items()}
    form = {name: values[0] for name, values in written_out(fields, answers).items()}
    return f"/moduler/{enrolment_id}/{module.key}/{step.key}", form


# --- what is said


def _outcome(
    name: str, took: dict[str, list[float]], statements: list[str], instructions: dict[str, float], *, timed: bool
) -> Outcome:
    ratio = min(took[name]) / min(took[BARE])
    most, most_statements = LIMITS[name]
    faults = at_most(name, len(statements), most_statements, "statements")
    ours, bare_page = (f"{min(took[page]):.2f} ms of processor" for page in (name, BARE))
    more = {}
    if timed:
        faults += at_most(name, round(ratio, 2), most, "times the processor time of the bare page")
    if instructions:
        times = instructions[name] / instructions[BARE]
        faults += at_most(name, round(times, 2), most, "times the instructions of the bare page")
        ours += f", {instructions[name]:.1f} million instructions ({times:.2f} times)"
        bare_page += f", {instructions[BARE]:.1f} million instructions"
        more = {"instructions": instructions[name], "bare_instructions": instructions[BARE], "times": times}
    return Outcome(
        name,
        f"{ours}, {len(statements)} statements",
        f"a bare page: {bare_page}",
        ratio,
        f"ratio {most:g} of both, {most_statements} statements",
        faults,
        {"ms": took[name], "bare_ms": took[BARE], "statements": statements, **more},
    )


if __name__ == "__main__":
    counted_visits(Path(sys.argv[1]))
