"""The logs of the gateway and of the mail server, laid beside what was planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from varde.identity.models import Person
from varde.identity.service import email_of, phone_of
from varde.kernel.jobs import LEASE
from varde.notifications.forms import NOTHING_WAITS
from varde.notifications.models import Delivery, DeliveryAttempt
from varde.notifications.sending import pretend_to_send
from varde.notifications.settling import id_in, key_of
from varde.scheduling import agenda
from varde.scheduling.models import AgendaItem
from varde.testing.house import all_samples, make_house, sqlite_url

from .soak_half import Half
from .soak_judge_times import agrees, judge_times
from .soak_times import TOLD_IN_PAUSE, Enrolled

OSLO = ZoneInfo("Europe/Oslo")
SHORTLY = timedelta(minutes=10)
"""Between what was taken and the kill that kept anybody from hearing of it, in simulated time."""
KILLED_WITH = {"sms": ("gateway",), "mail": ("mail", "worker", "clock", "postgres")}
"""Whose death leaves it unknown whether a message was taken: the gateway can be asked, a mail server cannot, and its answer is
known only once the database has it."""
LEFT_OUT = {"paused", "no more contact", NOTHING_WAITS}


def days_with_forms(folder: Path, begin: datetime, programme: str, days: int) -> set[date]:
    """The plan: on which days somebody who answers nothing is told of questionnaires, in a house where nothing is killed."""
    house = make_house(sqlite_url(folder), at=begin, catalogue=all_samples())
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic))
    house.enrolled(house.person("Kari", "Vik", phone="41000000"), therapist, programme)
    while house.clock.now() < begin + timedelta(days=days):
        agenda.tick(house.platform)
        house.platform.drain()
        with house.work() as work:
            pretend_to_send(work)
            coming = select(func.min(AgendaItem.act_at)).where(AgendaItem.act_at > work.now)
            at = work.session.scalar(coming)
        if at is None:
            break
        house.clock.set(at)
    with house.work() as work:
        told = {_day_of(row) for row in work.session.scalars(select(Delivery)) if row.key.startswith("forms:")}
    house.platform.engine.dispose()
    return told


def _day_of(row: Delivery) -> date:
    return date.fromisoformat(row.key.rpartition(":")[2])


def judge(run: Half, form_days: set[date], last: date) -> None:
    """Every message that was due was taken exactly once, and nothing else was. :raises AssertionError: with what was not."""
    with run.platform.work() as work:
        rows = list(work.session.scalars(select(Delivery)))
        addresses = {
            address: person.id
            for person in work.session.scalars(select(Person))
            for address in (phone_of(work, person), email_of(work, person))
            if address
        }
    assert {row.state for row in rows} <= {"sent", "delivered", "skipped"}, Counter(row.state for row in rows)
    logs = {"sms": run.taken("sms"), "mail": run.taken("mail")}
    with run.platform.work() as work:
        judge_times(run.times, rows, logs["mail"], LEFT_OUT, work)
        agrees(run.times, work)
    for log, channel in (("sms", "sms"), ("mail", "email")):
        _each_once(run, log, logs[log], [row for row in rows if row.channel == channel])
    of_person = {each.person_id: each for each in run.people}
    notices = {key_of(row): row.notice for row in rows}
    for entry in (*logs["sms"], *logs["mail"]):
        in_pause = notices[entry["key"]] == TOLD_IN_PAUSE
        _at_its_time(entry, of_person.get(addresses[entry["to"]]), in_pause=in_pause)
    _none_lost(run, rows, {day for day in form_days if day < last}, last)


def _each_once(run: Half, log: str, entries: Sequence[Mapping[str, Any]], rows: Sequence[Delivery]) -> None:
    first = {entry["key"]: entry for entry in entries if not entry["again"]}
    again = [entry["key"] for entry in entries if entry["again"]]
    assert len(first) + len(again) == len(entries), "no key is new twice"
    sent = {key_of(row) for row in rows if row.state in ("sent", "delivered") and row.carrier_id is None}
    assert first.keys() == sent, (len(first), len(sent), sorted(first.keys() ^ sent)[:5])
    assert set(Counter(again).values()) <= {1}, "at most one repeat under the same key"
    for key in again:
        taken = datetime.fromtimestamp(float(first[key]["at"]), UTC)
        dead = {kill.name for kill in run.kills if abs(kill.at - taken) < SHORTLY}
        attempts = _attempts_at(run, key)
        assert dead & set(KILLED_WITH[log]) or (log == "mail" and _lease_passed(run, attempts)), (
            f"{key} went out again, and {sorted(dead)} had died: "
            f"{[f'{row.number}: {row.began_at} to {row.ended_at}, {row.state} ({row.said})' for row in attempts]}"
        )


def _lease_passed(run: Half, attempts: Sequence[DeliveryAttempt]) -> bool:
    """Whether time leapt over the lease of somebody alive: a mail server cannot be asked whether it took the first."""
    return any(
        later.began_at in run.leaps and later.began_at - earlier.began_at >= LEASE
        for earlier, later in pairwise(attempts)
    )


def _attempts_at(run: Half, key: str) -> list[DeliveryAttempt]:
    """Each attempt to hand this notice over."""
    with run.platform.work() as work:
        of_it = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == id_in(key))
        return list(work.session.scalars(of_it.order_by(DeliveryAttempt.number)))


def _at_its_time(entry: Mapping[str, Any], whose: Enrolled | None, *, in_pause: bool) -> None:
    at = datetime.fromtimestamp(float(entry["at"]), UTC)
    assert 8 <= at.astimezone(OSLO).hour < 21, f"{entry['key']} in the quiet hours: {at}"
    for begin, until in whose.pauses if whose is not None else ():
        assert in_pause or not begin < at < (until or at + timedelta(days=1)), f"{entry['key']} in a pause: {at}"
    if whose is not None and whose.ended is not None and whose.ended[1] == "refuses":
        assert at <= whose.ended[0], f"{entry['key']} after contact had ended: {at}"


def _none_lost(run: Half, rows: Sequence[Delivery], form_days: set[date], last: date) -> None:
    by_key = {row.key: row for row in rows}
    assert run.planned.keys() <= by_key.keys(), "a message that was written is a notice"
    for key, (whose, _at) in run.planned.items():
        row = by_key[key]
        left_out = row.state == "skipped"
        assert not left_out or (row.reason in LEFT_OUT and (whose.pauses or whose.ended)), (key, row.reason)
    told: dict[int, set[date]] = {}
    for row in rows:
        if row.key.startswith("forms:") and row.person_id is not None:
            told.setdefault(row.person_id, set()).add(_day_of(row))
            if row.state == "skipped":
                assert row.reason in LEFT_OUT, row.reason
    ended_at = {each.person_id: each.ended[0].date() for each in run.people if each.ended is not None}
    for each in run.people:
        days = {day for day in told.get(each.person_id, set()) if day < last}
        if each.ended is not None:
            assert all(day <= ended_at[each.person_id] for day in days), "of forms after the end"
        elif not each.pauses:
            assert days == form_days, (each, sorted(days ^ form_days))


def report(run: Half) -> str:
    """The figures of the run."""
    phases = Counter(kill.phase or "between notices" for kill in run.kills)
    names = Counter(kill.name for kill in run.kills)
    lines = [f"{len(run.people)} enrolments, {len(run.kills)} kills: {dict(names)}", f"by phase: {dict(phases)}"]
    for log in ("sms", "mail"):
        taken = run.taken(log)
        lines.append(f"{log}: {len(taken)} taken, {sum(bool(entry['again']) for entry in taken)} of them again")
    pauses, ends = sum(len(each.pauses) for each in run.people), sum(each.ended is not None for each in run.people)
    lines.append(f"{len(run.planned)} messages, {pauses} pauses, {ends} ends; {run.receipts} receipts looked at")
    deeds = Counter(run.times.deeds)
    lines.append(f"times: {dict(sorted(deeds.items()))}; {len(run.times.due)} notices due of them")
    calendars = sum(len(entry.get("calendars", ())) for entry in run.taken("mail"))
    lines.append(f"{calendars} invitations, updates and cancellations in e-mails")
    lines.append("seconds: " + ", ".join(f"{name} {seconds:.0f}" for name, seconds in run.seconds.items()))
    return "\n".join(lines)
