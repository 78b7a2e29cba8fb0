"""The report of a cohort built to the printed numbers of 2023: they come back, and none of its contradictions can."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.cells import Group, contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.figures import Selection, report
from varde.benefits.figures.looking import AskedFigures
from varde.benefits.figures.people import people_figure
from varde.benefits.figures.voice import Voice
from varde.benefits.report.document import document_of
from varde.benefits.report.schema import as_json, faults_of
from varde.benefits.report.values import About, Document
from varde.kernel.errors import BadInput
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.web.manager.report_file import as_html
from varde_ibs.benefits import MEASURES, SYMPTOMS

from .cohort_2023 import FIGURES, PRINTED, cohort

title = "The report of 2023"

OCCASIONS = {
    "start": Text("Ved start", "Ved start", "At the start"),
    "3m": Text("Etter, 3 måneder", "Etter, 3 månader", "After, 3 months"),
    "6m": Text("Etter, 6 måneder", "Etter, 6 månader", "After, 6 months"),
}
CUT = date(2023, 12, 31)


@cache
def document() -> Document:
    counted = CountedSums.of(merged(*map(contributions, cohort())).items(), "ibs")
    selections = (Selection("2021-01", "2022-12", split=split) for split in (False, True))
    plain, parted = (report(counted, "ibs", MEASURES, selection) for selection in selections)
    about = About("ibs", "Mage-tarmskolen", "clinic", "Klinikken", "2021-01", "2022-12", CUT, CUT, 5)
    voice = Voice(Speech("nb", ZoneInfo("Europe/Oslo"), noon()), OCCASIONS)
    people = (people_figure(by_value(counted, dimension), dimension, SYMPTOMS) for dimension in ("age", "sex"))
    return document_of(plain, parted, about, voice, [figure for figure in people if figure is not None])


def by_value(counted: CountedSums, dimension: str) -> CountedSums:
    """The same sums with a row for each value of a dimension, as they are read for the report."""
    parts = []
    for person in cohort():
        value = cast(Group, dict(person.people)[dimension])
        own = {key: stats for key, stats in contributions(person).items() if key.group == "all"}
        parts += [own, {replace(key, group=value): stats for key, stats in own.items()}]
    return CountedSums.of(merged(*parts).items(), "ibs")


def noon() -> datetime:
    return datetime(2023, 12, 31, 12, tzinfo=UTC)


@cache
def written() -> dict[str, Any]:
    return as_json(document())


def table(key: str) -> list[dict[str, dict[str, Any]]]:
    """The rows of a table, cells by the key of their column."""
    of = next(t for s in written()["sections"] for t in s["tables"] if t["key"] == key)
    return [dict(zip([c["key"] for c in of["columns"]], row, strict=True)) for row in of["rows"]]


def note(key: str) -> str:
    return next(str(t["note"]) for s in written()["sections"] for t in s["tables"] if t["key"] == key)


def number(rows: list[dict[str, dict[str, Any]]], column: str, **where: str) -> float:
    (row,) = (r for r in rows if all(r[name]["text"] == text for name, text in where.items()))
    return float(row[column]["value"])


def sentences() -> str:
    """All that is said in words, section by section."""
    said = (text for s in written()["sections"] for text in (*s["points"], *s["sentences"]))
    return "\n".join((*written()["facts"], written()["warning"], *said)).replace("\u00a0", " ")


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.replace("\u00a0", " ")
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


# --- the figures come back

GROUPS = {"responders": "Respondere", "nonresponders": "Ikke-respondere"}
WHEN = {"0": "Ved start", "3m": "3 måneder", "6m": "6 måneder"}
COURSE, AREAS, SEVERITY = "course:ibs.symptoms", "areas:ibs.quality_of_life", "severity:ibs.symptoms"


def printed_course() -> list[tuple[str, str, dict[str, int]]]:
    return [(g, o, of) for g, s in FIGURES["Fig 2"]["series"].items() for o, of in s.items()]


@pytest.mark.parametrize(("group", "occasion", "of"), printed_course(), ids=str)
def test_figure_2(group: str, occasion: str, of: dict[str, int]) -> None:
    where = {"group": GROUPS[group], "occasion": WHEN[occasion]}
    n, mean, sd = (number(table(COURSE), name, **where) for name in ("n", "mean", "sd"))
    assert (round(mean), round(sd)) == (of["mean"], of["sd"])
    # Nobody responds who has no second answer: 184 of the 376 that are printed.
    assert n == (184 if (group, occasion) == ("responders", "0") else of["n"])


def test_figure_2_of_everyone() -> None:
    """The pooled means of the facts, and what remains of a gain of 96 points among responders: 20."""
    pooled = PRINTED["derived_checks"]["pooled_ibs_sss"]
    rows = [r for r in table(COURSE) if r["group"]["text"] == "Alle"]
    assert [r["n"]["value"] for r in rows] == [691, 499, 262]
    assert [r["mean"]["value"] for r in rows] == pytest.approx([pooled["start"], pooled["3m"], pooled["6m"]], abs=0.1)
    (change,) = (r for r in table("change:3m") if r["name"]["text"].startswith("Mageplager"))
    assert change["change"]["value"] == pytest.approx(pooled["mean_change_3m_weighted_by_3m_n"], abs=0.1)


@pytest.mark.parametrize(("group", "among"), [("responders", "respondere"), ("nonresponders", "ikke-respondere")])
def test_figure_3(group: str, among: str) -> None:
    names = {"body_image": "Kroppsbilde", "dysphoria": "Nedstemthet", "food_avoidance": "Matunngåelse"}
    names |= {"health_worry": "Helsebekymring", "interference": "Aktivitetsnivå", "relationships": "Relasjoner"}
    names |= {"sexual": "Seksuell aktivitet"}
    printed = {area: of for area, of in FIGURES["Figur 3"][group].items() if isinstance(of, dict)}
    assert len(printed) == (7 if group == "responders" else 3)
    for area, of in printed.items():
        (row,) = (r for r in table(AREAS) if r["name"]["text"] == f"{names[area]} blant {among}")
        assert row["start"]["value"] == pytest.approx(of["start"])
        assert row["later"]["value"] == pytest.approx(of["3m"])
        assert row["change"]["value"] == pytest.approx(of["3m"] - of["start"])


def test_figure_4() -> None:
    printed = FIGURES["Figur 4"]
    rows = [r for r in table(SEVERITY) if r["group"]["text"] == "Respondere"]
    for column, of in (("share_start", printed["start_pct"]), ("share_later", printed["3m_pct"])):
        assert [round(100 * r[column]["value"]) for r in rows] == [
            of["none_or_mild"],
            of["moderate_implied"],
            of["severe"],
        ]


def test_figure_5() -> None:
    printed = FIGURES["Fig.5"]
    everyone, yes, no = table("satisfaction:ibs.satisfaction")
    assert everyone["n"]["value"] == printed["n"]
    assert round(everyone["mean"]["value"]) == printed["mean"]
    assert round(everyone["sd"]["value"], 1) == pytest.approx(printed["sd"], abs=0.1)
    assert yes["mean"]["value"] == pytest.approx(printed["responders_mean"])
    assert no["mean"]["value"] == pytest.approx(printed["nonresponders_mean"])
    assert yes["n"]["value"] + no["n"]["value"] == printed["n_test"]


# --- and its contradictions do not


def one_denominator() -> None:
    """1: 184 of the 499 who answered and of the 700 who began; the other 201 are not known."""
    at_3 = table("response:ibs.symptoms")[0]
    counts = [at_3[name]["value"] for name in ("responders", "answered", "started")]
    assert counts == [184, 499, 700]
    alternatives = PRINTED["derived_checks"]["responder_rate_alternatives_pct"]
    assert round(100 * at_3["of_answered"]["value"], 1) == alternatives["184/(184+315) both with 3-month mean"]
    assert round(100 * at_3["of_started"]["value"], 1) == alternatives["184/700 missing = non-response"]
    assert "Hvordan det gikk med de andre 201, vet vi ikke." in sentences()


def everyone_before_the_chosen() -> None:
    """2: what is said is said of everyone; groups that the outcome made come after, without interval or size, and are named so."""
    assert "vet vi ikke" in written()["sections"][0]["points"][0]
    assert "hos de 499 som svarte begge ganger: −20 poeng" in sentences()
    assert "mindre enn de 50 poengene" in sentences()
    assert "delt etter utfallet. At respondere har det bedre, følger av inndelingen." in sentences()
    chosen = [r for r in table(AREAS) if "blant" in r["name"]["text"]]
    assert chosen
    assert not any("low" in r["change"] or "value" in r["d_av"] for r in chosen)


def same_people_in_a_paired_test() -> None:
    """3: a paired test is of as many before as after."""
    (change,) = (r for r in table("change:3m") if r["name"]["text"].startswith("Mageplager"))
    (test,) = (
        r for r in table("tests") if r["test"]["text"] == "Mageplager (IBS-SSS), start til 3 måneder: paret t-test"
    )
    assert (change["n"]["value"], test["df"]["value"]) == (499, 498)


def one_flow() -> None:
    """4: all start in one flow, and every later number is among its steps."""
    assert [r["people"]["value"] for r in table("flow")] == [700, 700, 700, 499 + 5, 262]


def one_number_of_responders() -> None:
    """5: no table has more responders than there are."""
    rows = [r for key in (COURSE, SEVERITY, "satisfaction:ibs.satisfaction") for r in table(key)]
    of_group = [r["n"]["value"] for r in rows if r["group"]["text"] == "Respondere"]
    of_group += [r["n"]["value"] for r in table(AREAS) if r["name"]["text"].endswith("blant respondere")]
    assert max(of_group) == 184


def signs_of_p() -> None:
    """6: p is three decimals, or under a thousandth."""
    assert {bool(re.fullmatch(r"< 0,001|0,\d{3}", r["p"]["text"])) for r in table("tests")} == {True}
    assert not any(re.search(r"p\s*=?\s*>", text) for text in texts(written()))


def less_than_is_a_small_number() -> None:
    """7: “<” stands before the fewest that are shown and before 0.001, and nowhere else."""
    ends = {match for text in texts(written()) for match in re.findall(r"<\s*[\d,]*\d", text)}
    assert ends <= {"<5", "< 0,001"}


def months_are_months() -> None:
    """8: a month is four figures and two, in what is asked and in what is written."""
    for wrong in ("20205-01", "2025-13", "januar 2025"):
        with pytest.raises(BadInput):
            AskedFigures(first=wrong)
        assert faults_of({**written(), "about": {**written()["about"], "first_month": wrong}})


def words_are_of_the_table() -> None:
    """9: what is said of an area is made of its row, and every area with answers has one for each group."""
    named = [r["name"]["text"] for r in table(AREAS)]
    assert len(named) == 3 * 8
    assert "Kroppsbilde blant ikke-respondere" in named


def points_and_the_whole_scale() -> None:
    """10: points, with the total; an area that nobody answered is named; per cent says of what it is."""
    (total,) = (r for r in table("change:3m") if r["name"]["text"].startswith("Livskvalitet"))
    assert total["change"]["text"].startswith("+")
    assert "%" not in total["change"]["text"]
    assert "«Av startsnittet» er endringen i snittet delt på snittet ved start" in note("change:3m")
    assert note(AREAS) == "Uten svar begge ganger: Møtet med andre."


def ends_of_the_scale() -> None:
    """11: the ends are the scale's own, and each row has its own n."""
    assert "(8 er lavest, 32 er høyest)" in sentences()
    assert [r["n"]["value"] for r in table("satisfaction:ibs.satisfaction")] == [484, 184, 295]


