"""Each finding and each limit from figures written by hand, in the three languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.figures.change import ChangeClass
from varde.benefits.figures.exits import ExitGroup, Exits
from varde.benefits.figures.figures import MeasureFigures, Report, Selection
from varde.benefits.figures.headline import headlines
from varde.benefits.figures.rules import (
    Average,
    ClassRow,
    ClinicalSignificance,
    FlowStep,
    GroupSeries,
    MeanTrajectory,
    PairedChange,
    Population,
    Proportion,
    ResponderRate,
    Satisfaction,
)
from varde.benefits.figures.statistics import Moments, Pairs, paired, welch, wilson
from varde.benefits.figures.voice import Voice
from varde.benefits.figures.waiting import WaitingPeriod
from varde.benefits.report.lost import lost, unchanged_without_answer
from varde.benefits.report.sentences import findings, limits, lost_sentence
from varde.charts.values import Hidden, Why
from varde.kernel.speech import Speech
from varde.kernel.words import LANGUAGES, Text

from ..cohort import SATISFACTION, SYMPTOMS

FEW, TOLD = Hidden(Why.SMALL), Hidden(Why.DERIVABLE)
OCCASIONS = {
    "start": Text("Ved start", "Ved start", "At the start"),
    "3m": Text("Etter, 3 måneder", "Etter, 3 månader", "After, 3 months"),
}
EMPTY = Report(
    Selection("2025-01", "2025-12"), (FlowStep("referred", Proportion(0, 0, "referred", None, None)),), (), (), ()
)


def voice(language: str = "nb") -> Voice:
    return Voice(Speech(language, ZoneInfo("Europe/Oslo"), datetime(2026, 1, 2, tzinfo=UTC)), OCCASIONS)


def share(k: int, n: int, population: Population = "paired") -> Proportion:
    return Proportion(k, n, population, k / n, wilson(k, n))


def hidden(n: Any, population: Population = "paired") -> Proportion:
    return Proportion(TOLD, n, population, TOLD, None)


def average(n: int, mean: float, sd: float) -> Average:
    return Average(n, float(mean), float(sd), Moments.from_summary(n, mean, sd).ci95)


def changed(n: int, start: float, later: float, sd: float = 80, r: float = 0.5) -> PairedChange:
    """So many whose two scores have these means, one SD, and this correlation."""
    square = (n - 1) * sd * sd
    sums = Pairs(
        n, n * start, square + n * start * start, n * later, square + n * later * later, r * square + n * start * later
    )
    return PairedChange("sss", SYMPTOMS.title, n, average(n, start, sd), average(n, later, sd), paired(sums))


def symptoms(**figures: Any) -> Report:
    return replace(EMPTY, measures=(MeasureFigures(SYMPTOMS, change=figures.pop("change", None), **figures),))


def rate(of_paired: Proportion, of_started: Proportion) -> tuple[ResponderRate, ...]:
    return (ResponderRate(SYMPTOMS, "3m", of_paired, of_started),)


def said(report: Report, language: str = "nb") -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in findings(report, voice(language))]


def response(of_paired: Proportion, of_started: Proportion) -> list[str]:
    return said(symptoms(rates=rate(of_paired, of_started), change=replace(changed(20, 200, 190), test=None)))


def test_a_response_has_both_denominators_and_those_who_are_not_known() -> None:
    assert response(share(127, 294), share(127, 412, "started")) == [
        "127 av 412 som begynte, var respondere på Plager (3 måneder). Det er 31 % av alle (95 % KI 27–35) og 43 % av de 294 som "
        "svarte (95 % KI 38–49). Hvordan det gikk med de andre 118, vet vi ikke."
    ]


def test_nobody_is_unknown_where_all_answered() -> None:
    assert response(share(40, 80), share(40, 80, "started"))[0].endswith("som svarte (95 % KI 39–61).")


def test_without_the_wider_denominator_the_sentence_says_so() -> None:
    assert response(share(40, 80), Proportion(40, TOLD, "started", TOLD, None)) == [
        "40 av de 80 som svarte, var respondere på Plager (3 måneder): 50 % (95 % KI 39–61). Andelen av alle som begynte, vises "
        "ikke, fordi gruppene er små."
    ]


@pytest.mark.parametrize(
    ("start", "later", "end"),
    [
        (
            263,
            226,
            "Det er bedre enn ved start. Det er mindre enn de 50 poengene som regnes som respons hos én person.",
        ),
        (263, 200, "Det er bedre enn ved start."),
        (226, 263, "Det er dårligere enn ved start."),
        (230, 228, "Det kan være tilfeldig. Det er mindre enn de 50 poengene som regnes som respons hos én person."),
        (228, 230, "Det kan være tilfeldig."),
    ],
)
def test_a_change_is_better_worse_or_perhaps_chance(start: float, later: float, end: str) -> None:
    (sentence,) = said(symptoms(change=changed(294, start, later)))
    assert sentence.startswith(
        f"Snittet på Plager gikk fra {start:.0f} til {later:.0f} (3 måneder) hos de 294 som svarte begge ganger"
    )
    assert sentence.partition("). ")[2] == end


def test_a_change_is_in_the_unit_of_its_scale() -> None:
    in_metres = replace(voice(), units={"sss": Text("meter", "meter", "metres")})
    told = findings(symptoms(change=changed(294, 263, 226)), in_metres)[0].replace("\u00a0", " ")
    assert "begge ganger: −37 meter (95 % KI −46 til −28)." in told
    assert told.endswith("Det er mindre enn 50 meter, som regnes som respons hos én person.")
    assert "poeng" not in told
    (headline,) = headlines(symptoms(change=changed(294, 263, 226)), in_metres)
    assert (headline.value, headline.unit) == ("−37", "meter"), "as the page says"


def test_higher_is_better_where_it_is() -> None:
    up = replace(SYMPTOMS, direction="higher_better", responder=None)
    figures = MeasureFigures(up, change=changed(294, 200, 240))
    assert said(replace(EMPTY, measures=(figures,)))[0].endswith("Det er bedre enn ved start.")


def test_those_who_became_worse_are_counted_nobody_too() -> None:
    for k in (27, 0):
        row = ClassRow(ChangeClass.DETERIORATED, share(k, 294), share(k, 412, "started"))
        figure = ClinicalSignificance(SYMPTOMS, "3m", 294, (row,))
        report = symptoms(classes=figure, change=replace(changed(294, 200, 190), test=None))
        assert said(report) == [f"{k} av de 294 som svarte begge ganger, ble klart dårligere på Plager (3 måneder)."]
    hidden_row = ClassRow(ChangeClass.DETERIORATED, hidden(294), hidden(412, "started"))
    report = symptoms(
        classes=ClinicalSignificance(SYMPTOMS, "3m", 294, (hidden_row,)), change=replace(changed(9, 2, 1), test=None)
    )
    assert said(report) == ["For få svar til å si noe."]


def test_a_later_change_is_told_of_those_who_answered_then() -> None:
    report = symptoms(change=changed(294, 263, 226), later_changes=(("6m", changed(150, 260, 240)),))
    assert said(report)[1] == (
        "Hos de 150 som svarte ved start og igjen (6m), var endringen −20 poeng (95 % KI −33 til −7). Det er bedre enn ved start."
    )
    unseen = replace(changed(150, 260, 240), test=None)
    assert len(said(symptoms(change=changed(294, 263, 226), later_changes=(("6m", unseen),)))) == 1


@pytest.mark.parametrize(("later", "is_said"), [(103.0, False), (103.3, True), (60.0, False)])
def test_a_spread_that_grew_by_a_fifth_is_said(later: float, is_said: bool) -> None:
    line = GroupSeries("responder", (("start", average(90, 280, 86)), ("3m", average(90, 184, later))))
    report = symptoms(change=changed(294, 263, 226), trajectory=MeanTrajectory(SYMPTOMS, (line,)))
    sentences = limits(report, report, [], voice(), tests=0)
    assert ("SD på Plager blant respondere gikk fra 86 til 103 (3 måneder)." in " ".join(sentences)) is is_said


def test_those_who_left_and_those_who_waited() -> None:
    left = Exits((), (ExitGroup("discontinued", share(119, 412, "started")),), 0)
    waits = [WaitingPeriod("2025-Q1", average(90, 34, 9), 30), WaitingPeriod("2025-Q4", average(80, 21, 6), 20)]
    assert said(replace(EMPTY, exits=left, waiting=tuple(waits))) == [
        "119 av 412 som begynte, sluttet før tiden.",
        "Ventetiden var i snitt 34 dager i 1. kv. 2025 og 21 dager i 4. kv. 2025.",
    ]
    few = WaitingPeriod("2025-Q4", Average(FEW, FEW, FEW, None), FEW)
    assert said(replace(EMPTY, waiting=(waits[0], few))) == ["Ventetiden var i snitt 34 dager i 1. kv. 2025."]


@pytest.mark.parametrize(
    ("no", "end"),
    [
        (21.5, "Forskjellen er neppe tilfeldig (p < 0,001), men gruppene er delt etter utfallet."),
        (22.8, "Forskjellen kan være tilfeldig (p = 0,803)."),
    ],
)
def test_satisfaction_of_the_groups_is_told_with_its_p(no: float, end: str) -> None:
    yes, groups = 22.9, (Moments.from_summary(200, 22.9, 4.2), Moments.from_summary(279, no, 4.5))
    figure = Satisfaction(
        SATISFACTION, "3m", average(484, 22, 4.3), average(200, yes, 4.2), average(279, no, 4.5), welch(*groups)
    )
    (sentence,) = said(replace(EMPTY, measures=(MeasureFigures(SATISFACTION, satisfaction=figure),)))
    assert sentence.startswith(
        "Snittet på Tilfredshet var 22,0 blant de 484 som svarte (8 er lavest, 32 er høyest). Respondere hadde 22,9"
    )
    assert sentence.endswith(end)


def test_too_few_is_said_once() -> None:
    assert said(EMPTY) == ["For få svar til å si noe."]
    hidden_change = PairedChange(
        "sss", SYMPTOMS.title, FEW, Average(FEW, FEW, FEW, None), Average(FEW, FEW, FEW, None), None
    )
    report = symptoms(rates=rate(hidden(FEW), hidden(TOLD, "started")), change=hidden_change)
    assert said(report) == ["For få svar til å si noe."]


# --- those who were lost


def course(n: int, mean: float, sd: float) -> MeanTrajectory:
    return MeanTrajectory(SYMPTOMS, (GroupSeries("all", (("start", average(n, mean, sd)),)),))


def test_those_lost_are_what_is_left_of_the_start() -> None:
    """294 with mean 263 and 118 with mean 271, as one: 412 with mean 265.29."""
    kept, gone = Moments.from_summary(294, 263, 80), Moments.from_summary(118, 271, 85)
    everyone = kept + gone
    assert everyone.mean is not None
    assert everyone.sd is not None
    figures = MeasureFigures(
        SYMPTOMS, change=changed(294, 263, 226), trajectory=course(412, everyone.mean, everyone.sd)
    )
    groups = lost(figures, 5)
    assert groups is not None
    assert (groups.lost.n, groups.lost.mean, groups.lost.sd) == (118, pytest.approx(271), pytest.approx(85))
    assert unchanged_without_answer(figures, 5) == (pytest.approx(-37 * 294 / 412), 412)
    assert list(lost_sentence(figures, voice(), 5)) == [
        "De 118 uten svar (3 måneder) hadde i snitt 271 på Plager ved start, de 294 med svar hadde 263."
    ]


@pytest.mark.parametrize("started", [294, 298])
def test_nothing_is_said_of_nobody_or_of_a_few(started: int) -> None:
    figures = MeasureFigures(SYMPTOMS, change=changed(294, 263, 226), trajectory=course(started, 263, 80))
    assert lost(figures, 5) is None
    assert unchanged_without_answer(figures, 5) is None


def test_nothing_is_worked_out_from_what_is_hidden() -> None:
    nothing = Average(TOLD, TOLD, TOLD, None)
    hidden_course = MeanTrajectory(SYMPTOMS, (GroupSeries("all", (("start", nothing),)),))
    figures = MeasureFigures(SYMPTOMS, change=changed(294, 263, 226), trajectory=hidden_course)
    assert lost(figures, 5) is None


# --- limits


def test_the_limits_are_those_that_hold() -> None:
    report = replace(
        symptoms(change=changed(294, 263, 226), trajectory=course(412, 265, 81)), unanswered=(SATISFACTION,)
    )
    sentences = [each.replace("\u00a0", " ") for each in limits(report, report, [SYMPTOMS], voice(), tests=3)]
    assert sentences == [
        "Det er ingen kontrollgruppe. Vi kan ikke si at behandlingen er årsaken til endringen.",
        "Hvor mange som mangler svar på Plager, vises ikke, fordi gruppene er små. Tallene gjelder dem som svarte.",
        "Snittene over tid er ved start av alle som svarte da, og senere av dem som svarte igjen, og det er ikke de samme hver "
        "gang. Endringen er regnet bare av dem som svarte begge ganger. Er bare noen få uten svar senere, er også starten av "
        "de andre alene.",
        "Rapporten sier ikke hvem de var: alder, kjønn, henvisningsvei og reisevei.",
        "Det er gjort 3 tester. Omtrent én av tjue slår ut ved en tilfeldighet alene.",
        "Noen figurer er utelatt fordi for få har svart, her eller på et annet sted som kan ses: Plager.",
        "Ikke målt her: Tilfredshet.",
        "Antall under 5 vises som «<5». «Skjult» er tall som ellers ville røpet et slikt antall. Skjult og ukjent er ikke null.",
    ]
    said_of_some = limits(EMPTY, EMPTY, [], voice(), tests=1, dimensions=("age", "sex", "route"))
    assert "Rapporten sier ikke hvem de var: reisevei." in said_of_some
    fewest = limits(EMPTY, EMPTY, [], voice(), tests=1, fewest=10)
    assert len(fewest) == 3
    assert "Antall under 10" in fewest[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_claims_that_the_treatment_did_it(language: str) -> None:
    row = ClassRow(ChangeClass.DETERIORATED, share(27, 294), share(27, 412, "started"))
    report = symptoms(
        rates=rate(share(127, 294), share(127, 412, "started")),
        change=changed(294, 263, 226),
        trajectory=course(412, 265, 81),
        classes=ClinicalSignificance(SYMPTOMS, "3m", 294, (row,)),
    )
    every = " ".join((*said(report, language), *limits(report, report, [], voice(language), tests=2))).lower()
    assert "127" in every
    for claim in (
        "effekt",
        "effect",
        "virk",
        "verk",
        "worked",
        "takket være",
        "takka vere",
        "thanks to",
        "beviser",
        "proves",
    ):
        assert claim not in every
