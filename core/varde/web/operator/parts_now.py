"""The parts of the machine and what is held to, in words for whoever operates it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.kernel.jobs import waiting_and_failed
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.machines import HeldTo, MachineNow, held_to, machines_now
from varde.scheduling.late import failing_now, late_now
from varde.web.operator import words


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


def parts_now(work: Work, speech: Speech, *, queue: bool | None) -> list[PartLine]:
    """Each part of the machine. ``queue``: whether Redis answers, None where there is none. Six statements."""
    late, failing = sum(kind.number for kind in late_now(work)), sum(kind.number for kind in failing_now(work))
    waiting, failed = waiting_and_failed(work)
    hints = [speech.say(words.JOBS_WAIT, n=waiting)] + ([speech.say(words.JOBS_GIVEN_UP, n=failed)] if failed else [])
    return [
        PartLine(words.DATABASE, words.UP),
        _clock(speech, late, failing),
        PartLine(words.QUEUE, *_queue(queue)),
        PartLine(words.JOBS, words.SOME_GIVEN_UP if failed else words.UP, tuple(hints), "bad" if failed else ""),
        *(_machine(speech, machine) for machine in machines_now(work)),
    ]


def _clock(speech: Speech, late: int, failing: int) -> PartLine:
    """Whether what is planned gets done. What fails while the rest gets done is a warning."""
    hints = [(words.PLANNED_LATE, late), (words.PLANNED_FAILS, failing)]
    said = tuple(speech.say(each, n=number) for each, number in hints if number)
    return PartLine(
        words.CLOCK, words.LATE_CLOCK if late else words.ON_TIME, said, "bad" if late else "warn" if failing else ""
    )


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
