"""A published trial through the whole of Varde: from its file, by its mapping, to the manager's page."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from varde.assessments.models import Response
from varde.benefits.counting.commands import change_classes
from varde.benefits.counting.pool import pool
from varde.benefits.counting.service import cells_of
from varde.benefits.figures.rules import clinical_significance
from varde.benefits.values import Measure
from varde.exchange.csv.importing import ImportReport, import_scores
from varde.exchange.csv.mapping import read_mapping
from varde.kernel.console import Console
from varde.testing.house import House, make_house, sqlite_url

title = "A published trial, imported"

DATA = Path(__file__).parents[2] / "facts" / "data"
ROWS, MAPPING = (DATA / "claus-2020.csv").read_bytes(), (DATA / "claus-2020.toml").read_bytes()


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path))


def bring(house: House, *, dry_run: bool = False) -> ImportReport:
    with house.work() as work:
        mapping = read_mapping(MAPPING)
        report = import_scores(work, ROWS, mapping, organisation="klinikken", programme="emeistring", dry_run=dry_run)
    house.platform.drain()
    return report


def stored(house: House) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).select_from(Response)) or 0


def scores_in_the_file() -> int:
    rows = csv.DictReader(io.StringIO(ROWS.decode()))
    return sum(row[name] != "" for row in rows for name in ("bdi", "shaps", "who", "hamd"))


def test_everything_is_taken_and_a_second_run_changes_nothing(house: House) -> None:
    n = scores_in_the_file()
    assert bring(house, dry_run=True).responses_new == n
    assert stored(house) == 0
    assert bring(house) == ImportReport(rows=172, persons_new=43, responses_new=n)
    assert bring(house) == ImportReport(rows=172, persons_known=43, responses_known=n)
    assert stored(house) == n


def test_the_published_classes_come_out_of_the_stored_scores(house: House) -> None:
    """Claus, Scherbaum and Bonnet 2020, Jacobson-Truax on HAM-D: 26 recovered, 3 improved, 10 unchanged, 1 worse."""
    bring(house)
    with house.work() as work:
        cells = cells_of(work, "emeistring", [house.clinic.id])
        measure = work.catalogue.one(Measure, "emeistring.ham_d_total")
    found = clinical_significance(pool(cells, "emeistring"), measure, "end", threshold=1)
    assert {row.change.value: row.of_paired.numerator for row in found.rows} == {
        "recovered": 26,
        "improved": 3,
        "unchanged": 10,
        "deteriorated": 1,
    }
    assert found.n == 40


def test_whoever_operates_the_database_can_check_them_by_a_command(house: House) -> None:
    bring(house)
    shown = CliRunner().invoke(
        change_classes,
        ["emeistring", "--organisation", "fjordvest"],
        obj=Console(lambda: house.platform.catalogue, lambda: house.platform),
    )
    assert shown.exit_code == 0, shown.output
    (found,) = [row for row in json.loads(shown.output) if row["measure"] == "emeistring.ham_d_total"]
    assert found == {
        "measure": "emeistring.ham_d_total",
        "occasion": "end",
        "n": 40,
        "recovered": 26,
        "improved": 3,
        "unchanged": 10,
        "deteriorated": 1,
    }


def test_the_page_shows_them_with_the_small_ones_hidden(house: House) -> None:
    bring(house)
    manager = house.browser(house.person("Nina", "Falk", ("manager", house.trust)), staff=True)
    for query in ("", "?spor=depression"):
        page = manager.get(f"/gevinster/fjordvest/emeistring{query}").get_data(as_text=True)
        table = page.split('id="h-classes-emeistring-ham-d-total"')[1].split("</section>")[0]
        cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table)
        rows = [cells[i : i + 3] for i in range(4, len(cells), 4)]
        assert rows == [
            ["Bedret og forbi grensen", "26 / 40", "65\u00a0%"],
            ["Bedret", "&lt;5 / 40", "&lt;5"],
            ["Uendret", "10 / 40", "25\u00a0%"],
            ["Forverret", "&lt;5 / 40", "&lt;5"],
        ]
        assert "26 av 40: bedret og forbi grensen" in page
    file = manager.get("/gevinster/fjordvest/emeistring.csv").get_data(as_text=True)
    of_paired = [
        (row["item"], row["numerator"], row["denominator"])
        for row in csv.DictReader(io.StringIO(file))
        if row["figure"] == "change_class"
        and row["measure"] == "emeistring.ham_d_total"
        and row["population"] == "paired"
    ]
    assert of_paired == [
        ("recovered", "26", "40"),
        ("improved", "<5", "40"),
        ("unchanged", "10", "40"),
        ("deteriorated", "<5", "40"),
    ]
