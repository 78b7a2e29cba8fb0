"""The parts of the machine and what is held to, in words for whoever operates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.audit.standing import CHAINED_WITHIN, CHECKED_WITHIN, LogNow, log_now
from varde.benefits.counting.checked import CHECKED_WITHIN as COMPARED_WITHIN
from varde.benefits.counting.checked import last_check
from varde.benefits.counting.models import CellCheck
from varde.kernel.jobs import waiting_and_failed
from varde.kernel.speech import Speech
from varde.kernel.speed import LIMITS_MS, Counted, Speed, speed_now
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.machines import HeldTo, MachineNow, held_to, machines_now
from varde.scheduling.late import failing_now, late_now
from varde.web.operator import words

SLOW_MS = 1_000
"""Where more than one page in twenty takes longer, pages are said to be slow. Our own, proposed."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part: how it does, ``tone`` is "" while it is well, "warn", "bad", or "off" where there is none."""

    title: Text
    state: Text
    hints: tuple[str, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One thing that is held to, and whether it was broken."""

    words: str
    broken: bool


def parts_now(work: Work, speech: Speech, *, queue: bool | None, not_added: Counted) -> list[PartLine]:
    """Each part of the machine. ``queue``: whether Redis answers, None where there is none. ``not_added``: the pages of this
    process that are not in the database yet. Eleven statements."""
    late, failing = sum(kind.number for kind in late_now(work)), sum(kind.number for kind in failing_now(work))
    waiting, failed = waiting_and_failed(work)
    hints = [speech.say(words.JOBS_WAIT, n=waiting)] + ([speech.say(words.JOBS_GIVEN_UP, n=failed)] if failed else [])
    return [
        _pages(speech, speed_now(work, not_added)),
        PartLine(words.DATABASE, words.UP),
        _clock(speech, late, failing),
        PartLine(words.QUEUE, *_queue(queue)),
        PartLine(words.JOBS, words.SOME_GIVEN_UP if failed else words.UP, tuple(hints), "bad" if failed else ""),
        *(_machine(speech, machine) for machine in machines_now(work)),
        _access_log(work, speech, log_now(work)),
        _figures(work, speech, last_check(work)),
    ]


def _clock(speech: Speech, late: int, failing: int) -> PartLine:
    """Whether what is planned gets done. What fails while the rest gets done is a warning."""
    hints = [(words.PLANNED_LATE, late), (words.PLANNED_FAILS, failing)]
    said = tuple(speech.say(each, n=number) for each, number in hints if number)
    return PartLine(
        words.CLOCK, words.LATE_CLOCK if late else words.ON_TIME, said, "bad" if late else "warn" if failing else ""
    )


def _pages(speech: Speech, speed: Speed) -> PartLine:
    if not speed.pages:
        return PartLine(words.PAGES, words.NO_PAGES, tone="off")
    half, most = (_limit(speech, speed.share_within(share)) for share in (0.5, 0.95))
    slow = speed.within[SLOW_MS] < 0.95 * speed.pages
    hint = speech.say(words.PAGES_TAKE, half=half, most=most, n=speed.pages)
    return PartLine(words.PAGES, words.SLOW if slow else words.UP, (hint,), "warn" if slow else "")


def _limit(speech: Speech, within: int | None) -> str:
    if within is None:
        return speech.say(words.MORE_THAN, seconds=_seconds(speech, LIMITS_MS[-2]))
    if within < 1000:
        return speech.say(words.WITHIN_MS, ms=within)
    return speech.say(words.WITHIN, seconds=_seconds(speech, within))


def _seconds(speech: Speech, milliseconds: int) -> str:
    return speech.number(milliseconds / 1000, 1 if milliseconds % 1000 else 0)


def _access_log(work: Work, speech: Speech, log: LogNow) -> PartLine:
    """Broken goes before late, and late before that nobody has looked."""
    hints = [speech.say(words.ENTRIES_WAIT, n=log.waiting)]
    hints += [speech.say(words.CHAINED_LAST, when=speech.ago(log.chained))] if log.chained else []
    check = log.check
    hints.append(
        speech.say(words.CHECKED_LAST, when=speech.ago(check.at)) if check else speech.say(words.NEVER_CHECKED)
    )
    state, tone = words.WHOLE, ""
    if log.anchor is None:
        hints.append(speech.say(words.NEVER_ANCHORED))
    elif log.anchor.fault:
        state, tone = words.NOT_ANCHORED, "warn"
        hints.append(speech.say(words.ANCHOR_REFUSED, when=speech.ago(log.anchor.at), said=log.anchor.fault))
    else:
        hints.append(speech.say(words.ANCHORED_LAST, when=speech.ago(log.anchor.at)))
    if check is None or check.at < work.now - CHECKED_WITHIN:
        state, tone = words.NOT_CHECKED, "warn"
    if log.waits_since is not None and log.waits_since < work.now - CHAINED_WITHIN:
        state, tone = words.LATE_CLOCK, "bad"
    if check is not None and check.broken_at is not None:
        state, tone = words.BROKEN, "bad"
        hints.append(speech.say(words.BROKEN_FROM, n=check.broken_at))
    return PartLine(words.ACCESS_LOG, state, tuple(hints), tone)


def _figures(work: Work, speech: Speech, check: CellCheck | None) -> PartLine:
    """Whether the sums of the benefits were what they should be when they were last compared. Wrong goes before that nobody has
    looked."""
    hint = speech.say(words.COMPARED_LAST, when=speech.ago(check.at)) if check else speech.say(words.NEVER_COMPARED)
    if check is not None and check.faults:
        said = speech.say(words.WRONG_FIGURES, n=check.faults, first=check.first)
        return PartLine(words.FIGURES, words.DISAGREE, (hint, said), "bad")
    if check is None or check.at < work.now - COMPARED_WITHIN:
        return PartLine(words.FIGURES, words.NOT_CHECKED, (hint,), "warn")
    return PartLine(words.FIGURES, words.AGREE, (hint,))


def _queue(answers: bool | None) -> tuple[Text, tuple[str, ...], str]:
    if answers is None:
        return words.NO_QUEUE, (), "off"
    return (words.UP, (), "") if answers else (words.GONE, (), "bad")


def _machine(speech: Speech, machine: MachineNow) -> PartLine:
    hints = []
    if machine.state == "down" and machine.failed_at is not None:
        hints.append(speech.say(words.DOWN_SINCE, when=speech.ago(machine.failed_at), said=machine.said))
    elif machine.taken_at is not None:
        hints.append(speech.say(words.TAKEN_LAST, when=speech.ago(machine.taken_at)))
    if machine.unreceipted:
        hints.append(speech.say(words.UNRECEIPTED, n=machine.unreceipted))
    tone = {"down": "bad", "none": "off"}.get(machine.state, "warn" if machine.unreceipted else "")
    return PartLine(machine.channel.title, words.MACHINE[machine.state], tuple(hints), tone)


def held_lines(work: Work, speech: Speech) -> Sequence[HeldLine]:
    """What is held to, the worst that was found in each. Three statements."""
    breaches: HeldTo = held_to(work)
    most = work.settings.notices_a_day
    return [
        _held(speech, words.QUIET_KEPT, words.QUIET_BROKEN, breaches.in_quiet_hours),
        _held(speech, words.ONCE_KEPT, words.ONCE_BROKEN, breaches.twice),
        _held(speech, words.FEW_KEPT, words.FEW_BROKEN, breaches.told_too_often, most=most),
    ]


def _held(speech: Speech, kept: Text, broken: Text, count: int, **about: int) -> HeldLine:
    return HeldLine(speech.say(broken if count else kept, n=count, **about), count > 0)
