"""The report says what the page says: its numbers are the page's, and what is hidden there is hidden here."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from varde.benefits.figures.figures import Report
from varde.benefits.figures.looking import AskedFigures, look_upon
from varde.benefits.figures.places import place_seen_from
from varde.benefits.figures.statistics import Moments, Paired
from varde.benefits.report.schema import faults_of
from varde.charts.values import Hidden
from varde.kernel.console import Console
from varde.web.manager.report_command import report_command

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from varde.benefits.counting.cells import EnrolmentFacts
    from varde.testing.house import House

    from .conftest import Counted

ALL = "fra=2025-01&til=2026-09"
WHERE = "/gevinster/fjordvest/lake"
WORKED_OUT = ("dropout", "lost:", "model:", "sensitivity:", "people:")
"""Tables with numbers that the page has not: they are worked out from what it shows or from each answer, or are of who began."""


def report(browser: FlaskClient, query: str = ALL, where: str = WHERE) -> dict[str, Any]:
    answer = browser.get(f"{where}/rapport.json?{query}")
    assert answer.status_code == 200
    written: dict[str, Any] = answer.get_json()
    assert faults_of(written) == {}
    return written


def tables(written: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {table["key"]: table for section in written["sections"] for table in section["tables"]}


def cells(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (cell for row in table["rows"] for cell in row)


def row(table: dict[str, Any], *heads: str) -> list[dict[str, Any]]:
    return next(each for each in table["rows"] if tuple(cell["text"] for cell in each[: len(heads)]) == heads)


def numbers_in(value: object) -> Iterator[float]:
    """Every number that a value of the page holds, however deep; what is hidden holds none."""
    if isinstance(value, Hidden):
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from numbers_in(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from numbers_in(getattr(value, field.name))
        if isinstance(value, Paired):
            yield from numbers_in(value.ci95)


def shown_on_page(house: House) -> list[Report]:
    with house.work() as work:
        look = look_upon(
            work,
            place_seen_from(work, "fjordvest", "lake", "fjordvest"),
            AskedFigures("2025-01", "2026-09", beside=True),
        )
    assert look.report is not None
    assert look.parted is not None
    return [look.report, look.parted]


def not_of_the_page(written: dict[str, Any], house: House) -> list[tuple[str, str, float]]:
    """The numbers of the report that its page does not have."""
    page = {round(number, 9) for figures in shown_on_page(house) for number in numbers_in(figures)}
    return [
        (key, cell["text"], cell[name])
        for key, table in tables(written).items()
        if not key.startswith(WORKED_OUT)
        for each in table["rows"]
        for column, cell in zip(table["columns"], each, strict=True)
        if column["key"] != "percent_of_start_mean"
        for name in ("value", "low", "high", "sd")
        if name in cell and round(cell[name], 9) not in page
    ]


def score(patient: EnrolmentFacts, occasion: str) -> float | None:
    return next((s.total for s in patient.scores if (s.scale, s.occasion) == ("weather", occasion)), None)


def test_every_number_is_one_of_the_pages(house: House, counted: Counted) -> None:
    counted.count(counted.patients(120))
    written = report(counted.browser())
    assert sum("value" in cell for table in tables(written).values() for cell in cells(table)) > 150
    stray = not_of_the_page(written, house)
    assert stray == [], stray


def test_those_lost_are_those_without_an_answer(counted: Counted) -> None:
    patients = counted.patients(120)
    counted.count(patients)
    kept, lost = (
        Moments.of(score(p, "start") or 0 for p in patients if (score(p, "3m") is not None) is answered)
        for answered in (True, False)
    )
    change = [later - (score(p, "start") or 0) for p in patients if (later := score(p, "3m")) is not None]
    written = tables(report(counted.browser()))
    rows = next(table for key, table in written.items() if key.startswith("lost:"))["rows"]
    for cells_of_row, group in zip(rows, (kept, lost), strict=True):
        assert [cell["value"] for cell in cells_of_row[1:]] == pytest.approx([group.n, group.mean, group.sd], abs=1e-9)
    sensitive = next(table for key, table in written.items() if key.startswith("sensitivity:"))["rows"]
    assert [cells_of_row[1]["value"] for cells_of_row in sensitive] == [80, 120, 80, 120]
    assert sensitive[3][2]["value"] == pytest.approx(sum(change) / 120, abs=1e-9)


def test_per_cent_is_of_the_mean_at_the_start(counted: Counted) -> None:
    counted.count(counted.patients(120))
    change = tables(report(counted.browser()))["change:3m"]
    assert [column["key"] for column in change["columns"]][2:] == [
        "start",
        "later",
        "change",
        "d_av",
        "percent_of_start_mean",
    ]
    for _, _, start, later, moved, _, percent in change["rows"]:
        assert moved["value"] == pytest.approx(later["value"] - start["value"])
        assert percent["value"] == pytest.approx(later["value"] / start["value"] - 1)
    assert "ikke snittet av hver enkelts endring i prosent" in change["note"]


def test_both_denominators_stand_together(counted: Counted) -> None:
    counted.count(counted.patients(120))
    written = report(counted.browser())
    first = written["sections"][0]["points"][0]
    assert first.startswith("40 av 120 som begynte, var respondere")
    assert "33\u00a0% av alle" in first
    assert "50\u00a0% av de 80 som svarte" in first
    assert first.endswith("Hvordan det gikk med de andre 40, vet vi ikke.")
    assert "effekt" not in json.dumps(written).lower()


def test_what_is_hidden_on_the_page_is_hidden_here(house: House, counted: Counted) -> None:
    patients = counted.patients(60)
    few = [p for p in patients if (s := score(p, "3m")) is not None and (score(p, "start") or 0) - s >= 50]
    counted.count([p for p in patients if p not in few[3:]])
    written = report(counted.browser())
    response = next(table for key, table in tables(written).items() if key.startswith("response:"))
    assert row(response, "3 måneder")[1] == {"text": "<5", "hidden": "small"}
    assert not any("value" in cell for cell in (row(response, "3 måneder")[i] for i in (1, 3, 5)))
    assert not any(
        {"value", "low", "high"} & cell.keys()
        for t in tables(written).values()
        for cell in cells(t)
        if "hidden" in cell
    )
    stray = not_of_the_page(written, house)
    assert stray == [], stray
    assert "respondere på" not in written["sections"][0]["points"][0]


@pytest.mark.parametrize("end", ["", ".json", ".pdf", ".xlsx", ".zip"])
def test_without_figures_there_is_one_sentence(house: House, counted: Counted, end: str) -> None:
    browser = counted.browser()
    nobody = browser.get(f"{WHERE}/rapport{end}")
    assert nobody.status_code == 404
    assert "Ingen er henvist til" in html.unescape(nobody.get_data(as_text=True))
    counted.count(counted.patients(4))
    few = browser.get(f"{WHERE}/rapport{end}")
    assert few.status_code == 422
    assert "Det er for få personer i" in html.unescape(few.get_data(as_text=True))
    for query, sentence in (
        ("fra=2025-04&til=2025-03", "Fra-måneden må komme før til-måneden."),
        ("fra=2025", "En måned skrives slik: 2024-11."),
    ):
        answer = browser.get(f"{WHERE}/rapport{end}?{query}")
        assert answer.status_code == 422
        assert sentence in html.unescape(answer.get_data(as_text=True))


def test_who_began_is_told_of_all_months_together(counted: Counted) -> None:
    people = [
        replace(
            each, people=(("age", "30-44"), ("sex", "male" if number % 4 == 1 else "female"), ("phase", "completed"))
        )
        for number, each in enumerate(counted.patients(120))
    ]
    counted.count(people)
    for query in (ALL, "fra=2025-04&til=2025-06"):
        written = tables(report(counted.browser(), query))
        assert "people:route" not in written, "it is known of nobody"
        women, men = written["people:sex"]["rows"]
        assert [women[0]["text"], women[1]["value"], women[2]["value"]] == ["Kvinne", 90, 0.75]
        assert [men[0]["text"], men[1]["value"], men[3]["value"], men[4]["value"]] == ["Mann", 30, 20, 20]
        assert written["people:age"]["rows"][0][0]["text"] == "30–44 år"
    limits = report(counted.browser())["sections"][-1]["points"]
    assert "Rapporten sier ikke hvem de var: henvisningsvei og reisevei." in limits


def test_the_report_costs_what_the_page_does_and_who_began(house: House, counted: Counted) -> None:
    counted.count(counted.patients(120))
    browser = counted.browser()
    costs = []
    for path in (WHERE, f"{WHERE}/rapport", f"{WHERE}/rapport.json"):
        browser.get(path)
        with house.counted() as statements:
            assert browser.get(path).status_code == 200
        costs.append(len(statements))
    assert max(costs) == costs[0] + 4, "who began, by three dimensions, and the answers of each"


# --- the command


def run(house: House, *arguments: str) -> Result:
    console = Console(lambda: house.platform.catalogue, lambda: house.platform)
    return CliRunner().invoke(report_command, arguments, obj=console)


def test_the_command_writes_what_the_page_does(house: House, counted: Counted, tmp_path: Path) -> None:
    counted.count(counted.patients(120))
    months = ("--from", "2025-01", "--to", "2026-09")
    done = run(house, "lake", "--organisation", "fjordvest", *months)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == report(counted.browser())
    page = tmp_path / "report.html"
    done = run(
        house,
        "lake",
        "--organisation",
        "fjordvest",
        *months,
        "--format",
        "html",
        "--language",
        "en",
        "--output",
        str(page),
    )
    assert done.exit_code == 0
    text = page.read_text()
    assert '<html lang="en">' in text
    assert "40 of 120 who started were responders" in text
    assert re.findall(r'(?:href|src)="(?!#)', text) == []  # it leads nowhere and needs nothing


def test_the_command_hides_what_reports_of_two_places_would_give_away(house: House, counted: Counted) -> None:
    with house.work() as work:
        work.session.merge(house.elsewhere).parent_id = house.trust.id
    counted.count(counted.patients(40) + counted.patients(3, house.elsewhere))
    assert run(house, "lake", "--organisation", "fjordvest").exit_code == 0
    refused = run(house, "lake", "--organisation", "klinikken")  # 43 - 40 = 3, for whoever lays the two together
    assert "too few people" in said_by(refused)


def said_by(result: Result) -> str:
    """What the console script would say of the fault that the command ended with."""
    assert result.exit_code != 0
    return str(getattr(result.exception, "to", lambda _language: result.output)("en"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("lake", "--organisation", "fjordvest", "--from", "2025-05", "--to", "2025-04"),
            "first month must come before",
        ),
        (("lake", "--organisation", "nowhere"), "nowhere"),
        (("pond", "--organisation", "fjordvest"), "pond"),
    ],
)
def test_a_bad_argument_is_one_sentence(house: House, arguments: Sequence[str], sentence: str) -> None:
    said = said_by(run(house, *arguments))
    assert sentence in said
    assert "\n" not in said
