"""What the pages of a benefits plan show of each benefit, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from varde.benefits.figures.looking import FiguresView, look_upon
from varde.benefits.figures.places import ProgrammePlace, place_of
from varde.benefits.plan import words as plan_words
from varde.benefits.plan.board import PlanLine, ReadFrom, board_of
from varde.benefits.plan.models import BenefitsPlan
from varde.benefits.plan.reading import Indicator, LinkableFigure, readable
from varde.benefits.plan.rules import decimals_of_written, realised_percent
from varde.benefits.plan.service import benefits_of, names_of_owners, plan_of
from varde.benefits.values import Measure
from varde.charts.values import Hidden
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.web.manager import words
from varde.web.manager.benefits import asked_figures, voice_of
from varde.web.shell import http
from varde.web.shell.pages import actor

ICONS = {
    "reached": ("done", "check"),
    "nearly": ("done", "check"),
    "under_way": ("go", "up"),
    "unchanged": ("now", "info"),
    "worse": ("now", "info"),
    "late": ("now", "info"),
}
"""The kind of tag and the icon of each standing; all others are a clock without a colour."""


@dataclass(frozen=True, slots=True)
class ShownBenefit:
    """A benefit in words. ``now`` and the like are "" where nothing is known; ``share`` is the realisation in per cent."""

    line: PlanLine
    indicator: str
    unit: str
    baseline: str
    target: str
    now: str
    people: str
    share: str
    owner: str
    tag: tuple[str, str]
    standing: Text


@dataclass(frozen=True, slots=True)
class PlanLook:
    """A plan as it stands today: the figures it reads, its benefits, and which figures can be read. ``plan`` is None before
    anybody has begun one."""

    look: FiguresView
    plan: BenefitsPlan | None
    lines: Sequence[PlanLine]
    readable: Mapping[str, LinkableFigure]
    owners: Mapping[int, str]

    def shown(self, line: PlanLine) -> ShownBenefit:
        """A line in words."""
        return _shown(self, line)


def look_at_plan(work: Work, organisation: str, programme: str) -> PlanLook:
    """The plan of a place with what its benefits show: of everybody, in the months that the address names. Five statements more
    than the figures themselves, whatever there is."""
    place = place_of(work, actor(), organisation, programme)
    look = look_upon(work, place, replace(asked_figures(), track=None))
    measures = measures_of(work, programme)
    plan = plan_of(work, look.place.organisation.id, programme)
    benefits = benefits_of(work, plan.id) if plan is not None else []
    read_from = ReadFrom(look.report, frozenset(each.key for each in measures), look.place.fewest, look.kept_back)
    lines = board_of(benefits, read_from, work.today, work.zone)
    owners = names_of_owners(work, benefits) if benefits else {}
    return PlanLook(look, plan, lines, readable_at(work, place), owners)


def readable_at(work: Work, place: ProgrammePlace) -> dict[str, LinkableFigure]:
    """The figures that a benefit can be linked to there, by the code that a form sends."""
    figures = readable(measures_of(work, place.programme.key), voice_of(work, place.programme))
    return {each.indicator.code: each for each in figures}


def measures_of(work: Work, programme: str) -> list[Measure]:
    """The measures that a programme declares, primary ones first."""
    own = (measure for measure in work.catalogue.all(Measure).values() if measure.programme == programme)
    return sorted(own, key=lambda measure: (not measure.primary, measure.key))


def _shown(look: PlanLook, line: PlanLine) -> ShownBenefit:
    row, reading, speech = line.benefit.row, line.reading, http.speech()
    figure = look.readable.get(Indicator(row.figure, row.measure, row.occasion).code) if row.figure else None
    unit = speech.say(figure.unit) if figure else row.unit
    return ShownBenefit(
        line,
        row.indicator or (speech.say(figure.label) if figure else ""),
        unit,
        amount(row.baseline, unit),
        amount(row.target, unit),
        amount(reading.value, unit),
        "" if reading.n is None or isinstance(reading.n, Hidden) else speech.number(reading.n),
        "" if line.realisation is None else f"{speech.number(realised_percent(line.realisation))}\N{NO-BREAK SPACE}%",
        look.owners.get(row.owner_id or 0, "") or row.owner_name,
        ICONS.get(line.stage.value, ("", "clock")),
        plan_words.STANDING[line.stage.value],
    )


def amount(value: float | Hidden | None, unit: str) -> str:
    """“27 %”, “41 dager”, “22,1”; “skjult” of what is hidden, "" of what is not known."""
    if value is None:
        return ""
    if isinstance(value, Hidden):
        return http.speech().say(words.FEW, n=str(value.threshold))
    number = http.speech().number(value, decimals_of_written(value))
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number
