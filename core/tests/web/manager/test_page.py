"""What the page says, counted from the patients themselves and not from the code under test."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from varde.benefits.counting.cells import EnrolmentFacts
from varde.benefits.counting.rebuilding import count_more
from varde.identity.models import Organisation

if TYPE_CHECKING:
    from varde.testing.house import House

    from .conftest import Counted

Fetch = Callable[..., str]
ALL = "fra=2025-01&til=2026-09"


def words(page: str) -> str:
    """The page without its markup, blanks in a row made one."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def headings(page: str) -> list[str]:
    return [words(found).strip() for found in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def totals(patient: EnrolmentFacts) -> dict[str, float]:
    return {s.occasion: s.total for s in patient.scores if s.scale == "weather" and s.total is not None}


def test_the_figures_are_those_of_the_patients(counted: Counted, page_of: Fetch) -> None:
    patients = counted.patients(120)
    counted.count(patients)
    both = [t for t in map(totals, patients) if "3m" in t]
    responders = [t for t in both if t["start"] - t["3m"] >= 50]
    page = page_of(ALL)
    found = headings(page)
    assert "120 av 120 henviste begynte" in found
    unknown = 120 - len(both)
    finding = (
        f"{len(responders)} av 120 som begynte, er respondere (3 måneder). Hvordan det gikk med {unknown}, vet vi ikke"
    )
    assert finding in found
    start, later = (sum(t[o] for t in both) / len(both) for o in ("start", "3m"))
    changed = f"Snittet gikk fra {start:.0f} til {later:.0f} (3 måneder) hos de {len(both)} som svarte begge ganger"
    assert changed in found, "nobody is laid beside others than herself"
    said = words(page)
    assert f"({len(responders)} / {len(both)})" in said
    assert f"({len(responders)} / 120)" in said
    assert f"{round(100 * (1 - len(both) / 120))} % av dem som begynte, mangler svar" in said


def test_it_says_that_there_is_no_control_group_and_never_claims_an_effect(counted: Counted, page_of: Fetch) -> None:
    counted.count(counted.patients(120))
    for query in (ALL, f"{ALL}&vis=respons"):
        said = words(page_of(query))
        assert "Det er ingen kontrollgruppe" in said
        assert "effekt" not in said.lower()
        assert "virker" not in said.lower()


def test_figures_of_responders_say_so_in_their_heading(counted: Counted, page_of: Fetch) -> None:
    counted.count(counted.patients(120))
    together, apart = page_of(ALL), page_of(f"{ALL}&vis=respons")
    assert any(h.startswith("Respondere gikk fra") and "ikke-respondere fra" in h for h in headings(apart))
    parted = [h for h in headings(apart) if "områder" in h]
    assert len(parted) == 2
    assert parted[0].endswith("blant respondere")
    assert parted[1].endswith("blant ikke-respondere")
    assert not any("gikk fra" in h and "espondere" in h for h in headings(together))
    assert "delt etter utfallet" in words(apart)


def test_groups_of_a_few_are_not_parted(counted: Counted, page_of: Fetch) -> None:
    patients = counted.patients(60)
    few = [p for p in patients if "3m" in totals(p) and totals(p)["start"] - totals(p)["3m"] >= 50]
    counted.count([p for p in patients if p not in few[3:]])
    page = page_of(f"{ALL}&vis=respons")
    assert not any("ikke-respondere fra" in h for h in headings(page))
    assert "Gruppene kan ikke vises hver for seg" in words(page)
    assert "<5" in words(page)


@pytest.mark.parametrize("people", [1, 4])
def test_a_few_people_are_not_shown_at_all(counted: Counted, page_of: Fetch, people: int) -> None:
    counted.count(counted.patients(people))
    page = page_of()
    assert "for få personer" in words(page)
    assert '<svg class="chart"' not in page


def test_a_clinic_that_would_give_another_away_is_kept_back(house: House, counted: Counted) -> None:
    with house.work() as work:
        work.session.merge(house.elsewhere).parent_id = house.trust.id
    counted.count(counted.patients(40) + counted.patients(3, house.elsewhere))
    browser = counted.browser()
    assert headings(browser.get(f"/gevinster/fjordvest/lake?{ALL}").get_data(as_text=True))
    for key in ("klinikken", "elsewhere"):  # 43 - 40 = 3
        page = browser.get(f"/gevinster/{key}/lake?{ALL}").get_data(as_text=True)
        assert "for få personer" in words(page)
        assert len(rows(browser.get(f"/gevinster/{key}/lake.csv?{ALL}").get_data(as_text=True))) == 0


def test_what_is_few_at_one_clinic_is_not_what_is_left_of_the_trust(house: House, counted: Counted) -> None:
    """Of the clinic's 60 patients 20 responded and of the other's 13 four: the trust shows 24 responders, and neither clinic shows
    how many, on its page or in its file, for 24 - 20 = 4. How many were referred is no few anywhere, and is shown."""
    with house.work() as work:
        work.session.merge(house.elsewhere).parent_id = house.trust.id
    here, there = counted.patients(60), counted.patients(13, house.elsewhere)
    counted.count(here + there)
    better = [sum(1 for one in people if responded(one)) for people in (here, there)]
    assert better == [20, 4]
    browser, told = counted.browser(), {}
    for key in ("fjordvest", "klinikken", "elsewhere"):
        file = rows(browser.get(f"/gevinster/{key}/lake.csv?{ALL}").get_data(as_text=True))
        page = words(browser.get(f"/gevinster/{key}/lake?{ALL}").get_data(as_text=True))
        rates = {row["numerator"] for row in file if row["figure"] == "responders" and row["population"] == "paired"}
        referred = {row["numerator"] for row in file if row["figure"] == "flow" and row["item"] == "referred"}
        told[key] = (rates, referred, "her eller på et annet sted du kan se" in page)
    assert told == {
        "fjordvest": ({"24"}, {"73"}, False),
        "klinikken": (set(), {"60"}, True),
        "elsewhere": (set(), {"13"}, True),
    }


def responded(person: EnrolmentFacts) -> bool:
    scores = totals(person)
    return "3m" in scores and scores["start"] - scores["3m"] >= 50


def test_an_organisation_includes_what_is_under_it(house: House, counted: Counted) -> None:
    with house.work() as work:
        work.session.merge(house.elsewhere).parent_id = house.trust.id
    counted.count(counted.patients(40) + counted.patients(30, house.elsewhere))
    browser = counted.browser()
    referred = {
        key: rows(browser.get(f"/gevinster/{key}/lake.csv?{ALL}").get_data(as_text=True))[0]["numerator"]
        for key in ("fjordvest", "klinikken", "elsewhere")
    }
    assert referred == {"fjordvest": "70", "klinikken": "40", "elsewhere": "30"}


def test_the_page_costs_the_same_whatever_there_is(house: House, counted: Counted) -> None:
    counted.count(counted.patients(30))
    browser = counted.browser()
    paths = ("/gevinster/fjordvest/lake", "/gevinster/fjordvest/lake.csv", "/gevinster")
    costs = []
    for patients in (0, 300):
        if patients:
            with house.work() as work:
                work.session.connection().exec_driver_sql("DELETE FROM cell")
            counted.count(counted.patients(patients))
        for path in paths:
            browser.get(path)
            with house.counted() as statements:
                assert browser.get(path).status_code == 200
            costs.append(len(statements))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 12


def test_whoever_reads_while_people_are_counted_again_is_told(house: House, counted: Counted) -> None:
    """On the page and in the report; and nobody is told that none have come, while they are not yet counted."""
    counted.count(counted.patients(60))
    counted.decide()
    browser = counted.browser()
    told = "Tallene telles på nytt nå. Til det er ferdig, kan noen mangle i dem."
    here = "/gevinster/fjordvest/lake"
    paths = (here, f"{here}/rapport", "/gevinster/fjordvest/ridge", f"{here}/sted")
    assert [told in browser.get(path).get_data(as_text=True) for path in paths] == [False] * 4
    with house.work() as work:
        for programme in ("lake", "ridge"):
            work.enqueue(count_more, programme=programme)
    pages = [browser.get(path).get_data(as_text=True) for path in paths]
    assert [told in page for page in pages] == [True] * 4
    assert "Ingen er henvist hit ennå" not in pages[2]
    answer = browser.get(f"{paths[2]}/rapport")
    assert answer.status_code == 409
    assert "telles på nytt nå. Prøv igjen om litt." in answer.get_data(as_text=True)
    house.platform.drain()
    assert "Ingen er henvist hit ennå" in browser.get(paths[2]).get_data(as_text=True)


def test_the_file_hides_what_the_page_hides(counted: Counted, page_of: Fetch) -> None:
    patients = counted.patients(60)
    few = [p for p in patients if "3m" in totals(p) and totals(p)["start"] - totals(p)["3m"] >= 50]
    counted.count([p for p in patients if p not in few[3:]])
    browser = counted.browser()
    found = rows(browser.get(f"/gevinster/fjordvest/lake.csv?{ALL}&vis=respons").get_data(as_text=True))
    assert [r["numerator"] for r in found if r["figure"] == "responders" and r["measure"] == "lake.weather"] == [
        "<5"
    ] * 2
    for row in found:
        for name in ("numerator", "denominator"):
            assert row[name] not in {"1", "2", "3", "4"}
        if row["denominator"] in {"<5", "skjult"}:
            assert row["value"] in {"<5", "skjult"}
    assert {r["drawn_on"] for r in found} == {"2026-09-21"}
    assert {r["first_month"] for r in found} == {"2025-01"}
    assert all(r["instrument_version"] and r["population"] for r in found if r["measure"])


def test_the_file_is_offered_for_download_under_its_own_name(counted: Counted) -> None:
    counted.count(counted.patients(30))
    answer = counted.browser().get("/gevinster/fjordvest/lake.csv")
    assert answer.mimetype == "text/csv"
    assert "gevinster-fjordvest-lake.csv" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("fra=2025-13", "En måned skrives slik"),
        ("til=i+fjor", "En måned skrives slik"),
        ("fra=2025-06&til=2025-01", "må komme før"),
        ("spor=ukjent", "Sporet i adressen"),
        ("fra=2025-13&vis=respons", "En måned skrives slik"),
    ],
)
def test_a_filter_that_is_none_gets_a_sentence(counted: Counted, query: str, sentence: str) -> None:
    counted.count(counted.patients(60))
    answer = counted.browser().get(f"/gevinster/fjordvest/lake?{query}")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert sentence in words(page)
    assert ("aria-invalid" in page) is ("spor" not in query), "no track can be chosen here, so that it has no field"
    assert "60 av 60 henviste begynte" in words(page), "the rest of what was asked for holds"


