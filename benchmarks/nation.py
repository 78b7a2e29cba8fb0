"""What benefits cost with a nation's enrolments on PostgreSQL: loaded by COPY, counted, added up, shown, and counted again.

Times are processor time, of this process and of the database's own for it: a busy neighbour makes them a little longer, never
many times. Each is compared with something of the same run: a hundredth of the people, and the same figures by plain SQL over raw
rows.
"""

from __future__ import annotations

import multiprocessing
import resource
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from benchmarks.clinic import staff_session
from benchmarks.nation_rows import ROWS_SQL, load
from benchmarks.nation_served import demo_on_sqlite, memory_of_web, on_paper
from benchmarks.outcome import Outcome, Sizes
from benchmarks.programs import durable_postgres
from varde.benefits.counting.checking import check
from varde.benefits.counting.models import CellDelta
from varde.benefits.counting.rebuilding import OLDER, rebuild_all
from varde.benefits.counting.roller import roll, roll_all
from varde.benefits.counting.service import count
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.kernel.clock import SystemClock
from varde.kernel.garbage import keep_what_is_loaded
from varde.kernel.work import Platform
from varde.testing.house import House, everything_installed, make_house, migrate
from varde.testing.servers import PostgresServer, fresh_database

PROGRAMME, CLINICS, FEWER = "ibs", 40, 100
PAGE_MS, PAGE_P99_MS, MOST_RATIO, LEAST_OF_ROWS = 50.0, 150.0, 1.5, 100.0
A_SECOND, MOST_MB, MOST_LAG, MOST_STATEMENTS = 4_000.0, 200.0, 3.0, 7
ANSWERS = 50
ADDITIONS, ORDINARY_SECONDS = 20_000_000, 0.43
"""What an ordinary machine takes for so many additions of a function's own; limits of time are for that machine."""


@dataclass(frozen=True, slots=True)
class Nation:
    """A database with so many enrolments at clinics under one region, whose manager looks."""

    house: House
    enrolments: int
    clinics: tuple[Organisation, ...]
    manager: Person
    browser: FlaskClient
    url: str


