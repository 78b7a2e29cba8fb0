"""Panels on our own pages: who sees which, once for a page, and what becomes of one that fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from varde.enrolments.models import Enrolment

from .cabin import CALLED
from .conftest import Cabin

HOMES = ("/min-sti/{enrolment}", "/pasient/{enrolment}", "/gevinster/klinikken/sample")


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[dict[str, object]]]:
    CALLED.clear()
    with capture_logs() as lines:
        yield lines  # type: ignore[misc]


def opened(cabins: Cabin, who: str, address: str) -> str:
    answer = cabins.browsers[who].get(address.format(enrolment=cabins.enrolment, other=cabins.other))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


SHOWN = {
    ("patient", "/min-sti/{enrolment}"): {"På hytta"},
    ("other patient", "/min-sti/{other}"): {"På hytta", "Ved vannet"},
    ("therapist", "/pasient/{enrolment}"): {"Hos pasienten"},
    ("manager", "/gevinster/klinikken/sample"): {"Hyttetall"},
}


@pytest.mark.parametrize(("who", "address"), SHOWN)
def test_each_stands_where_and_for_whom_it_is_declared(cabins: Cabin, who: str, address: str) -> None:
    page = opened(cabins, who, address)
    titles = {"På hytta", "Ved vannet", "Stille", "Bare for ansatte", "Hos pasienten", "Hyttetall"}
    assert {title for title in titles if f'">{title} (nb)</h2>' in page} == SHOWN[who, address]
    assert len(CALLED) == len(SHOWN[who, address]), "each is called once"


def test_it_is_told_what_the_page_is_about(cabins: Cabin) -> None:
    page = opened(cabins, "manager", "/gevinster/fjordvest/sample")
    (visit,) = CALLED
    assert visit.enrolment is None
    assert visit.programme == "sample"
    assert set(visit.organisations) == {cabins.house.trust.id, cabins.house.clinic.id}
    assert "Hytta</span> sample 2 &lt;b&gt;&amp;" in page, "whatever it writes is escaped"


@pytest.mark.parametrize(
    ("who", "address", "sentences"), [("patient", HOMES[0], 0), ("therapist", HOMES[1], 2), ("manager", HOMES[2], 2)]
)
def test_one_that_fails_is_left_out_and_the_page_stands(
    cabins: Cabin, logged: list[dict[str, object]], who: str, address: str, sentences: int
) -> None:
    place = {HOMES[0]: "home", HOMES[1]: "patient", HOMES[2]: "figures"}[address]
    page = opened(cabins, who, address)
    assert page.count("kan ikke vises akkurat nå. Resten av siden er som den skal være.") == sentences
    assert "secret" not in page
    assert "</html>" in page
    assert [(line["event"], line["panel"]) for line in logged if line["log_level"] == "error"] == [
        ("panel_failed", f"cabin.{place}-falls"),
        ("panel_failed", f"cabin.{place}-rows"),
    ]


def test_what_a_panel_writes_is_undone(cabins: Cabin) -> None:
    opened(cabins, "therapist", HOMES[1])
    assert len(CALLED) == 1
    with cabins.house.work() as work:
        assert work.session.get_one(Enrolment, cabins.enrolment).track is None


@pytest.mark.parametrize(
    ("who", "address", "more"),
    [
        ("patient", HOMES[0], 2),  # the panel that asks for what is not there, and that of the sample
        ("therapist", HOMES[1], 3),  # and one that wrote in the enrolment, which is read again
        ("manager", HOMES[2], 3),  # and whether the programme lives at these places, once
    ],
)
def test_panels_cost_their_own_statements_and_no_more(
    cabins: Cabin, monkeypatch: pytest.MonkeyPatch, who: str, address: str, more: int
) -> None:
    with cabins.house.counted() as with_panels:
        opened(cabins, who, address)
    monkeypatch.setattr("varde.web.plugins.panels.panels_at", lambda _place: [])
    with cabins.house.counted() as without:
        opened(cabins, who, address)
    assert len(with_panels) - len(without) == more
