"""Two programmes, two places or two periods beside each other, counts and means of what each one's own page shows, no patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, g, render_template, request

from varde.benefits.figures import compare_words
from varde.benefits.figures.compare_cards import (
    ComparedWords,
    can_say,
    cannot_say,
    compare_cards,
    compared_table,
    tells_who_left,
)
from varde.benefits.figures.compare_words import Beside
from varde.benefits.figures.comparison import Comparison, compare, shared
from varde.benefits.figures.equity import line_to
from varde.benefits.figures.figures import Report
from varde.benefits.figures.looking import AskedFigures, FiguresView, look_upon
from varde.benefits.figures.places import ProgrammePlace, place_of, places_of
from varde.benefits.values import Measure
from varde.identity.models import Organisation
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.web.manager.benefits import month_name, voice_of
from varde.web.manager.periods import period_asked
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("compare", __name__, url_prefix="/gevinster")
BEGINS, ENDS = "fra2", "til2"
"""The fields of the second of two periods."""
TRIED = 4
"""Of so many it is looked which can be compared, where the reader has not chosen: the last of them another period of its own."""


@dataclass(frozen=True, slots=True)
class MeasuredAlike:
    """A programme at a place that can be laid beside another, in what the two differ, and the measures that both have."""

    organisation: Organisation
    programme: Programme
    measures: tuple[Measure, ...]
    beside: Beside

    @property
    def key(self) -> str:
        return f"{self.programme.key}@{self.organisation.key}"

    @property
    def label(self) -> str:
        """How it is chosen."""
        speech = http.speech()
        if self.beside == "periods":
            return speech.say(compare_words.ANOTHER_PERIOD)
        return f"{speech.say(self.programme.title)}, {self.organisation.name}"


@bp.get("/<organisation>/<programme>/sammenlign")
@audience("manager")
def show(organisation: str, programme: str) -> tuple[str, int]:
    """One programme at a place beside another that is measured alike, or beside itself at another place or in another period.

    What is wrong in the address stands beside its field.
    """
    work, speech = http.work(), http.speech()
    place = place_of(work, actor(), organisation, programme)
    g.organisation = place.organisation
    offered = _offered(work, place)
    asked, errors = period_asked()
    then, errors_then = period_asked(BEGINS, ENDS)
    chosen = next((each for each in offered if each.key == request.args.get("med")), None)
    if request.args.get("med") and chosen is None:
        errors["med"] = speech.say(compare_words.CHOOSE_OFFERING)
    looks = None
    if chosen is None and offered:
        chosen = offered[0]
        if not any(request.args.get(name) for name in ("med", "mal", "fra", "til", BEGINS, ENDS)):
            chosen, looks = _first_compared(work, place, offered)
    beside: Beside = chosen.beside if chosen is not None else "programmes"
    context: dict[str, object] = {"place": place, "offered": offered, "chosen": chosen, "asked": asked}
    if chosen is not None:
        if beside == "periods":
            errors |= errors_then
        looks = looks or _looks(work, place, chosen, asked, then)
        if beside == "periods" and _overlap(looks):
            errors[BEGINS] = speech.say(compare_words.OVERLAPPING)
        measure = next((m for m in chosen.measures if m.key == request.args.get("mal")), None)
        if request.args.get("mal") and measure is None:
            errors["mal"] = speech.say(compare_words.CHOOSE_MEASURE)
        context |= _beside(work, looks, measure or chosen.measures[0], beside, compared=BEGINS not in errors)
        if context["comparison"] is None and (asked.first or asked.last) and not errors:
            errors["til"] = speech.say(compare_words.TOO_FEW_MONTHS)
    page = render_template(
        "benefits/compare.html",
        nav=staff_nav("benefits"),
        heading=speech.say(compare_words.HEADING[beside]),
        errors=errors,
        month=month_name,
        invented=http.platform().settings.environment == "demo",
        **context,
    )
    return page, 422 if errors else 200


def _offered(work: Work, place: ProgrammePlace) -> list[MeasuredAlike]:
    """What the manager sees that is measured as this programme is, at this place first; then the programme at other places
    with nobody in common, and in another period. Three statements."""
    measures = list(work.catalogue.all(Measure).values())
    own = [m for m in measures if m.programme == place.programme.key]
    line = line_to(place.above, place.organisation.id)
    programmes, places = [], []
    for programme, organisations in places_of(work, actor()):
        alike = tuple(m for m, _ in shared(own, [m for m in measures if m.programme == programme.key]))
        if programme.key == place.programme.key:
            apart = [each for each in organisations if each.id not in place.inside and each.id not in line]
            places += [MeasuredAlike(each, programme, _once(own), "places") for each in apart]
        elif alike:
            programmes += [MeasuredAlike(each, programme, alike, "programmes") for each in organisations]
    programmes.sort(
        key=lambda each: each.organisation.id not in place.inside and each.organisation.id != place.organisation.id
    )
    periods = MeasuredAlike(place.organisation, place.programme, _once(own), "periods")
    return [each for each in (*programmes, *places, periods) if each.measures]


def _first_compared(
    work: Work, place: ProgrammePlace, offered: Sequence[MeasuredAlike]
) -> tuple[MeasuredAlike, tuple[FiguresView, FiguresView]]:
    """The first of those offered that has enough to be laid beside the place, and the first of all where none has."""
    asked, tried = AskedFigures(), []
    for each in [*offered[:-1][: TRIED - 1], offered[-1]]:
        looks = _looks(work, place, each, asked, asked)
        tried.append((each, looks))
        mine, theirs = looks[0].report, looks[1].report
        if mine is None:
            break
        if theirs is not None and _compared(mine, theirs, each.measures[0]) is not None:
            return each, looks
    return tried[0]


def _looks(
    work: Work, place: ProgrammePlace, chosen: MeasuredAlike, asked: AskedFigures, then: AskedFigures
) -> tuple[FiguresView, FiguresView]:
    if chosen.beside == "periods":
        return _two_periods(work, place, asked, then)
    second = place_of(work, actor(), chosen.organisation.key, chosen.programme.key)
    return look_upon(work, place, asked), look_upon(work, second, asked)


def _compared(first: Report, second: Report, measure: Measure) -> Comparison | None:
    """None where either has too few to lay beside the other."""
    comparison = compare(first, second, measure.scale)
    return comparison if comparison is not None and comparison.plain is not None else None


def _once(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Those that are asked at the start and later, one of each scale, primary ones first."""
    by_scale: dict[str, Measure] = {}
    for measure in sorted(measures, key=lambda each: not each.primary):
        if measure.start_occasion is not None:
            by_scale.setdefault(measure.scale, measure)
    return tuple(by_scale.values())