def numbered_once() -> None:
    """12: figures are numbered by whoever draws them."""
    numbers = re.findall(r"Figur (\d+):", as_html(document()))
    assert numbers == [str(place) for place in range(1, len(numbers) + 1)]
    assert len(numbers) > 5


def the_rule_of_response() -> None:
    """13: whether exactly 50 points is a response is said, and so is which level joins two of the form's."""
    assert "Respons er minst 50 poeng bedre enn ved start." in note("response:ibs.symptoms")
    assert note(SEVERITY) == "«Ingen eller mild» slår sammen 2 av skjemaets grader."


def how_few_answered_at_the_end() -> None:
    """14: the change at six months stands with how many answered then; means over time are said to be of others each time."""
    assert "Hos de 262 som svarte ved start og igjen (6 måneder), var endringen" in sentences()
    assert "det er ikke de samme hver gang" in sentences()
    assert table("response:ibs.symptoms")[1]["of_started"]["value"] < 262 / 700
    assert "stabil" not in sentences().lower()


def no_difference_between_the_sexes() -> None:
    """15: of women and men there are numbers of people and shares with their intervals, and no sentence of a difference."""
    assert [(r["value"]["text"], r["started"]["value"]) for r in table("people:sex")] == [
        ("Kvinne", 539),
        ("Mann", 161),
    ]
    assert all({"low", "high"} <= r["of_answered"].keys() for r in table("people:sex"))
    assert note("people:sex").endswith("En forskjell mellom grupper kan være tilfeldig.")
    assert "kvinne" not in sentences().lower()


