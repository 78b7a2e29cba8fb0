"""Notices on their way: taken in one transaction, handed over in none, and written down in another.

Whoever is killed between leaves rows that are ``sending``. When their lease is over nobody knows whether they were taken: the
machine is asked, and only what it cannot tell is handed to it once more, under the same key. Of a machine that remembers nothing,
such as a mail server, it is written down before each message that it is handed over now: what had not come so far was not handed
over, and what may have been taken twice is never handed over a third time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import structlog
from sqlalchemy import ColumnElement, Select, and_, or_, select

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.db import as_varde_error
from varde.kernel.errors import Unavailable
from varde.kernel.jobs import LEASE, Outbox, job
from varde.kernel.work import Platform, Work
from varde.notifications.asking import ask_of_due
from varde.notifications.attached import calendars_of
from varde.notifications.channels import NO_GATEWAY
from varde.notifications.deciding import THROUGH_PAUSE, TO_STAFF, Going, decide
from varde.notifications.models import WAITING_DANGER, Delivery, DeliveryAttempt
from varde.notifications.rules import WAITS, after_answer, after_receipt
from varde.notifications.service import DISPATCH
from varde.notifications.settling import carried_by, free, key_of, settle
from varde.notifications.values import Channel, Machine, MachineAnswer, Outgoing, Sender, serving

log = structlog.get_logger("varde.notifications")
BATCH = 50
TURN_SECONDS, BATCH_SECONDS, WRITE_SECONDS = 30.0, 60.0, 60.0
LOOK_AGAIN_SECONDS = 1.0
HANDS = 4
"""How many dispatches may wait at once when the clock wakes them."""
NOT_TRIED = "not tried: the machine failed for others"
NOBODY_REPORTED = "nobody reported"
UNKNOWN = "unknown whether it was taken"
WITHOUT_MACHINE = timedelta(minutes=10)


@dataclass(slots=True)
class Claimed:
    """A notice that is ours to hand over until ``claimed_at`` + LEASE. ``enrolment_id`` is the one whose pause or end stops it.
    ``message`` is None when it may not go out any more and is only asked about; ``unsure`` when an attempt before may have been
    taken."""

    delivery_id: int
    enrolment_id: int | None
    channel: str
    sender: Sender
    key: str
    message: Outgoing | None
    unsure: bool
    claimed_at: datetime
    remembers: bool = True
    answer: MachineAnswer | None = None
    asked: bool = False
    sender_can_tell: bool = False
    through_pause: bool = False
    attempt: int | None = None
    """Of a machine that does not remember: the number of the attempt that was written down before it."""


@job(DISPATCH, outside=True)
def dispatch(platform: Platform) -> None:
    """Send until nothing is due. After half a minute somebody else may go on."""
    end = time.monotonic() + TURN_SECONDS
    while time.monotonic() < end:
        if not send_batch(platform):
            return
    with platform.work() as work:
        work.enqueue_once(DISPATCH)


JOBS = (dispatch,)


def send_batch(platform: Platform, most: int = BATCH, only: int | None = None) -> int:
    """Take what is due, at most ``most``, and send it. Returns how many were looked at. ``only``: this one alone."""
    if platform.settings.register is not None:
        ask_of_due(platform, most, only)
    with platform.work() as work:
        seen, claimed = _claim(work, most, only)
    begun = time.monotonic()
    if claimed:
        _hand_over(platform, claimed, begun)
        unwritten = [claim for claim in claimed if claim.remembers or claim.answer is None]
        if unwritten:
            _write_down(platform, unwritten)
    return seen


def pretend_to_send(work: Work) -> None:
    """Send what is due as if each machine took it at once, and none is asked: in the past of invented people."""
    seen = BATCH
    while seen >= BATCH:
        seen, claimed = _claim(work, BATCH, None)
        for claim in claimed:
            claim.answer = MachineAnswer("taken")
        _conclude(work, claimed)


def wake(work: Work) -> None:
    """Wake a worker when something is due, such as what has waited for the morning. At most three statements."""
    due = (select(Delivery.id).where(each).limit(1) for each in (_is_danger_due(work), Delivery.next_at <= work.now))
    if all(work.session.scalar(each) is None for each in due):
        return
    waiting = select(Outbox.id).where(
        Outbox.done_at.is_(None), Outbox.failed_at.is_(None), Outbox.run_after <= work.now, Outbox.job == dispatch.name
    )
    if len(work.session.scalars(waiting.limit(HANDS)).all()) < HANDS:
        work.enqueue(dispatch)


# --- taking


def _claim(work: Work, most: int, only: int | None) -> tuple[int, list[Claimed]]:
    rows = _due_rows(work, most, only)
    ids = sorted({row.person_id for row in rows if row.person_id is not None})
    people: dict[int, Person] = {}
    if ids:
        # Two who send to one person at once would each count what the other has not written.
        hers = select(Person).where(Person.id.in_(ids)).order_by(Person.id).with_for_update(key_share=True)
        people = {person.id: person for person in work.session.scalars(hers)}
    if ids and only is None:
        also_due = _waiting(only).where(
            Delivery.next_at <= work.now, Delivery.person_id.in_(ids), Delivery.id.not_in([row.id for row in rows])
        )
        rows += work.session.scalars(also_due)

    @cache
    def machine(way: str) -> Machine:
        return serving(work.catalogue.all(Channel).values(), way, work.settings)

    for row in rows:
        if row.state == "sending":
            _nobody_reported(work, row, machine(row.channel)[0])
    may_go = [row for row in rows if row.state != "given_up"]
    going = {each.row.id: each for each in decide(work, may_go, people)}
    claimed = [claim for row in may_go if (claim := _claimed(work, row, going.get(row.id), machine))]
    stopped = [row for row in rows if row.state == "skipped" and row.attempts]
    if stopped:
        free(carried_by(work, stopped), work.now)
    work.session.flush()
    return len(rows), claimed


def _waiting(only: int | None) -> Select[Delivery]:
    rows = select(Delivery).order_by(Delivery.next_at, Delivery.id).with_for_update(skip_locked=True)
    return rows if only is None else rows.where(Delivery.id == only)


def _due_rows(work: Work, most: int, only: int | None) -> list[Delivery]:
    """What is due, dangers before all that waits beside them, then the oldest first. Two statements."""
    rows = list(work.session.scalars(_waiting(only).where(_is_danger_due(work)).limit(most)))
    the_rest = _waiting(only).where(Delivery.next_at <= work.now, Delivery.id.not_in([row.id for row in rows]))
    return [*rows, *work.session.scalars(the_rest.limit(most - len(rows)))] if len(rows) < most else rows


def _is_danger_due(work: Work) -> ColumnElement[bool]:
    """A danger waits for its next attempt alone, and not for one that was set before the machine's clock went back: nobody has been
    told of it yet, or the last attempt is later than now."""
    no_moment = or_(Delivery.state == "queued", Delivery.claimed_at > work.now, Delivery.next_at <= work.now)
    return and_(WAITING_DANGER, no_moment)


def _nobody_reported(work: Work, row: Delivery, channel: Channel | None) -> None:
    """Whoever had it was killed: what became of it nobody knows, unless it is known that it had not come to handing it over."""
    begun = None
    if channel is not None and not channel.remembers:
        begun = work.session.scalar(_attempt(row.id, row.attempts).where(DeliveryAttempt.ended_at.is_(None)))
        if begun is None:
            row.state, row.claimed_at = ("failed" if row.attempts else "queued"), None
            return
    if begun is None:
        row.attempts += 1
        began_at = row.claimed_at or work.now
        begun = DeliveryAttempt(delivery_id=row.id, number=row.attempts, channel=row.channel, began_at=began_at)
        work.add(begun)
    elif row.unsure:
        begun.state, begun.said, begun.ended_at = "given_up", NOBODY_REPORTED, work.now
        settle(work, row, "given_up", None, MachineAnswer("unknown", said=NOBODY_REPORTED), carried_by(work, [row]))
        return
    begun.state, begun.said, begun.ended_at = "failed", NOBODY_REPORTED, work.now
    row.state, row.unsure = "failed", True


def _claimed(work: Work, row: Delivery, going: Going | None, machine: Callable[[str], Machine]) -> Claimed | None:
    if going is None and not row.unsure:
        return None
    by = row.channel if going is None else going.way
    if going is not None and by == "page":
        _sent_at_once(work, row, going)
        return None
    channel, sender = machine(by)
    if channel is None or sender is None:
        if going is not None:
            _without_machine(work, row, going)
        return None
    message = None
    if going is not None:
        row.channel, row.recipient_sealed = by, work.vault.seal("delivery.recipient", going.recipient)
        calendars = calendars_of(work, going.tells, by)
        row.text, message = going.text, Outgoing(key_of(row), going.recipient, going.text, going.sender, calendars)
    row.state, row.reason, row.claimed_at, row.next_at = "sending", None, work.now, work.now + LEASE
    hers = None if row.notice in TO_STAFF else row.enrolment_id
    return Claimed(
        row.id,
        hers,
        channel.key,
        sender,
        key_of(row),
        message,
        row.unsure,
        work.now,
        channel.remembers,
        through_pause=row.notice in THROUGH_PAUSE,
    )


def _without_machine(work: Work, row: Delivery, going: Going) -> None:
    """In demo and test the row is the phone: /demo/telefon shows it. In production it waits until a machine is set up."""
    if not work.settings.is_production:
        _sent_at_once(work, row, going)
        return
    row.state, row.reason, row.next_at = "failed", NO_GATEWAY[going.way], work.now + WITHOUT_MACHINE
    work.session.flush()
    free(carried_by(work, [row]), row.next_at)


def _sent_at_once(work: Work, row: Delivery, going: Going) -> None:
    row.channel, row.text, row.claimed_at = going.way, going.text, work.now
    row.recipient_sealed = work.vault.seal("delivery.recipient", going.recipient) if going.recipient else None
    row.attempts += 1
    row.unsure = False
    work.session.flush()
    settle(work, row, "sent", None, MachineAnswer("taken"), carried_by(work, [row]))


# --- handing over


def _hand_over(platform: Platform, claimed: Sequence[Claimed], begun: float) -> None:
    """Hand each over, outside any transaction. Where a machine has failed twice in a row, the rest waits. What a machine does not
    remember is written down at once."""
    looked, in_a_row = begun, dict[str, int]()
    for number, claim in enumerate(claimed):
        if time.monotonic() - begun > BATCH_SECONDS:
            return
        if time.monotonic() - looked > LOOK_AGAIN_SECONDS:
            _look_again(platform, claimed[number:])
            looked = time.monotonic()
        if in_a_row.get(claim.channel, 0) >= 2 or (claim.message is None and not claim.unsure):
            continue
        if not claim.remembers and claim.message is not None and not _begin(platform, claim):
            continue
        claim.answer = _answer(claim)
        if not claim.remembers:
            _write_down(platform, [claim])
        well = claim.answer.outcome in ("taken", "refused")
        in_a_row[claim.channel] = 0 if well else in_a_row.get(claim.channel, 0) + 1


def _begin(platform: Platform, claim: Claimed) -> bool:
    """Write down that it is handed over now; False when somebody else has it, or it cannot be written."""
    try:
        with platform.work() as work:
            row = work.session.get(Delivery, claim.delivery_id, with_for_update=True)
            if row is None or row.state != "sending" or row.claimed_at != claim.claimed_at:
                return False
            row.attempts += 1
            attempt = DeliveryAttempt(delivery_id=row.id, number=row.attempts, channel=claim.channel)
            attempt.began_at, attempt.provider_id = claim.claimed_at, claim.key
            work.add(attempt)
            claim.attempt = row.attempts
    except Exception as fault:
        if not isinstance(as_varde_error(fault), Unavailable):
            raise
        log.warning("not_handed_over_without_the_database", delivery_id=claim.delivery_id)
        return False
    return True


def _answer(claim: Claimed) -> MachineAnswer:
    try:
        if claim.unsure:
            answer = claim.sender.ask(claim.key)
            claim.sender_can_tell = answer is not None
            if answer is not None and (answer.outcome != "later" or claim.message is None):
                claim.asked = True
                return answer
            if claim.message is None:
                claim.asked = True
                return MachineAnswer("unknown", said=UNKNOWN)
            if answer is not None:
                claim.unsure = False  # it never came, so this is the first time
        assert claim.message is not None
        return claim.sender.send(claim.message)
    except Exception as fault:
        # A channel of a plugin may raise; what came of it is then not known.
        log.exception("channel_failed", channel=claim.channel)
        return MachineAnswer("unknown", said=type(fault).__name__)


def _look_again(platform: Platform, claimed: Sequence[Claimed]) -> None:
    """Whoever has paused or ended since they were taken is sent nothing."""
    ids = [claim.enrolment_id for claim in claimed if claim.enrolment_id is not None]
    with platform.work() as work:
        stopped = select(Enrolment.id, Enrolment.contact_stopped_at.is_not(None)).where(
            Enrolment.id.in_(ids), (Enrolment.state == "paused") | Enrolment.contact_stopped_at.is_not(None)
        )
        held = dict(work.session.execute(stopped).tuples().all())
    for claim in claimed:
        if claim.enrolment_id in held and (held[claim.enrolment_id] or not claim.through_pause):
            claim.message = None


# --- writing down


def _write_down(platform: Platform, claimed: Sequence[Claimed]) -> None:
    """Write what became of them. A database that is away is waited for: else it would all have to be asked about."""
    end = time.monotonic() + WRITE_SECONDS
    while True:
        try:
            with platform.work() as work:
                _conclude(work, claimed)
            return
        except Exception as fault:
            if not isinstance(as_varde_error(fault), Unavailable) or time.monotonic() > end:
                raise
            log.warning("answers_wait_for_the_database", count=len(claimed))
            time.sleep(0.5)


def _conclude(work: Work, claimed: Sequence[Claimed]) -> None:
    by_id = {claim.delivery_id: claim for claim in claimed}
    held = select(Delivery).where(Delivery.id.in_(by_id)).order_by(Delivery.id).with_for_update()
    rows = work.session.scalars(held).all()
    carried: dict[int | None, list[Delivery]] = {}
    for row in carried_by(work, rows):
        carried.setdefault(row.carrier_id, []).append(row)
    for row in rows:
        claim, with_it = by_id[row.id], carried.get(row.id, [])
        if claim.answer is not None:
            _take_answer(work, row, claim, claim.answer, with_it)
        elif row.state == "sending" and row.claimed_at == claim.claimed_at:
            # Not handed over: a machine that fails, or somebody who has paused. Decided anew.
            row.state, row.claimed_at = ("failed" if row.attempts or claim.message is not None else "queued"), None
            row.reason = NOT_TRIED if claim.message is not None else row.reason
            row.next_at = work.now + (WAITS[0] if claim.message is not None else timedelta(0))
            free(with_it, row.next_at)


def _take_answer(work: Work, row: Delivery, claim: Claimed, answer: MachineAnswer, carried: Sequence[Delivery]) -> None:
    if row.claimed_at != claim.claimed_at and answer.outcome != "taken":
        return  # somebody else has it now
    if claim.attempt is None and (not claim.asked or not row.attempts):
        row.attempts += 1
    state, wait = after_answer(answer.outcome, row.attempts, unsure=claim.unsure)
    if claim.asked and claim.sender_can_tell and answer.outcome == "unknown":
        state, wait = "failed", WAITS[min(row.attempts, len(WAITS)) - 1]  # asking repeats nothing
    _note_attempt(work, row, claim, answer, state)
    row.unsure = state == "failed" and (answer.outcome == "unknown" or claim.unsure)
    if row.state != "sending":  # its receipt was here first
        state, wait = (after_receipt(row.state, "sent") if state == "sent" else row.state), None
    settle(work, row, state, wait, answer, carried)


def _note_attempt(work: Work, row: Delivery, claim: Claimed, answer: MachineAnswer, state: str) -> None:
    number = claim.attempt or row.attempts
    attempt = work.session.scalar(_attempt(row.id, number)) if claim.asked or claim.attempt else None
    if attempt is None:
        attempt = work.add(
            DeliveryAttempt(delivery_id=row.id, number=number, channel=claim.channel, began_at=claim.claimed_at)
        )
    attempt.state, attempt.said, attempt.ended_at = state, answer.said, work.now
    attempt.provider_id = answer.provider_id


def _attempt(delivery_id: int, number: int) -> Select[DeliveryAttempt]:
    return select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery_id, DeliveryAttempt.number == number)
