"""Who was treated elsewhere counts in the figures of scores, and in no flow she did not go through."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from varde.benefits.counting.cells import IMPORTED
from varde.benefits.counting.dimensions import ARM
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.figures.cards import cards_of
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.headline import headlines
from varde.benefits.figures.periods import offered_tracks, stretches
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.exchange.csv.importing import ImportReport
from varde.kernel.speech import Speech
from varde.testing.counted import roll_up

if TYPE_CHECKING:
    from varde.testing.house import House

Bring = Callable[..., ImportReport]
PEOPLE = 30


def imported(bring: Bring, house: House) -> None:
    rows = "".join(f"p{n},F,1,25,18\np{n},F,2,{9 + n % 10},6\n" for n in range(PEOPLE))
    assert bring("id,sex,time,ham,phq\n" + rows).faults == ()
    house.platform.drain()


def referred_here(house: House) -> None:
    therapist = house.person("Maren", "Aas", ("therapist", house.clinic))
    for n in range(20):
        house.enrolled(house.person(f"Ola{n}", "Solheim"), therapist, "ridge", "north", started=n < 12)
    house.platform.drain()


def figures(house: House) -> Report:
    with house.work() as work:
        measures = [m for m in work.catalogue.all(Measure).values() if m.programme == "ridge"]
        roll_up(work)
        return report(sums_of(work, "ridge", [house.clinic.id]), "ridge", measures, Selection("", "9999-12"))


def flow(shown: Report) -> dict[str, object]:
    return {step.milestone: step.share.numerator for step in shown.flow if not step.milestone.startswith("answered")}


def test_the_arm_that_a_file_tells_is_a_dimension(house: House, bring: Bring) -> None:
    imported(bring, house)
    with house.work() as work:
        ids = work.session.scalars(select(Enrolment.id).where(Enrolment.imported).order_by(Enrolment.id)).all()
        told = {"kind": "imported", "by_id": None, "details": {"sex": "female", "arm": "course"}}
        work.session.add_all(EnrolmentEvent(enrolment_id=each, at=work.now, **told) for each in ids[:12])
    rebuild_all(house.platform, everybody=True)
    with house.work() as work:
        counted = sums_of(work, "ridge", [house.clinic.id], dimension=ARM, tracked=False)
    started = {str(key.group): stats.n for key, stats in counted.cells("ridge") if key.category == IMPORTED}
    assert started == {"all": PEOPLE, "course": 12}


@pytest.mark.parametrize("again", [False, True])
def test_the_flow_is_of_those_who_went_through_it(house: House, bring: Bring, again: bool) -> None:
    imported(bring, house)
    assert flow(figures(house)) == {"referred": 0, "eligible": 0, "started": 0}
    referred_here(house)
    if again:
        rebuild_all(house.platform, everybody=True)
    shown = figures(house)
    assert flow(shown)["referred"] == 20
    assert flow(shown)["started"] == 12
    assert {step.milestone: step.share.numerator for step in shown.flow if step.milestone.startswith("answered")} == {
        step.milestone: 0 for step in shown.flow if step.milestone.startswith("answered")
    }


def test_their_scores_are_shown_with_all_who_started_below_them(house: House, bring: Bring) -> None:
    imported(bring, house)
    referred_here(house)
    (phq,) = [shown for shown in figures(house).measures if shown.measure.scale == "phq-9"]
    (rate,) = [rate for rate in phq.rates if rate.occasion == "end"]
    assert rate.of_paired.denominator == PEOPLE
    assert rate.of_started.denominator == PEOPLE + 12


def test_a_place_with_nobody_but_them_says_nothing_of_a_flow(house: House, bring: Bring) -> None:
    imported(bring, house)
    shown = figures(house)
    assert not shown.empty
    voice = Voice(Speech("nb", house.platform.settings.timezone, house.clock.now()), {})
    first, _, _ = cards_of(shown, voice)
    assert "flow" not in [card.kind for card in first]
    assert not any("henvist" in headline.text for headline in headlines(shown, voice))
    with house.work() as work:
        cells = sums_of(work, "ridge", [house.clinic.id])
    assert offered_tracks(cells) == ("north",)
    assert stretches(cells, ("north",), {("phq-9", "start"), ("phq-9", "end")})
