"""How many started is told in the flow and everywhere else, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.benefits.counting.cells import EnrolmentFacts, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.rules import Proportion
from varde.benefits.figures.started import flow_told, of_untold, tells_started
from varde.charts.values import Hidden, Why

from ..cohort import MEASURES, SYMPTOMS, patient

BETTER, HARDLY, SILENT = patient(300, 100), patient(300, 290), patient(300)
NEVER = replace(patient(None), started=None)
HIDDEN = Hidden(Why.DERIVABLE, 5)


def counted(*people: EnrolmentFacts) -> CountedSums:
    return CountedSums.of(merged(*(contributions(facts) for facts in people)).items())


def page(*people: EnrolmentFacts) -> Report:
    return report(counted(*people), "demo", MEASURES, Selection("", "9999-12"))


def steps(shown: Report) -> list[str]:
    return [str(step.share.numerator) for step in shown.flow]


def of_started(shown: Report) -> set[str]:
    """Of how many each figure is that is of all who started."""
    (figures,) = (figures for figures in shown.measures if figures.measure == SYMPTOMS)
    assert figures.classes is not None
    shares = [rate.of_started for rate in figures.rates] + [row.of_started for row in figures.classes.rows]
    return {str(share.denominator) for share in shares}


def test_where_few_never_started_it_is_told_how_many_did() -> None:
    """Of 33 who were referred 30 started: the flow says the 30, and every figure is of them."""
    shown = page(*[BETTER] * 12, *[HARDLY] * 8, *[SILENT] * 10, *[NEVER] * 3)
    assert steps(shown)[:4] == ["skjult", "skjult", "30", "20"]
    assert of_started(shown) == {"30"}
    assert shown.waited is not None
    assert shown.tells_started


def test_where_few_did_not_answer_nothing_tells_how_many_started() -> None:
    """Of 30 who started 28 answered: neither the flow nor any share or wait says the 30."""
    shown = page(*[BETTER] * 18, *[HARDLY] * 10, *[SILENT] * 2, *[NEVER] * 8)
    assert steps(shown)[:4] == ["38", "38", "skjult", "28"]
    assert of_started(shown) == {"skjult"}
    assert (shown.waiting, shown.waited) == ((), None)
    assert not shown.tells_started
    (figures,) = (figures for figures in shown.measures if figures.measure == SYMPTOMS)
    assert figures.rates[0].of_paired.denominator == 28, "what is of those who answered stays"
    assert figures.change is not None
    assert figures.change.n == 28


@pytest.mark.parametrize(("silent", "told"), [(0, "30"), (1, "skjult"), (4, "skjult"), (5, "30")])
def test_where_few_of_those_who_answered_have_no_score_at_the_start_nothing_tells_it_either(
    silent: int, told: str
) -> None:
    """All 30 answered at three months, and some of them have no score to compare with: the outcomes are of the others."""
    only_later = patient(None, 100)
    shown = page(*[BETTER] * 15, *[HARDLY] * (15 - silent), *[only_later] * silent, *[NEVER] * 8)
    assert steps(shown)[2:4] == [told, "30"]
    assert of_started(shown) == {told}


def test_few_who_started_are_few_as_everywhere() -> None:
    shown = page(*[BETTER] * 3, *[NEVER] * 20)
    assert steps(shown)[2] == "<5"
    assert [str(period.days.n) for period in shown.waiting] == ["<5"]
    assert of_started(shown) <= {"<5", "skjult"}


def test_the_flow_is_told_as_on_the_page_by_those_measures_that_anybody_answered() -> None:
    people = [*[BETTER] * 18, *[HARDLY] * 10, *[SILENT] * 2, *[NEVER] * 8]
    flow = flow_told(counted(*people).pool(), MEASURES)
    assert flow == page(*people).flow
    assert not tells_started(flow)
    assert (
        flow_told(counted(*people).pool(), MEASURES, 2)
        == report(counted(*people), "demo", MEASURES, Selection("", "9999-12"), threshold=2).flow
    )
    assert [step.milestone for step in flow_told(counted(NEVER).pool(), MEASURES)] == [
        "referred",
        "eligible",
        "started",
        "answered:3m",
        "answered:6m",
    ]


def test_a_track_that_may_not_be_told_tells_it_nowhere() -> None:
    people = [replace(person, track="a") for person in [*[BETTER] * 12, *[HARDLY] * 8, *[SILENT] * 10]]
    shown = report(
        counted(*people), "demo", MEASURES, Selection("", "9999-12", track="a"), closed={("flow", "started")}
    )
    assert steps(shown)[2:4] == ["skjult", "20"]
    assert of_started(shown) == {"skjult"}
    assert shown.waited is None


def test_a_share_of_those_who_are_not_told() -> None:
    share = Proportion(7, 30, "started", 7 / 30, None)
    assert of_untold(share) == Proportion(7, HIDDEN, "started", HIDDEN, None)
    assert of_untold(share, 7).denominator == Hidden(Why.DERIVABLE, 7)
    nobody = Proportion(0, 0, "started", None, None)
    assert of_untold(nobody) == nobody
