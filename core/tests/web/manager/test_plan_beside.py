"""What stands beside the benefits of a plan: pathways, assumptions, quotes while there is consent, and what is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from varde.benefits.plan.models import PlanChange, PlannedBenefit, PlanPoint, PlanVoice
from varde.benefits.plan.values import BenefitProposal

from .test_plan import HERE, WAIT, keep, page_at, send

if TYPE_CHECKING:
    from varde.testing.house import House

    from .conftest import Counted

QUOTE = {
    "voice_kind": "quote",
    "voice": "Jeg slapp å ta fri to dager.",
    "by": "Pasient, 34 år",
    "voice_source": "Intervju i mars",
    "consented_on": "2026-03-01",
}


def test_a_quote_is_kept_while_there_is_consent_and_is_nowhere_afterwards(counted: Counted) -> None:
    browser = counted.browser()
    for wrong, sentence in (
        ({"consented_on": ""}, "har samtykket"),
        ({"by": ""}, "uten å røpe hvem det er"),
        ({"voice": ""}, "Skriv hva som ble sagt"),
    ):
        answer = send(browser, f"{HERE}/ord", QUOTE | wrong)
        assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (422, True), wrong
    assert send(browser, f"{HERE}/ord", QUOTE).status_code == 303
    assert "«Jeg slapp å ta fri to dager.» Pasient, 34 år. Intervju i mars." in page_at(browser)
    with counted.house.work() as work:
        row = work.session.scalars(select(PlanVoice)).one()
        assert b"fri to dager" not in bytes(row.words_sealed)  # type: ignore[attr-defined]
        key = row.key
    assert send(browser, f"{HERE}/ord/{key}/bort", {}).status_code == 303
    assert "fri to dager" not in page_at(browser)
    with counted.house.work() as work:
        row = work.session.scalars(select(PlanVoice)).one()
        assert (row.words, row.by, row.withdrawn_at is not None) == (None, "", True)
        assert [change.name for change in work.session.scalars(select(PlanChange))] == ["quote", "quote"]
        assert not any("fri" in str(change.after) for change in work.session.scalars(select(PlanChange)))


def test_both_pathways_are_drawn_and_can_be_changed(counted: Counted) -> None:
    browser = counted.browser()
    form = {
        "without-title-1": "Fastlegen henviser",
        "without-detail-1": "Brev, ofte på papir",
        "without-where-1": "clinic",
        "without-title-3": "Hjem med et hefte",
        "without-where-3": "none",
        "with-title-1": "Gruppevideo",
        "with-where-1": "home",
        "ways_note": "Tegnet av fagansvarlig og to pasienter",
    }
    assert send(browser, f"{HERE}/veier", form).status_code == 303
    page = browser.get(HERE).get_data(as_text=True)
    assert page.count("way-none") == 2, "one stone, and the key"
    assert "Hjem med et hefte: Hvor ikke avtalt eller ikke kjent" in page, "said to whoever does not see it"
    assert "Tegnet av fagansvarlig og to pasienter" in page
    again = browser.get(f"{HERE}/veier").get_data(as_text=True)
    assert 'id="without-title-2" name="without-title-2" value="Hjem med et hefte"' in again, "no step is left empty"
    assert send(browser, f"{HERE}/veier", {"with-title-1": "Video"}).status_code == 303
    assert "Pasientforløp: Uten digital oppfølging: Fastlegen henviser → Hjem med et hefte" in page_at(
        browser, f"{HERE}/historie"
    )


def test_assumptions_come_to_low_base_and_high_and_name_what_is_missing(counted: Counted) -> None:
    browser = counted.browser()
    owner = {"assumption_owner": "Klinikkleder", "assumption_source": "Klinikkens regnskap"}
    for key, low, base, high in (
        ("visits", "1", "2", "3"),
        ("visit_cost", "1900", "2300", "2900"),
        ("cost", "847000", "847000", "847000"),
        ("co2", "0,1", "0,1234", "150,5"),
    ):
        spread = {"assumption": key, "low": low, "base": base, "high": high}
        assert send(browser, f"{HERE}/anslag", owner | spread).status_code == 303
    assert "Netto, kr mangler: personer i året" in page_at(browser)
    assert "Utslipp, kg CO₂e per km 0,1 0,1234 150,5" in page_at(browser), "as it was written"
    people = {"assumption": "people", "low": "293", "base": "293", "high": "293"}
    send(browser, f"{HERE}/anslag", owner | people)
    page = page_at(browser)
    assert "Netto, kr −290\xa0300 500\xa0800 1\xa0702\xa0100".replace("\xa0", " ") in page.replace("\xa0", " ")
    assert "Anslag: i det lave går det ikke i pluss" in page
    assert "Forutsetning i anslag: Personer i året: 293 / 293 / 293 Nina Falk" in page_at(browser, f"{HERE}/historie")
    answer = send(browser, f"{HERE}/anslag", owner | people | {"low": "300"})
    assert "Lavt, midtre og høyt må stå i stigende rekkefølge." in answer.get_data(as_text=True)


def test_what_is_proposed_is_adopted_with_one_press_and_claims_nothing(counted: Counted) -> None:
    browser = counted.browser()
    with counted.house.work() as work:
        proposals = work.catalogue.all(BenefitProposal)
    assert list(proposals) == ["lake.warmth"]
    assert "Det er Varde sitt forslag" in page_at(browser)
    for _twice in range(2):
        assert send(browser, f"{HERE}/forslag/lake.warmth", {}).status_code == 303
    page = page_at(browser)
    assert "Varmere føtter Utsikten etterpå Ikke målt – Ikke målt kan ikke regnes Nina Falk" in page
    assert "Det er Varde sitt forslag" not in page
    with counted.house.work() as work:
        row = work.session.scalars(select(PlannedBenefit)).one()
        assert (row.measure, row.lower_better, row.baseline) == ("lake.outlook", False, None)


def test_a_plan_is_approved_as_a_version_and_says_when_it_is_reviewed(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser)
    goal = {"plan_goal": "God hjelp der de bor", "review_on": "2027-01-18"}
    assert send(browser, f"{HERE}/mal", goal | {"gjor": "lagre"}).status_code == 303
    assert "Ikke godkjent ennå. Neste gjennomgang 18. januar 2027." in page_at(browser)
    send(browser, f"{HERE}/mal", goal | {"gjor": "godkjenn"})
    page = page_at(browser)
    assert "Versjon 1, godkjent 21. september 2026 av Nina Falk." in page
    assert "Mål for tilbudet: God hjelp der de bor Av én gevinst" in page


def test_what_is_of_another_plan_or_programme_is_found_by_nobody(house: House, counted: Counted) -> None:
    browser = counted.browser()
    keep(browser)
    send(browser, f"{HERE}/1/punkt", {"kind": "risk", "words": "Kan gå galt"})
    send(browser, f"{HERE}/ord", QUOTE)
    with house.work() as work:
        key = work.session.scalars(select(PlanVoice.key)).one()
    theirs = "/gevinstplan/elsewhere/lake"
    stranger = house.browser(house.person("Ola", "Nes", ("manager", house.elsewhere)), staff=True)
    for path in ("/mal", "/ord", "/anslag", "/veier", "/forslag/lake.warmth", f"/ord/{key}/bort", "/1/punkt/1"):
        assert send(stranger, HERE + path, {}).status_code == 404, path
    assert send(stranger, f"{theirs}/ny", WAIT).status_code == 303
    for path in ("/1", "/1/endre"):
        assert stranger.get(theirs + path).status_code == 404, path
    for path in ("/1/verdi", "/1/status", "/1/punkt/1", "/2/punkt/1", f"/ord/{key}/bort", "/forslag/ridge.nothing"):
        assert send(stranger, theirs + path, {"gjor": "ferdig"}).status_code == 404, path
    with house.work() as work:
        assert work.session.scalars(select(PlanVoice)).one().words == QUOTE["voice"]
        assert work.session.scalars(select(PlanPoint.settled_at)).one() is None
        assert work.session.scalars(select(PlannedBenefit.plan_id)).all() == [1, 2]
