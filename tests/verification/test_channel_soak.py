"""A half-year of notices, appointments and groups through real processes that are killed again and again: each due message reaches
the gateway or the mail server exactly once, none in the quiet hours, in a pause or after an end, and none is lost; and each e-mail
about an appointment carries it as it is.

``make soak`` runs it among many; ``ARGS='--enrolments 2000'`` says how many, and ``--kills`` how often. Every kill is logged with
the phase of the transaction that it fell in.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from varde.kernel.catalogue import Catalogue
from varde.kernel.transport import make_transport
from varde.kernel.words import Text
from varde.programmes.group_kinds import GroupKind
from varde.programmes.values import Programme
from varde.testing import servers
from varde.testing.gateway import StubGateway
from varde.testing.house import all_samples, environment, install_samples, make_house
from varde.testing.servers import free_port

from .simulated import PHASES, PLANNING
from .soak_half import FORKED, Half
from .soak_judge import OSLO, days_with_forms, judge, report
from .soak_programs import Forked, Nursery, Program, Started, postgres_of
from .soak_times import Enrolled, Times

pytestmark = [pytest.mark.verification, pytest.mark.slow, pytest.mark.postgres, pytest.mark.redis]
BEGIN = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
PROGRAMME = "lake"
FEW, FEW_KILLS, FEW_DAYS = 6, 8, 8
NAMES = ("clock", "gateway", "mail", "postgres", "redis", "web", "worker")
AT_ONCE, MOST_KILLS = 6, 1000


@pytest.fixture
def half(tmp_path: Path, seed: int) -> Iterator[Half]:
    """The house and its processes, running."""
    with ExitStack() as stack:
        database = stack.enter_context(servers._temporary_directory("varde-soak-", "/tmp", servers._postgres_owner()))
        postgres = postgres_of(database)
        stack.callback(postgres.kill)
        postgres.start()
        deadline = time.monotonic() + 30
        while not (database / ".s.PGSQL.5432").exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.5)
        redis, web, mail, gateway = free_port(), free_port(), free_port(), StubGateway(port=free_port())
        url = f"postgresql+psycopg://varde@/postgres?host={database}"
        variables = {
            "VARDE_REDIS_URL": f"redis://127.0.0.1:{redis}/0",
            "VARDE_MAIL_URL": f"smtp://127.0.0.1:{mail}",
            "VARDE_MAIL_SENDER": "svar@varde.example.no",
            "VARDE_NOTICES_A_DAY": "20",
            **gateway.environment(),
        }
        house = make_house(url, at=BEGIN, catalogue=with_group(), **variables)
        stack.callback(house.platform.engine.dispose)
        house.platform.transport = transport = make_transport(variables["VARDE_REDIS_URL"])
        stack.callback(transport.broker.client.close)  # type: ignore[attr-defined]
        environ = {
            **os.environ,
            **environment(url, **variables),
            "GATEWAY_PORT": str(gateway.port),
            "MAIL_PORT": str(mail),
            "PYTHONPATH": f"{install_samples(tmp_path)}:{os.environ.get('PYTHONPATH', '')}",
        }
        for name in ("wanted", "reached", "now"):
            (tmp_path / name).write_text("")
        nursery = Nursery(environ, tmp_path)
        nursery.open()
        stack.callback(nursery.close)
        program = Path(sys.executable).with_name("varde")
        serve = [str(program), "serve", "--port", str(web), "--workers", "1"]
        keep = ["redis-server", "--port", str(redis), "--save", "", "--appendonly", "no"]
        programs: dict[str, Program] = {
            "redis": Started(keep, environ, tmp_path, "redis"),
            "web": Started(serve, environ, tmp_path, "web"),
            **{name: Forked(nursery, name) for name in FORKED},
        }
        therapist = house.person("Sara", "Holm", ("therapist", house.clinic), phone="40000001")
        leader = house.person("Per", "Dal", ("therapist", house.clinic), phone="40000002")
        chance = random.Random(seed)
        times = Times(house, therapist, leader, chance)
        run = Half(house, tmp_path, {**programs, "postgres": postgres}, chance, web, therapist, times)
        run.put(BEGIN)
        for each in programs.values():
            stack.callback(each.kill)
            each.start()
        yield run


def test_every_message_of_a_half_year_is_taken_once(half: Half, pytestconfig: pytest.Config, tmp_path: Path) -> None:
    soaking = pytestconfig.option.soak
    enrolments = pytestconfig.option.enrolments if soaking else FEW
    kills, days = (pytestconfig.option.kills, pytestconfig.option.days) if soaking else (FEW_KILLS, FEW_DAYS)
    form_days = days_with_forms(tmp_path, BEGIN, PROGRAMME, days)
    half.timed("enrolling", enrol, half, enrolments)
    half.times.begin(PROGRAMME, days)
    live(half, kills, days)
    print(report(half))  # noqa: T201 - the figures of the run
    judge(half, form_days, (BEGIN + timedelta(days=days)).date())
    if soaking:
        phases = Counter(kill.phase for kill in half.kills)
        assert min(phases[phase] for phase in PHASES) >= kills // len(PHASES), phases


def with_group() -> Catalogue:
    """The samples, where the programme of these people has a group too."""
    samples = all_samples()
    walk = GroupKind("walk", Text("Tur", "Tur", "Walk"), "activity", minutes=60)
    declared = samples.all(Programme)
    return samples.with_values(
        Programme, [replace(each, groups=(walk,)) if key == PROGRAMME else each for key, each in declared.items()]
    )


def enrol(run: Half, count: int) -> None:
    """Half of them are reached by text message, half by e-mail."""
    for number in range(count):
        by_mail = {"reach": "email", "email": f"vik{number}@post.example.no"} if number % 2 else {}
        person = run.house.person("Kari", f"Vik {number}", phone=f"4{1000000 + number}", **by_mail)
        run.people.append(Enrolled(person.id, run.house.enrolled(person, run.therapist, PROGRAMME)))


def live(run: Half, kills: int, days: int) -> None:
    """Go from one moment to the next, whether something is due or somebody does something."""
    last = BEGIN + timedelta(days=days)
    deeds = moments_of_deeds(run, days)
    todo = [(PHASES[number % len(PHASES)], NAMES[number % len(NAMES)]) for number in range(kills)]
    run.chance.shuffle(todo)
    run.timed("settling", run.settle)
    while (at := next_moment(run, deeds, todo, last)) is not None:
        run.put(at)
        run.timed("settling", run.remind)
        written = bool(deeds) and deeds[0] <= at
        if written:
            deeds.pop(0)
            run.write_messages(max(3, len(run.people) // 100))
            run.times.do_some(run.people, max(3, len(run.people) // 12))
            run.times.remind()
        gone = (at - BEGIN) / (last - BEGIN)
        run.timed("killing", kill_some, run, todo, round(len(todo) - kills * (1 - gone)))
        run.timed("settling", run.settle)
        if written and at < last:
            run.timed("settling", run.remind)
            change_some(run)
            run.timed("settling", run.settle)  # what a pause or an end tells somebody is sent at its moment too
        run.timed("receipts", run.send_receipts)
    assert not todo, todo


def next_moment(run: Half, deeds: list[datetime], todo: list[tuple[str, str]], last: datetime) -> datetime | None:
    """When something is due next, or somebody writes; None at the end, when nothing is on its way. Where kills are left then,
    people write on."""
    coming = run.next_event()
    if coming is not None and coming > last and not run.is_on_its_way():
        coming = None
    if not deeds and todo and (coming is None or coming > last) and len(run.kills) < MOST_KILLS:
        deeds.append((run.now + timedelta(days=1)).replace(hour=12))
    moments = [moment for moment in (coming, *deeds[:1]) if moment is not None]
    return max(min(moments), run.now) if moments else None


def moments_of_deeds(run: Half, days: int) -> list[datetime]:
    """Moments at which people write, at any hour: one in each day, or every third of many."""
    step = 3 if days > 30 else 1
    return [BEGIN + timedelta(days=day, minutes=run.chance.randrange(24 * 60)) for day in range(1, days - 1, step)]


def kill_some(run: Half, todo: list[tuple[str, str]], most: int) -> None:
    """Some of the kills that are left, those that can come to their phase now: the clock plans when something of the agenda is due,
    and a worker sends by day. What did not come to it is tried again another time."""
    _notices, items, _jobs = run.waiting()
    by_day = 8 <= run.now.astimezone(OSLO).hour < 20
    fit = [each for each in todo if (items > 0 if each[0] in PLANNING else by_day)]
    fit.sort(key=lambda each: each[0] not in PLANNING)
    for phase, name in fit[: min(most, AT_ONCE)]:
        if not run.kill(name, phase):
            return
        todo.remove((phase, name))


def change_some(run: Half) -> None:
    """Somebody pauses or comes back, and somebody ends. Everything that was due has gone."""
    here = [each for each in run.people if each.ended is None]
    for each in run.chance.sample(here, max(1, len(here) // 100)):
        run.pause_or_resume(each)
    if len(here) > len(run.people) // 2 and run.chance.random() < 0.6:
        run.end(run.chance.choice(here), run.chance.choice(("refuses", "no_time")))
