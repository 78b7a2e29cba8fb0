"""Two programmes beside each other, counts and means of what each one's own page shows, no patients."""

from __future__ import annotations

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
from varde.benefits.figures.comparison import compare, shared
from varde.benefits.figures.looking import FiguresView, look_upon
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


@dataclass(frozen=True, slots=True)
class MeasuredAlike:
    """A programme at a place that can be laid beside another, and the measures that both have."""

    organisation: Organisation
    programme: Programme
    measures: tuple[Measure, ...]

    @property
    def key(self) -> str:
        return f"{self.programme.key}@{self.organisation.key}"


@bp.get("/<organisation>/<programme>/sammenlign")
@audience("manager")
def show(organisation: str, programme: str) -> tuple[str, int]:
    """One programme at a place beside another that is measured alike; what is wrong in the address stands beside its field."""
    work = http.work()
    place = place_of(work, actor(), organisation, programme)
    g.organisation = place.organisation
    offered = _offered(work, place)
    asked, errors = period_asked()
    chosen = next((each for each in offered if each.key == request.args.get("med")), None)
    if request.args.get("med") and chosen is None:
        errors["med"] = http.speech().say(compare_words.CHOOSE_OFFERING)
    chosen = chosen or next(iter(offered), None)
    context: dict[str, object] = {"place": place, "offered": offered, "chosen": chosen, "asked": asked}
    if chosen is not None:
        beside = place_of(work, actor(), chosen.organisation.key, chosen.programme.key)
        looks = look_upon(work, place, asked), look_upon(work, beside, asked)
        measure = next((m for m in chosen.measures if m.key == request.args.get("mal")), None)
        if request.args.get("mal") and measure is None:
            errors["mal"] = http.speech().say(compare_words.CHOOSE_MEASURE)
        context |= _beside(work, looks, measure or chosen.measures[0])
        if context["comparison"] is None and (asked.first or asked.last):
            errors["til"] = http.speech().say(compare_words.TOO_FEW_MONTHS)
    page = render_template(
        "benefits/compare.html",
        nav=staff_nav("benefits"),
        errors=errors,
        month=month_name,
        invented=http.platform().settings.environment == "demo",
        **context,
    )
    return page, 422 if errors else 200


def _offered(work: Work, place: ProgrammePlace) -> list[MeasuredAlike]:
    """What the manager sees that is measured as this programme is, at this place before others. Three statements."""
    measures = list(work.catalogue.all(Measure).values())
    own = [m for m in measures if m.programme == place.programme.key]
    offered = []
    for programme, organisations in places_of(work, actor()):
        if programme.key == place.programme.key:
            continue
        alike = tuple(m for m, _ in shared(own, [m for m in measures if m.programme == programme.key]))
        offered += [MeasuredAlike(organisation, programme, alike) for organisation in organisations if alike]
    return sorted(
        offered,
        key=lambda each: each.organisation.id not in place.inside and each.organisation.id != place.organisation.id,
    )


def _beside(work: Work, looks: tuple[FiguresView, FiguresView], measure: Measure) -> dict[str, object]:
    """What the page is made of: the comparison is None where either has too few to lay beside the other."""
    voice = voice_of(work, looks[0].place.programme)
    first, second = (http.speech().say(look.place.programme.title) for look in looks)
    names = ComparedWords(first, second, voice)
    mine, theirs = looks[0].report, looks[1].report
    comparison = compare(mine, theirs, measure.scale) if mine is not None and theirs is not None else None
    if mine is None or theirs is None or comparison is None or comparison.plain is None:
        return {"looks": looks, "measure": measure, "comparison": None, "names": names}
    return {
        "looks": looks,
        "measure": measure,
        "names": names,
        "comparison": comparison,
        "cards": {card.id: card for card in compare_cards(comparison, names)},
        "can": list(can_say(comparison, names)),
        "cannot": list(cannot_say(comparison, names)),
        "table": compared_table(comparison, (mine, theirs), names),
        "tells_who_left": tells_who_left((mine, theirs)),
    }
