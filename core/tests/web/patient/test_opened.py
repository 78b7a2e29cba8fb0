"""What she has opened, on paper and as a file of her own: nothing that is locked or hidden, and nothing that says whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from varde.enrolments.exits import end
from varde.modules.models import StepSeen
from varde.modules.switching import SwitchWish, turn
from varde.web.patient.opened import below_a_step
from varde.web.shell.step_prose import DrawnPiece

if TYPE_CHECKING:
    from .conftest import Patient

WHY = "Vi venter med den."


def opened_in(page: str) -> list[str]:
    return re.findall(r"<h3>([^<]*)</h3>", page)


def test_only_what_she_has_opened_is_there_and_nothing_that_is_closed_to_her(ingrid: Patient) -> None:
    at = f"/moduler/{ingrid.enrolment_id}"
    assert "Du har ikke åpnet noe her ennå." in ingrid.html(f"{at}/utskrift")
    for step in ("summary", "wind-and-water", "what-it-is", "water-diary"):
        ingrid.html(f"{at}/know-the-lake/{step}")
    whole = ingrid.html(f"{at}/utskrift")
    assert opened_in(whole) == ["Hva er et vann?", "Vinden og vannet", "Skriv vanndagbok", "Oppsummering"]
    assert opened_in(ingrid.html(f"{at}/utskrift/know-the-lake")) == opened_in(whole)
    assert opened_in(ingrid.html(f"{at}/utskrift/boat-and-oars")) == []
    ingrid.html(f"{at}/utskrift/no-such-module", status=404)
    assert "<nav" not in whole
    assert "<script" not in whole

    maren = ingrid.house.person("Maja", "Li", ("therapist", ingrid.house.clinic))
    with ingrid.house.work() as work:
        enrolment = ingrid.enrolment()
        therapist = ingrid.house.actor(maren, ("therapist", ingrid.house.clinic))
        turn(
            work, therapist, work.session.merge(enrolment), SwitchWish("close", "know-the-lake", "wind-and-water", WHY)
        )
        turn(work, therapist, work.session.merge(enrolment), SwitchWish("hide", "know-the-lake", "summary", WHY))
    left = ["Hva er et vann?", "Skriv vanndagbok"]
    for address in ("utskrift", "utskrift/know-the-lake", "last-ned"):
        assert opened_in(ingrid.html(f"{at}/{address}")) == left, address


def test_the_file_carries_all_with_it_and_tells_nothing_of_her(ingrid: Patient) -> None:
    at = f"/moduler/{ingrid.enrolment_id}"
    ingrid.html(f"{at}/know-the-lake/what-it-is")
    answer = ingrid.browser.get(f"{at}/last-ned")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="varde-lake-2026-09-')
    page = answer.get_data(as_text=True)
    assert opened_in(page) == ["Hva er et vann?"]
    assert "<style>" in page
    for told in ("<script", "<link", "<form", "csrf", 'href="/', 'src="/', "Ingrid", "Solheim", "url(", "@import", at):
        assert told not in page, told


def test_the_headings_of_a_step_stand_below_its_title() -> None:
    piece = DrawnPiece("text", "<h2>A</h2><h3 id=b>B</h3><p>h2</p>")
    assert below_a_step(piece).html == "<h4>A</h4><h5 id=b>B</h5><p>h2</p>"


def test_whoever_is_through_reads_it_and_whoever_may_not_is_led_to_why(ingrid: Patient) -> None:
    at = f"/moduler/{ingrid.enrolment_id}"
    ingrid.html(f"{at}/know-the-lake/what-it-is")
    with ingrid.house.work() as work:
        end(work, ingrid.person.id, work.session.merge(ingrid.enrolment()), "completed")
    assert opened_in(ingrid.html(f"{at}/last-ned")) == ["Hva er et vann?"]
    ingrid.later(days=400)
    for address in ("utskrift", "utskrift/know-the-lake", "last-ned"):
        answer = ingrid.browser.get(f"{at}/{address}")
        assert (answer.status_code, answer.headers["Location"]) == (303, at), address


def test_it_costs_no_more_however_much_she_has_opened_and_counts_as_shown(ingrid: Patient) -> None:
    at, costs = f"/moduler/{ingrid.enrolment_id}", []
    for steps in (["what-it-is"], ["wind-and-water", "danger-signs", "water-diary", "summary"]):
        for step in steps:
            ingrid.html(f"{at}/know-the-lake/{step}")
        ingrid.html(f"{at}/utskrift")
        with ingrid.house.counted() as statements:
            ingrid.html(f"{at}/utskrift")
        costs.append(len(statements))
    assert costs[0] == costs[1]
    ingrid.later(hours=3)
    ingrid.html(f"{at}/last-ned")
    with ingrid.house.work() as work:
        assert set(work.session.scalars(select(StepSeen.last_at))) == {work.now}


def test_in_english_it_says_where_the_text_is_norwegian(ingrid: Patient) -> None:
    at = f"/moduler/{ingrid.enrolment_id}"
    ingrid.html(f"{at}/know-the-lake/what-it-is")
    ingrid.post("/logg-inn/sprak", {"language": "en"})
    page = ingrid.html(f"{at}/utskrift")
    assert "This text is in Norwegian." in page
    assert 'lang="nb"' in page
