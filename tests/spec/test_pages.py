"""docs/clinical is what the declarations and the tables say, and says nothing that is uncertain without marking it."""

from __future__ import annotations

import re

import pytest

from varde.alerts.values import Alert
from varde.instruments.values import Instrument

from .examples import VECTORS, figure_expected, vectors
from .installed import CATALOGUE, INSTRUMENTS
from .markdown import PROPOSED
from .pages import FOLDER, SCREENING, pages

PAGES = pages()
AGAIN = "run: python tests/docs/generated.py"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_says(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), f"{name} is missing; {AGAIN}"
    assert path.read_text(encoding="utf-8") == PAGES[name], AGAIN


def test_there_is_no_other_page() -> None:
    assert {path.name for path in FOLDER.glob("*")} == set(PAGES), AGAIN


def test_every_instrument_and_every_example_is_there() -> None:
    assert {f"{key}.md" for key in INSTRUMENTS} <= set(PAGES)
    for example in vectors():
        assert f"| {example.id} |" in PAGES[f"{example.instrument}.md"]
    for metric in VECTORS["metrics"]:
        assert (f"| {metric['id']} |" in PAGES["benefit-figures.md"]) is bool(figure_expected(metric))
    for alert in CATALOGUE.all(Alert).values():
        assert f"| `{alert.key}` |" in PAGES["alerts.md"]
    numbered = re.findall(r"^\| \d+ \|", PAGES["eligibility.md"], re.M)
    assert len(numbered) == len(SCREENING["examples"])


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[name]):
        assert target in PAGES, target


@pytest.mark.parametrize("name", PAGES)
def test_nothing_uncertain_is_said(name: str) -> None:
    for word in ("general knowledge", "to be confirmed", "not verified", "from knowledge"):
        assert word not in PAGES[name].lower()


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_as_many_cells_in_every_row(name: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", PAGES[name], re.M):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block[:200]


def test_what_is_proposed_is_marked(instrument: Instrument) -> None:
    assert (PROPOSED in PAGES[f"{instrument.key}.md"]) is bool(instrument.proposed)


def test_exact_limits_are_on_the_page() -> None:
    sss = PAGES["ibs-sss.md"]
    assert "| `remission` | In remission | 0 ≤ total < 75 |" in sss
    assert "| `severe` | Severe | 300 < total ≤ 500 |" in sss
    assert "Responder: a fall ≥ 50 points; exactly that much counts." in sss
    assert "| `caseness_alone_gt_2_3` | alone > 2.3 |" in PAGES["mia.md"]
    assert "Reliable change: ≥ 6 points either way. Basis: NHS Talking Therapies: 5.20 rounded up." in PAGES["phq-9.md"]
    assert "At most 2 of 9: the total is then the mean of the answered items times 9" in PAGES["phq-9.md"]
    assert "| LOINC | `panel` | 44249-1 |" in PAGES["phq-9.md"]
    assert "each clinic's own governance" in PAGES["alerts.md"]