def nothing_after_the_cut() -> None:
    """16: the report knows its period and the day of its numbers, and speaks of no year after it."""
    assert written()["facts"][0].startswith("De som begynte fra og med januar 2021 til og med desember 2022.")
    years = {int(year) for text in texts(written()) for year in re.findall(r"\b20\d\d\b", text)}
    assert years
    assert max(years) <= CUT.year


def a_spread_that_grew() -> None:
    """17: it is said that the scores of responders lie further apart than at the start."""
    assert "SD på Mageplager (IBS-SSS) blant respondere gikk fra 86 til 109 (3 måneder)." in sentences()


def ages_are_counted() -> None:
    """18: ages are those of the people who came, in bands whose ends are in them; no rule of who may come is repeated."""
    assert [r["value"]["text"] for r in table("people:age")] == ["18–29 år", "30–44 år", "45–59 år"]
    assert "over 18" not in " ".join(texts(written()))


def no_cause() -> None:
    """19: there is no control group, and nobody's change is given a cause."""
    assert "Det finnes ingen kontrollgruppe" in written()["warning"]
    assert "Vi kan ikke si at behandlingen er årsaken til endringen." in sentences()
    claims = ("effekt", "på grunn av", "skyldes", "fordi de ", "takket være")
    assert [claim for claim in claims if claim in sentences().lower()] == []


HELD: dict[int, Callable[[], None]] = {
    1: one_denominator,
    2: everyone_before_the_chosen,
    3: same_people_in_a_paired_test,
    4: one_flow,
    5: one_number_of_responders,
    6: signs_of_p,
    7: less_than_is_a_small_number,
    8: months_are_months,
    9: words_are_of_the_table,
    10: points_and_the_whole_scale,
    11: ends_of_the_scale,
    12: numbered_once,
    13: the_rule_of_response,
    14: how_few_answered_at_the_end,
    15: no_difference_between_the_sexes,
    16: nothing_after_the_cut,
    17: a_spread_that_grew,
    18: ages_are_counted,
    19: no_cause,
}


def test_each_contradiction_is_held_against_the_report() -> None:
    assert list(HELD) == [each["id"] for each in PRINTED["inconsistencies"]]


@pytest.mark.parametrize("contradiction", PRINTED["inconsistencies"], ids=lambda each: str(each["what"]))
def test_it_cannot_come_back(contradiction: dict[str, Any]) -> None:
    HELD[contradiction["id"]]()
