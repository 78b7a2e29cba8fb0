"""What stands on a manager's overview, in words: each number as the page that it leads to has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from varde.benefits.figures.figures import Report
from varde.benefits.figures.headline import main_finding
from varde.benefits.figures.looking import AskedFigures, FiguresView, look_upon
from varde.benefits.figures.places import place_of
from varde.benefits.figures.voice import Voice
from varde.benefits.plan.rules import Stage
from varde.charts.charts import sparkline
from varde.charts.values import Hidden, Shown
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.web.manager import words
from varde.web.manager.benefits import month_name, voice_of
from varde.web.manager.operation import RunLine
from varde.web.manager.plan_shown import PlanLook, look_at_plan
from varde.web.shell.pages import actor

STAGES = {
    "reached": (Stage.REACHED, Stage.NEARLY),
    "under_way": (Stage.UNDER_WAY,),
    "behind": (Stage.UNCHANGED, Stage.WORSE, Stage.LATE),
    "unknown": (Stage.NO_BASELINE, Stage.NO_TARGET, Stage.NOT_MEASURED, Stage.HIDDEN),
}
"""The columns of the plans, in order."""
FEWEST_POINTS = 3
"""Periods that make a curve."""
MOST_DATES = 6


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A programme at a place as its own pages show it; ``plan`` is None for whoever may not read plans."""

    line: RunLine
    voice: Voice
    figures: FiguresView
    plan: PlanLook | None

    @property
    def title(self) -> str:
        return self.voice.say(self.line.programme.title)


@dataclass(frozen=True, slots=True)
class WatchLine:
    """Something to look at: how many, of what, where, and the page that says more."""

    n: str
    title: str
    text: str
    address: str
    do: str


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number, what it is of, and what belongs beside it."""

    title: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme in one finding and three numbers. ``points`` is the line of the wait, empty of too few periods."""

    line: RunLine
    finding: str
    numbers: tuple[NumberSaid, ...]
    points: tuple[tuple[float, float], ...]
    trend: str


@dataclass(frozen=True, slots=True)
class DayToCome:
    """A day on which something is to be done."""

    day: date
    text: str
    address: str


def look_at_line(work: Work, line: RunLine, *, plans: bool) -> LookedAt:
    """The figures that its own page opens with, and its plan. At most fifteen statements."""
    voice = voice_of(work, line.programme)
    if plans:
        plan = look_at_plan(work, line.organisation.key, line.programme.key)
        return LookedAt(line, voice, plan.look, plan)
    place = place_of(work, actor(), line.organisation.key, line.programme.key)
    return LookedAt(line, voice, look_upon(work, place, AskedFigures()), None)


def programme_card(of: LookedAt) -> ProgrammeCard:
    """The card of a programme; where nothing of it may be shown, that is the finding."""
    report, voice = of.figures.report, of.voice
    waiting = NumberSaid(
        voice.say(words.WAITING_NOW),
        voice.number(of.line.waiting),
        voice.say(words.LATE_OF_THEM, n=voice.number(of.line.late)),
    )
    if report is None:
        early = words.TOO_EARLY if of.figures.unsettled else words.NOBODY_YET
        finding = words.KEPT_BACK if of.figures.kept_back else early
        return ProgrammeCard(of.line, voice.say(finding), (waiting,), (), "")
    points, trend = _trend(report, voice)
    numbers = (_started(report, voice), _responders(report, voice), waiting)
    return ProgrammeCard(of.line, main_finding(report, voice) or voice.say(words.KEPT_BACK), numbers, points, trend)


def _started(report: Report, voice: Voice) -> NumberSaid:
    n = next((step.share.numerator for step in report.flow if step.milestone == "started"), None)
    first, last = month_name(report.selection.first), month_name(report.selection.last)
    return NumberSaid(voice.say(words.STARTED), voice.number(n), first if first == last else f"{first}–{last}")


def _responders(report: Report, voice: Voice) -> NumberSaid:
    rates = report.main.rates if report.main is not None else ()
    if not rates or isinstance(rates[0].of_paired.share, Hidden):
        return NumberSaid(voice.say(words.RESPONDERS), "–", voice.say(words.TOO_FEW_ANSWERS))
    of_answered = voice.say(words.OF_ANSWERED, share=voice.percent(rates[0].of_paired.share))
    if rates[0].occasion in report.selection.undue:
        return NumberSaid(voice.say(words.RESPONDERS), "–", voice.say(words.NOT_ALL_ASKED, seen=of_answered))
    if isinstance(rates[0].of_started.share, Hidden):
        return NumberSaid(voice.say(words.RESPONDERS), "–", of_answered)
    return NumberSaid(voice.say(words.RESPONDERS), voice.percent(rates[0].of_started.share), of_answered)