def test_months_that_are_told_with_others_only_are_no_fault_of_whoever_asks(counted: Counted) -> None:
    counted.count(counted.patients(60))
    answer = counted.browser().get("/gevinster/fjordvest/lake?fra=2025-03&til=2025-03")
    assert answer.status_code == 200
    page = words(answer.get_data(as_text=True))
    said = "Disse månedene vises bare sammen med andre, fordi noen tall ellers ville gjelde færre enn 5, nå eller tidligere."
    assert f"{said} Viser januar 2025–" in page
    assert said not in words(counted.browser().get(f"/gevinster/fjordvest/lake?{ALL}").get_data(as_text=True))


def test_those_who_have_not_had_time_to_answer_are_left_out_whatever_is_asked_for(
    counted: Counted, page_of: Fetch
) -> None:
    counted.count(counted.patients(200))  # from January 2025 to August 2026, and today is 21 September 2026
    for page in (page_of(), page_of(ALL)):
        assert "2026" in re.findall(r"<p class=\"muted\">(.*?)<a", page)[0]
        assert "De som kom senere, er ikke med ennå" in words(page)
        assert "svare på «3 måneder»" not in words(page)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_is_written_in_every_language(counted: Counted, language: str) -> None:
    counted.count(counted.patients(120))
    page = counted.browser().get(f"/gevinster/fjordvest/lake?{ALL}&vis=respons&lang={language}").get_data(as_text=True)
    only = {"nb": "ingen kontrollgruppe", "nn": "inga kontrollgruppe", "en": "no control group"}
    assert [key for key, text in only.items() if text in words(page)] == [language]
    assert "{" not in words(page)


@pytest.mark.parametrize("place", ["trust", "clinic"])
def test_an_organisation_may_hide_more_than_the_least(house: House, counted: Counted, place: str) -> None:
    """What the trust has decided holds at its clinic too."""
    counted.count(counted.patients(60)[:24])
    browser, address = counted.browser(), "/gevinster/klinikken/lake.csv"

    def started() -> str:
        (row,) = [
            r
            for r in rows(browser.get(address).get_data(as_text=True))
            if r["figure"] == "flow" and r["item"] == "started"
        ]
        return row["numerator"]

    assert started() == "24"
    with house.work() as work:
        organisation = work.session.get_one(Organisation, getattr(house, place).id)
        organisation.details = {**organisation.details, "fewest_shown": 30}
    shown = browser.get(address).get_data(as_text=True)
    assert "24" not in [r["numerator"] for r in rows(shown)]
    page = browser.get("/gevinster/klinikken/lake").get_data(as_text=True)
    assert "24" not in page.split("<main", 1)[1].split("</main", 1)[0].replace("2024", "")