def _two_periods(
    work: Work, place: ProgrammePlace, asked: AskedFigures, then: AskedFigures
) -> tuple[FiguresView, FiguresView]:
    """The place in both periods. Where no months are asked for: the later half of the months that can be told apart, and the ones
    before; where the second are not, all before the first."""
    whole = look_upon(work, place, AskedFigures())
    last = whole.report.selection.last if whole.report is not None else ""
    months = [each for each in whole.months if each.last <= last]
    if not (asked.first or asked.last):
        later = [each for each in months if then.last and each.first > then.last] or months[len(months) // 2 :]
        asked = AskedFigures(later[0].first, later[-1].last) if later else asked
    first = look_upon(work, place, asked)
    if not (then.first or then.last) and first.report is not None:
        before = [each for each in months if each.last < first.report.selection.first]
        then = AskedFigures(before[0].first, before[-1].last) if before else then
        if not before:
            return first, FiguresView(place, first.counted)
    return first, look_upon(work, place, then)


def _overlap(looks: tuple[FiguresView, FiguresView]) -> bool:
    selections = [look.report.selection for look in looks if look.report is not None]
    if len(selections) < 2:
        return False
    first, second = selections
    return first.first <= second.last and second.first <= first.last


def _beside(
    work: Work, looks: tuple[FiguresView, FiguresView], measure: Measure, beside: Beside, *, compared: bool
) -> dict[str, object]:
    """What the page is made of: the comparison is None where it is not to be ``compared``, or either has too few to lay beside the
    other."""
    names = ComparedWords(*_names(looks, beside), voice_of(work, looks[0].place.programme), beside)
    mine, theirs = looks[0].report, looks[1].report
    none = {"looks": looks, "measure": measure, "comparison": None, "names": names}
    if not compared or mine is None or theirs is None:
        return none
    comparison = _compared(mine, theirs, measure)
    if comparison is None:
        return none
    return none | {
        "comparison": comparison,
        "cards": {card.id: card for card in compare_cards(comparison, names)},
        "can": list(can_say(comparison, names)),
        "cannot": list(cannot_say(comparison, names)),
        "table": compared_table(comparison, (mine, theirs), names),
        "tells_who_left": tells_who_left((mine, theirs)),
    }


def _names(looks: tuple[FiguresView, FiguresView], beside: Beside) -> tuple[str, str]:
    if beside == "programmes":
        first, second = (http.speech().say(look.place.programme.title) for look in looks)
        return first, second
    if beside == "places":
        return looks[0].place.organisation.name, looks[1].place.organisation.name
    return _period(looks[0].report), _period(looks[1].report)


def _period(report: Report | None) -> str:
    return f"{month_name(report.selection.first)}–{month_name(report.selection.last)}" if report is not None else "–"
