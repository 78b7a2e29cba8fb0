"""A published trial through the whole of Varde: from its file, by its mapping, to the manager's page."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from varde.assessments.models import Response
from varde.benefits.counting import commands
from varde.benefits.counting.published import published_classes, read_method
from varde.benefits.counting.roller import roll_all
from varde.exchange.csv.importing import ImportReport, import_scores
from varde.exchange.csv.mapping import read_mapping
from varde.instruments.values import Instrument
from varde.kernel.console import Console
from varde.kernel.errors import BadUsage
from varde.testing.house import House, make_house, sqlite_url

title = "A published trial, imported"

DATA = Path(__file__).parents[2] / "facts" / "data"
ROWS, MAPPING = (DATA / "claus-2020.csv").read_bytes(), (DATA / "claus-2020.toml").read_bytes()

METHOD = DATA / "claus-2020-method.toml"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path))


def bring(house: House, *, dry_run: bool = False) -> ImportReport:
    with house.work() as work:
        mapping = read_mapping(MAPPING)
        report = import_scores(work, ROWS, mapping, organisation="klinikken", programme="emeistring", dry_run=dry_run)
    house.platform.drain()
    roll_all(house.platform)
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
        trial = read_method(METHOD.read_bytes(), "emeistring", work.catalogue.all(Instrument))
        table = published_classes(work, trial, [house.clinic.id])
    assert {row.change.value: row.of_paired.numerator for row in table.rows} == {
        "recovered": 26,
        "improved": 3,
        "unchanged": 10,
        "deteriorated": 1,
    }
    assert table.n == 40


def classes(house: House, *options: str) -> Result:
    return CliRunner().invoke(
        commands.classes,
        ["emeistring", "--organisation", "fjordvest", *options],
        obj=Console(lambda: house.platform.catalogue, lambda: house.platform),
    )


def test_whoever_operates_the_database_can_check_them_by_a_command(house: House) -> None:
    bring(house)
    shown = classes(house, "--method", str(METHOD))
    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.output) == [
        {
            "measure": "ham-d-total",
            "occasion": "end",
            "n": 40,
            "recovered": 26,
            "improved": 3,
            "unchanged": 10,
            "deteriorated": 1,
        }
    ]


def test_the_programme_itself_has_no_such_classes_of_the_scale(house: House) -> None:
    bring(house)
    shown = classes(house)
    assert shown.exit_code == 0, shown.output
    assert "ham_d" not in shown.output


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ('cutoff = "c"', 'cutoff = "d"', ["“cutoff” must be one of a, b, c, not d."]),
        ('"ham-d-total"', '"ham-d"', ["There is no instrument ham-d."]),
        ("norm_sd = 8", "", ["functional_mean and functional_sd belong together."]),
        ("norm_sd = 8", 'norm_sd = "8"', ["“norm_sd” must be a number."]),
        ("start_sd = 3.64", "start_sd = true", ["The method must have “start_sd”, a number."]),
        (
            'later = "end"',
            'latest = "end"',
            ["The method has “latest”", "The method must have “later”, text in quotes."],
        ),
        ("reliability = 0.80", "reliability = 1.0", ["reliability must lie from 0 to below 1, not at 1."]),
        ("reliability = 0.80", "reliability = ", ["The method is not TOML"]),
    ],
)
def test_a_method_that_cannot_be_used_is_refused_in_sentences(
    house: House, before: str, after: str, sentences: list[str]
) -> None:
    raw = METHOD.read_text(encoding="utf-8")
    assert before in raw
    with house.work() as work, pytest.raises(BadUsage) as refused:
        read_method(raw.replace(before, after).encode(), "emeistring", work.catalogue.all(Instrument))
    assert all(sentence in str(refused.value) for sentence in sentences), str(refused.value)


def test_the_page_shows_remission_and_response_instead(house: House) -> None:
    bring(house)
    manager = house.browser(house.person("Nina", "Falk", ("manager", house.trust)), staff=True)
    file = manager.get("/gevinster/fjordvest/emeistring.csv").get_data(as_text=True)
    lines = [row for row in csv.DictReader(io.StringIO(file)) if row["measure"] == "emeistring.ham_d_total"]
    assert "change_class" not in {row["figure"] for row in lines}
    for query in ("", "?spor=depression"):
        page = manager.get(f"/gevinster/fjordvest/emeistring{query}").get_data(as_text=True)
        assert "h-classes-emeistring-ham-d-total" not in page
        assert "Så godt som frisk" in page
    counts = {
        (row["figure"], row["item"]): (row["numerator"], row["denominator"])
        for row in lines
        if row["occasion"] == "end"
    }
    assert counts["severity", "remission"] == ("6", "40")  # 7 or less, counted in the file by hand
    assert ("responders", "", "16", "40") in {
        (row["figure"], row["item"], row["numerator"], row["denominator"]) for row in lines
    }  # half or more