def slowness() -> float:
    """How much slower than an ordinary machine this one is now: seconds of processor for twenty million additions in Python."""
    begun, total = time.process_time(), 0
    for number in range(ADDITIONS // 10):
        total += number
    return (time.process_time() - begun) * 10 / ORDINARY_SECONDS


def run(sizes: Sizes) -> list[Outcome]:
    """Everything, on one server: the nation, and a hundredth of it."""
    with durable_postgres() as postgres, _nation(postgres, sizes.enrolled) as many:
        counted = _counted(many, sizes)
        with _nation(postgres, max(200, sizes.enrolled // FEWER)) as few:
            rebuild_all(few.house.platform)
            keep_what_is_loaded()  # as in a process of the web
            shown = list(_shown(many, few, sizes))
        rest = _served(many, shown[0].details, sizes)
        return [counted, *shown, *rest, _against_rows(many, sizes), _one_answer(many), *_lags(many, sizes)]


@contextmanager
def _nation(postgres: PostgresServer, enrolments: int) -> Iterator[Nation]:
    catalogue = everything_installed()
    with fresh_database(postgres, migrate) as url:
        house = make_house(url, catalogue=catalogue)
        clinics = load(house, PROGRAMME, CLINICS, enrolments)
        manager = house.person("Nina", "Falk", ("manager", house.region))
        yield Nation(house, enrolments, clinics, manager, house.browser(manager, staff=True), url)
        house.platform.engine.dispose()


# --- counting


def _counted(many: Nation, sizes: Sizes) -> Outcome:
    """Everybody counted for the first time, in a process of its own whose memory is known, and then added up and compared."""
    context = multiprocessing.get_context("fork")
    many.house.platform.engine.dispose()
    gives, takes = context.Pipe()
    begun = time.perf_counter()
    child = context.Process(target=_rebuild, args=(many.house.platform, takes))
    child.start()
    counted, processor, of_database, megabytes = gives.recv()
    child.join()
    took = time.perf_counter() - begun
    added = time.process_time()
    roll_all(many.house.platform)
    added = time.process_time() - added
    used, slower = processor + of_database, slowness()
    faults = list(check(many.house.platform, recount=False)["faults"])
    a_second = counted / used * 2 * slower
    if sizes.timed and a_second < A_SECOND:
        faults.append(f"{a_second:.0f} a second on two ordinary cores; the limit is {A_SECOND:.0f}.")
    if sizes.timed and megabytes > MOST_MB:
        faults.append(f"{megabytes:.0f} MB; the limit is {MOST_MB:.0f}.")
    return Outcome(
        "nation: everybody counted",
        f"{counted / processor:.0f} enrolments a second of processor, {megabytes:.0f} MB, of {counted}",
        f"the database's own {counted / of_database:.0f} a second; {counted / took:.0f} by the clock; added up in {added:.1f} s; "
        f"{a_second:.0f} a second on two ordinary cores",
        processor / used,
        f"{A_SECOND:.0f} a second on 2 cores, {MOST_MB:.0f} MB",
        tuple(faults),
        {"processor_s": processor, "database_s": of_database, "seconds": took, "mb": megabytes, "adding_s": added},
    )


def _rebuild(platform: Platform, tell: object) -> None:
    from varde.benefits.counting.rebuilding import count_older

    begun, database = time.process_time(), _database_seconds(platform)
    counted = count_older(platform)
    used, of_database = time.process_time() - begun, _database_seconds(platform) - database
    tell.send((counted, used, of_database, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))  # type: ignore[attr-defined]


# --- what is shown


def _shown(many: Nation, few: Nation, sizes: Sizes) -> Iterator[Outcome]:
    for name in ("the nation", "one clinic"):
        millis = [
            _page(nation, nation.clinics[0] if name == "one clinic" else nation.house.region, sizes)
            for nation in (many, few)
        ]
        (web, database), (web_few, database_few) = millis
        p50, p50_few = median(web) + median(database), median(web_few) + median(database_few)
        p99 = max(quantiles(web, n=100)[98], quantiles(database, n=100)[98]) if len(web) > 1 else web[0]
        faults, slower = [], slowness()
        if sizes.timed and max(median(web), median(database)) / slower > PAGE_MS:
            faults.append(
                f"{median(web):.0f} + {median(database):.0f} ms; the limit is {PAGE_MS * slower:.0f} of each."
            )
        if sizes.timed and p99 / slower > PAGE_P99_MS:
            faults.append(f"p99 is {p99:.0f} ms; the limit is {PAGE_P99_MS * slower:.0f}.")
        if sizes.timed and p50 / p50_few > MOST_RATIO:
            faults.append(f"{p50 / p50_few:.2f} times what {few.enrolments} cost; the limit is {MOST_RATIO:g}.")
        yield Outcome(
            f"nation: the page of {name}",
            f"{median(web):.1f} ms web + {median(database):.1f} ms database (p99 {p99:.1f}), {many.enrolments} enrolments",
            f"{few.enrolments} enrolments, {median(web_few):.1f} + {median(database_few):.1f} ms; "
            f"this machine now: {slower:.1f} times an ordinary one",
            p50 / p50_few,
            f"{PAGE_MS:.0f} ms of each, ratio {MOST_RATIO:g}",
            tuple(faults),
            {"web_ms": median(web), "database_ms": median(database), "p99_ms": p99, "slowness": slower},
        )


def _served(many: Nation, details: dict[str, float], sizes: Sizes) -> list[Outcome]:
    """The report, the memory and the demo."""
    places = {"the nation": many.house.region, "one clinic": many.clinics[0]}
    addresses = {name: f"/gevinster/{place.key}/{PROGRAMME}" for name, place in places.items()}
    clock, many.house.platform.clock = many.house.platform.clock, SystemClock()
    with many.house.work() as work:
        visitor = staff_session(work, work.session.get_one(Person, many.manager.id))
    many.house.platform.clock = clock
    return [
        on_paper(many.browser, addresses, slowness(), sizes),
        memory_of_web(many.url, visitor, addresses, sizes),
        demo_on_sqlite(details["web_ms"] + details["database_ms"], slowness(), sizes),
    ]


def _page(nation: Nation, place: Organisation, sizes: Sizes) -> tuple[list[float], list[float]]:
    """Milliseconds of processor for each turn, of the web and of the database."""
    address = f"/gevinster/{place.key}/{PROGRAMME}"
    web, database = [], []
    for turn in range(sizes.shown + 2):
        before = _database_seconds(nation.house.platform)
        begun = time.process_time()
        answer = nation.browser.get(address)
        took = time.process_time() - begun
        assert answer.status_code == 200, (address, answer.status_code)
        if turn > 1:
            web.append(1000 * took)
            database.append(1000 * (_database_seconds(nation.house.platform) - before))
    return web, database


def _database_seconds(platform: Platform) -> float:
    """Processor time of every process of this database, to the nanosecond."""
    with platform.work() as work:
        pids = work.session.scalars(text("select pid from pg_stat_activity where datname = current_database()")).all()
    return sum(_on_processor(pid) for pid in pids)


def _on_processor(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError):
        return 0.0


def _against_rows(many: Nation, sizes: Sizes) -> Outcome:
    """The same figures by plain SQL over everybody's own rows."""
    web, database = _page(many, many.house.region, sizes)
    page = median(web) + median(database)
    before, begun = _database_seconds(many.house.platform), time.process_time()
    with many.house.work() as work:
        for statement in ROWS_SQL:
            work.session.execute(text(statement), {"programme": PROGRAMME}).all()
    rows = 1000 * (time.process_time() - begun + _database_seconds(many.house.platform) - before)
    ratio = rows / page
    faults: tuple[str, ...] = ()
    if sizes.timed and ratio < LEAST_OF_ROWS and many.enrolments >= 1_000_000:
        faults = (f"Only {ratio:.0f} times faster than plain SQL; the limit is {LEAST_OF_ROWS:.0f}.",)
    return Outcome(
        "nation: against plain SQL",
        f"{page:.1f} ms for the whole page",
        f"the same figures of {many.enrolments} by plain SQL, {rows:.0f} ms",
        ratio,
        f"ratio {LEAST_OF_ROWS:.0f} of 1,000,000",
        faults,
        {"page_ms": page, "rows_ms": rows},
    )


# --- answers


def _one_answer(many: Nation) -> Outcome:
    with many.house.work() as work:
        ids = work.session.scalars(select(Enrolment.id).order_by(Enrolment.id).limit(2)).all()
        _let_be_counted(work, ids)
    numbers = []
    for each in ids:
        with many.house.counted() as statements, many.house.work() as work:
            count.run(work, enrolment_id=each)
        numbers.append(len(statements))
    last = numbers[-1]
    faults = (f"{last} statements; the limit is {MOST_STATEMENTS}.",) if last > MOST_STATEMENTS else ()
    return Outcome(
        "nation: one answer into the delta",
        f"{last} statements",
        f"the first, which reads the book, {numbers[0]}",
        last / numbers[0],
        f"{MOST_STATEMENTS} statements",
        faults,
        {"statements": last},
    )


def _let_be_counted(work: object, ids: Sequence[int]) -> None:
    """So that a count of these adds something: nothing is known of what they added."""
    work.session.execute(  # type: ignore[attr-defined]
        text("update contribution set added = '', counted_with = :older where enrolment_id = any(:ids)"),
        {"older": OLDER, "ids": list(ids)},
    )


def _lags(many: Nation, sizes: Sizes) -> Iterator[Outcome]:
    """How long an answer waits to be in the figures: alone, and while everybody is counted again."""
    many.house.platform.clock = SystemClock()
    lags = {}
    for name in ("alone", "while all are counted again"):
        again = None
        if name != "alone":
            with many.house.work() as work:
                work.session.execute(text("update contribution set counted_with = :older"), {"older": OLDER})
            again = multiprocessing.get_context("fork").Process(target=_count_quietly, args=(many.house.platform,))
            many.house.platform.engine.dispose()
            again.start()
        lags[name] = _lag(many, sizes.lag_seconds)
        if again is not None:
            again.terminate()
            again.join()
        slow = quantiles(lags[name], n=100)[98]
        faults = (f"p99 is {slow:.1f} s; the limit is {MOST_LAG:g}.",) if sizes.timed and slow > MOST_LAG else ()
        yield Outcome(
            f"nation: until an answer is in the figures, {name}",
            f"p50 {median(lags[name]):.2f} s, p99 {slow:.2f} s at {ANSWERS} answers a second",
            f"alone, p50 {median(lags['alone']):.2f} s",
            median(lags[name]) / median(lags["alone"]),
            f"p99 {MOST_LAG:g} s",
            faults,
            {"p50_s": median(lags[name]), "p99_s": slow, "answers": len(lags[name])},
        )


def _count_quietly(platform: Platform) -> None:
    _rebuild(platform, _Nobody())


class _Nobody:
    def send(self, _told: object) -> None:
        """Nobody listens."""


def _lag(many: Nation, seconds: float) -> list[float]:
    """Answers come so many a second; the roller adds them up each second, as the clock lets it."""
    waiting: list[tuple[int, float]] = []
    lags: list[float] = []
    over = threading.Event()

    def answers() -> None:
        with many.house.work() as work:
            ids = work.session.scalars(select(Enrolment.id).order_by(func.random()).limit(int(ANSWERS * seconds))).all()
        begun = time.monotonic()
        for number, each in enumerate(ids):
            time.sleep(max(0.0, begun + number / ANSWERS - time.monotonic()))
            with many.house.work() as work:
                _let_be_counted(work, [each])
                count.run(work, enrolment_id=each)
                work.session.flush()
                newest = work.session.scalar(select(func.max(CellDelta.id)).where(~CellDelta.late)) or 0
            waiting.append((newest, time.monotonic()))
        over.set()

    thread = threading.Thread(target=answers)
    thread.start()
    while not over.is_set() or waiting:
        begun = time.monotonic()
        with many.house.work() as work:
            roll(work)
        with many.house.work() as work:
            oldest = work.session.scalar(select(func.min(CellDelta.id)).where(~CellDelta.late))
        now = time.monotonic()
        done = [each for each in list(waiting) if oldest is None or each[0] < oldest]
        for each in done:
            waiting.remove(each)
            lags.append(now - each[1])
        time.sleep(max(0.0, 1 - (time.monotonic() - begun)))
    thread.join()
    return lags