def _trend(report: Report, voice: Voice) -> tuple[tuple[tuple[float, float], ...], str]:
    """The wait by period, where every period is shown."""
    days = [period.days.mean for period in report.waiting]
    shown = [each for each in days if isinstance(each, float)]
    if len(shown) < max(FEWEST_POINTS, len(days)):
        return (), ""
    said = voice.say(
        words.WAIT_WENT, first=voice.number(shown[0]), last=voice.number(shown[-1]), n=voice.number(len(shown))
    )
    return sparkline(shown, 0, max(*shown, 1.0)), said


def things_to_watch(lines: Sequence[tuple[RunLine, Voice]], looked: Sequence[LookedAt]) -> list[WatchLine]:
    """What waits longer than it should, also where she has left it out, and benefits without a baseline in what she sees."""
    kinds: tuple[tuple[str, Text], ...] = (
        ("late", words.ARE_LATE),
        ("overdue", words.ARE_OVERDUE),
        ("unopened", words.ARE_UNOPENED),
    )
    said = []
    for name, title in kinds:
        numbers: list[tuple[RunLine, Voice, Shown]] = [(line, voice, getattr(line, name)) for line, voice in lines]
        if of_these := [each for each in numbers if each[2] != 0]:
            said.append(_watched(title, of_these))
    return [*said, *_without_baseline(looked)]


def _watched(title: Text, numbers: Sequence[tuple[RunLine, Voice, Shown]]) -> WatchLine:
    """How many there are of what is shown, “at least” beside what is hidden, and “some” where all of it is."""
    line, voice, first = numbers[0]
    shown = [n for *_, n in numbers if isinstance(n, int)]
    total = voice.number(sum(shown))
    if len(shown) < len(numbers):
        few = voice.number(first) if len(numbers) == 1 else voice.say(words.SOME)
        total = voice.say(words.AT_LEAST, n=total) if shown else few
    text = ", ".join(f"{own.say(each.programme.title)} {own.number(n)}" for each, own, n in numbers)
    alone = url_for("operation.show", organisation=line.organisation.key, programme=line.programme.key)
    address = alone if len(numbers) == 1 else url_for("operation.index")
    return WatchLine(total, voice.say(title), f"{text}.", address, voice.say(words.SEE_RUN))


def _without_baseline(looked: Sequence[LookedAt]) -> Iterator[WatchLine]:
    """How many benefits of all these plans have no baseline; nothing where every one has."""
    numbers = [(each, stages.count(Stage.NO_BASELINE)) for each in looked if (stages := _stages(each.plan))]
    lacking = [(each, n) for each, n in numbers if n]
    if lacking:
        first, total = lacking[0][0], sum(n for _, n in lacking)
        yield WatchLine(
            first.voice.number(total),
            first.voice.say(words.LACKS_BASELINE if total == 1 else words.LACK_BASELINE),
            f"{', '.join(f'{each.title} {each.voice.number(n)}' for each, n in lacking)}.",
            _plan_of(first.line) if len(lacking) == 1 else url_for("plan.index"),
            first.voice.say(words.SEE_PLAN if len(lacking) == 1 else words.SEE_PLANS),
        )


def _stages(plan: PlanLook | None) -> list[Stage]:
    """Where each benefit stands, those that were taken out left aside."""
    return [line.stage for line in plan.lines if line.benefit.row.status != "dropped"] if plan is not None else []


def _plan_of(line: RunLine) -> str:
    return url_for("plan.show", organisation=line.organisation.key, programme=line.programme.key)


def stages_counted(plan: PlanLook) -> list[int]:
    """How many benefits of a plan stand in each column."""
    return [sum(stage in column for stage in _stages(plan)) for column in STAGES.values()]


def dates_to_come(looked: Sequence[LookedAt], person_id: int, today: date) -> list[DayToCome]:
    """The next days on which she is to measure what she owns, or a plan is to be looked over."""
    days = []
    for each in looked:
        plan, address = each.plan, _plan_of(each.line)
        if plan is None or plan.plan is None:
            continue
        if plan.plan.review_on is not None and plan.plan.review_on >= today:
            days.append(DayToCome(plan.plan.review_on, each.voice.say(words.REVIEW, programme=each.title), address))
        for line in plan.lines:
            row = line.benefit.row
            if line.due is not None and row.owner_id == person_id:
                text = each.voice.say(words.MEASURE, benefit=row.title, programme=each.title)
                days.append(DayToCome(line.due, text, address))
    return sorted(days, key=lambda each: (each.day, each.text))[:MOST_DATES]
