"""The file of the page: what a change has beside it, of numbers counted by hand, and that every column is explained."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest

from varde.benefits.figures.export import Drawn, as_csv

from ..cohort import patient
from ..reports import in_pain, reported

DRAWN = Drawn("fjordvest", "demo", "", "2025-01", "2025-12", date(2026, 1, 2))
FIGURES_PAGE = Path(__file__).parents[4] / "docs" / "operations" / "figures.md"
CHANGES = [-110.0, -120.0, -130.0, -10.0, 0.0, 10.0] * 2


def rows(*, split: bool = False) -> list[dict[str, str]]:
    people = [in_pain(patient(280, 280 + change)) for change in CHANGES]
    return list(csv.DictReader(io.StringIO(as_csv(reported(people, split=split), DRAWN, {}))))


def test_a_change_has_its_test_and_its_interval() -> None:
    """Twelve, by hand: the mean is -60, the squares about it are 2 * (2500 + 3600 + 4900 + 2500 + 3600 + 4900) = 44 000, and the
    variance 4000; the error is the root of 4000 / 12 = 18.2574, t is -3.2863 with 11 degrees of freedom, and 2.2010 errors to each
    side are 40.184."""
    (row,) = (each for each in rows() if each["figure"] == "change_difference")
    assert (row["denominator"], row["value"], row["df"]) == ("12", "-60", "11")
    assert float(row["t"]) == pytest.approx(-3.2863, abs=1e-4)
    assert float(row["ci_low"]) == pytest.approx(-100.184, abs=2e-3)
    assert float(row["ci_high"]) == pytest.approx(-19.816, abs=2e-3)
    assert float(row["p"]) == pytest.approx(0.0073, abs=1e-4)


def test_a_change_without_spread_has_no_test_and_groups_have_none_at_all() -> None:
    """Everybody's pain fell by 30. Those parted by how they fared have a change, and nothing that would test it."""
    (pain,) = (each for each in rows() if each["figure"] == "subscale_difference")
    assert (pain["value"], pain["ci_low"], pain["ci_high"]) == ("-30", "-30", "-30")
    assert (pain["t"], pain["df"], pain["p"]) == ("", "", "")
    apart = [each for each in rows(split=True) if each["figure"] == "subscale_difference" and each["group"] != "all"]
    assert [each["group"] for each in apart] == ["responder", "non_responder"]
    assert {each[name] for each in apart for name in ("t", "df", "p", "ci_low", "ci_high")} == {""}


def test_no_p_is_written_as_nought() -> None:
    people = [patient(280, 160 + n % 2) for n in range(40)]
    written = csv.DictReader(io.StringIO(as_csv(reported(people), DRAWN, {})))
    (row,) = (each for each in written if each["figure"] == "change_difference")
    assert 0 < float(row["p"]) < 1e-20


def test_every_column_is_explained() -> None:
    explained = re.findall(r"^\| (`.*?) \|", FIGURES_PAGE.read_text(), re.M)
    assert sorted(name for line in explained for name in re.findall(r"`(\w+)`", line)) == sorted(rows()[0])
