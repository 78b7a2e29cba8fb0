"""The crisis text: set by a command for an organisation, and inherited by those under it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from varde.identity.service import crisis_text_of
from varde.kernel.console import Console
from varde.setup.commands import text_change
from varde.setup.errors import SetUpRefused
from varde.testing.house import House, make_house, sample_only, sqlite_url

NB = "Ring 113 ved fare for liv. Vi ringer deg."
NN = "Ring 113 ved fare for liv. Vi ringjer deg."
EN = "Ring 113 if there is danger to life. We ring you."


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


def run(house: House, organisation: str, nb: str, nn: str, en: str) -> Result:
    console = Console(lambda: house.platform.catalogue, lambda: house.platform)
    return CliRunner().invoke(text_change, [organisation, "crisis", "--nb", nb, "--nn", nn, "--en", en], obj=console)


def test_it_holds_for_the_clinics_below(house: House) -> None:
    result = run(house, "fjordvest", f"  {NB}\n ", NN, EN)
    assert json.loads(result.stdout)["changed"] is True
    with house.work() as work:
        assert [crisis_text_of(work, house.clinic.id, code) for code in ("nb", "nn", "en")] == [NB, NN, EN]
        assert crisis_text_of(work, house.elsewhere.id, "nb") != NB


def test_a_text_that_is_missing_in_one_language_changes_nothing(house: House) -> None:
    result = run(house, "fjordvest", NB, " ", "x" * 601)
    assert isinstance(result.exception, SetUpRefused)
    assert result.exception.each("en") == [
        "The text in nynorsk has 0 characters; it must have 20 to 600.",
        "The text in English has 601 characters; it must have 20 to 600.",
    ]
    with house.work() as work:
        assert crisis_text_of(work, house.clinic.id, "nb") == "Ring 113 eller 116 117."
