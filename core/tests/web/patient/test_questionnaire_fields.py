"""What a questionnaire asks besides its usual items: days, sex, in whose words, and whether to answer later."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from varde.assessments.days import rows_of
from varde.assessments.fields import read_answers
from varde.identity.models import Person
from varde.instruments.answers import check_answers
from varde.instruments.values import Instrument
from varde.kernel.characters import plain
from varde.testing.house import House, all_samples
from varde.wording.models import WordingPack

from .conftest import Patient, words
from .sheets import asking, everything, first, responses

STEPS = all_samples().one(Instrument, "paces")


def test_seven_days_are_asked_and_become_a_list(house: House, enrol: Callable[..., Patient]) -> None:
    asking(house, "paces")
    vidar = enrol("Vidar", "village")
    address = f"/skjema/{first(vidar)}"
    page = vidar.html(address)
    assert "Mandag 14. september" in page
    assert "Søndag 20. september" in page
    assert 'name="days-2026-09-20-steps"' in page
    assert "2026-09-21" not in page.split("<main")[1].replace("data-saved-at", "").split("idle")[0]
    typed = {
        "days-2026-09-14-steps": "8 250",
        "days-2026-09-14-wear_h": "14,5",
        "days-2026-09-15-steps": "",
        "days-2026-09-15-wear_h": "",
        "days-2026-09-16-steps": "0",
        "days-2026-09-17-steps": "12.000",
        "days-2026-09-18-steps": "300",
    }
    assert vidar.save(f"{address}/utkast", {"instrument": "paces", **typed}).status_code == 200
    kept = vidar.html(address)
    assert 'value="8250"' in kept
    assert 'value="14,5"' in kept
    vidar.post(address, typed)
    stored = responses(vidar)["paces"]
    found = [(day["steps"], day["wear_h"]) for day in stored.answers["days"]]
    assert found == [(8250, 14.5), (0, None), (12000, None), (300, None)]
    assert stored.submitted_at
    assert stored.status == "not_scored"


def test_a_fault_about_a_day_is_on_its_field(house: House, enrol: Callable[..., Patient]) -> None:
    asking(house, "paces")
    vidar = enrol("Vidar", "village")
    typed = {"days-2026-09-14-steps": "mange", "days-2026-09-15-steps": "9000", "days-2026-09-15-wear_h": "25"}
    answer = vidar.post(f"/skjema/{first(vidar)}", typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert (
        '<a href="#days-2026-09-14-steps">Mandag 14. september: Skriv skrittene som et helt tall fra 0 til 100' in page
    )
    assert '<a href="#days-2026-09-15-wear_h">Tirsdag 15. september: Skriv timene som et tall fra 0 til 24.</a>' in page
    assert 'value="mange"' in page
    assert 'value="9000"' in page
    assert responses(vidar) == {}


def test_no_days_at_all_is_said_once(house: House, enrol: Callable[..., Patient]) -> None:
    asking(house, "paces")
    vidar = enrol("Vidar", "village")
    answer = vidar.post(f"/skjema/{first(vidar)}", {"days-2026-09-14-steps": " "})
    assert "1 spørsmål står uten svar" in vidar.get(answer.headers["Location"])
    assert '<a href="#days">' in vidar.html(answer.headers["Location"])


def test_a_draft_keeps_its_week() -> None:
    (item,) = STEPS.items
    given_ = {"days": [{"date": "2026-09-18", "steps": 4000, "wear_h": None}]}
    before, after = (rows_of(item, given_, date(2026, 9, day), "nb") for day in (21, 28))
    assert [row.name for row in before][::6] == ["days-2026-09-14", "days-2026-09-20"]
    assert after[0].name == "days-2026-09-18"
    assert after[0].steps == "4000"
    assert len(after) == 7


def test_more_than_a_week_and_days_that_are_none_are_refused() -> None:
    month = {f"days-2026-09-{day:02}-steps": ["100"] for day in range(1, 9)}
    assert "mer enn sju dager" in read_answers(STEPS, month)[1]["days"].nb
    assert "days-2026-02-30-steps" in read_answers(STEPS, {"days-2026-02-30-steps": ["1"]})[1]
    assert set(read_answers(STEPS, {"days": ["1"]})[1]) == {"days"}


@given(st.text(max_size=8), st.text(max_size=8))
@example("", "\x1b")
def test_a_day_is_a_day_nothing_or_a_fault(steps: str, worn: str) -> None:
    """What cannot be seen is nothing."""
    form = {"days-2026-09-14-steps": [steps], "days-2026-09-14-wear_h": [worn]}
    answers, faults = read_answers(STEPS, form)
    assert bool(answers) + bool(faults) == (1 if plain(steps).strip() or plain(worn).strip() else 0)
    assert check_answers(STEPS, answers) == []


# --- what is asked besides, and in whose words


def test_sex_is_asked_once_when_the_norms_need_it_and_never_required(
    house: House, enrol: Callable[..., Patient]
) -> None:
    asking(house, "stones")
    found = house.platform.catalogue.one(Instrument, "stones")
    needing = replace(found, needs=("age", "sex"))
    house.platform.catalogue = house.platform.catalogue.with_values(Instrument, [needing])
    vidar, kari = enrol("Vidar", "village"), enrol("Kari", "village")
    address = f"/skjema/{first(vidar)}"
    assert "Kjønn i tabellen vi sammenligner med" in vidar.get(address)
    form = everything("stones")
    assert vidar.post(address, {**form, "sex": "other"}).status_code == 422
    assert responses(vidar) == {}
    vidar.post(address, {**form, "sex": "male"})
    assert responses(vidar)["stones"].submitted_at
    with house.work() as work:
        assert work.session.get_one(Person, vidar.person.id).sex == "male"
    kari.post(f"/skjema/{first(kari)}", {**form, "sex": ""})
    assert responses(kari)["stones"].submitted_at
    with house.work() as work:
        assert work.session.get_one(Person, kari.person.id).sex is None


def test_agoraphobia_decides_the_levels_and_survives_being_told_what_is_missing(
    house: House, enrol: Callable[..., Patient]
) -> None:
    asking(house, "dizziness")
    vidar, kari = enrol("Vidar", "village"), enrol("Kari", "village")
    address = f"/skjema/{first(vidar)}"
    assert "Holder du deg unna steder" in vidar.get(address)
    form = {f"q{number}": "1" for number in range(1, 7)}
    vidar.post(address, {**form, "agoraphobia": "1"})
    assert responses(vidar)["dizziness"].submitted_at is None
    assert re.search(r'name="agoraphobia"[^>]*value="1"[^>]*checked', vidar.html(f"{address}?mangler=1"))
    vidar.post(address, {**form, "agoraphobia": "1", "anyway": "1"})
    kept = responses(vidar)["dizziness"]
    assert (kept.context, kept.total, kept.band) == ({"agoraphobia": True}, 7, "borderline")
    kari.post(f"/skjema/{first(kari)}", {**form, "agoraphobia": "0", "anyway": "1"})
    kept = responses(kari)["dizziness"]
    assert (kept.context, kept.band) == ({"agoraphobia": False}, "slightly_dizzy")


def test_sex_is_not_asked_otherwise(ingrid: Patient) -> None:
    assert "Kjønn i tabellen" not in ingrid.get(f"/skjema/{first(ingrid)}")


def loaded(house: House, key: str, **words_: object) -> int:
    instrument = house.platform.catalogue.one(Instrument, key)
    with house.work() as work:
        pack = WordingPack(
            organisation_id=house.trust.id,
            instrument=key,
            instrument_version=instrument.version,
            language="nb",
            version=1,
            source="toml",
            licence_note="x",
            words=words_,
            digest="0" * 64,
            loaded_at=work.now,
            retired_at=None,
        )
        work.add(pack)
        work.session.flush()
        return pack.id


def test_the_words_of_a_pack_are_shown_and_the_response_says_so(ingrid: Patient, house: House) -> None:
    item = house.platform.catalogue.one(Instrument, "weather").items[0]
    pack = loaded(house, "weather", title="Ordlyd T", items={item.key: {"label": "Ordlyd L"}})
    address = f"/skjema/{first(ingrid)}"
    html = ingrid.html(address)
    assert "Ordlyd T" in words(html)
    assert "Ordlyd L" in words(html)
    assert f'name="wording" value="{pack}"' in html
    assert "Offisiell ordlyd, vist etter avtale. Rettighetshaver: Vannlaget, Fjordvest" in words(html)
    assert "våre egne, korte ord" not in html
    refused = ingrid.post(address, {"wording": str(pack), item.key: "7"})
    assert "«Ordlyd L»" in words(refused.get_data(as_text=True))
    ingrid.post(address, {**everything("weather"), "wording": str(pack)})
    assert responses(ingrid)["weather"].wording_id == pack


@pytest.mark.parametrize("said", ["", "999", "x", "9" * 30])
def test_a_pack_that_was_not_shown_is_not_believed(ingrid: Patient, said: str) -> None:
    ingrid.post(f"/skjema/{first(ingrid)}", {**everything("weather"), "wording": said})
    assert responses(ingrid)["weather"].wording_id is None


def test_answering_later_is_offered_where_the_programme_says_so(house: House, enrol: Callable[..., Patient]) -> None:
    asking(house, "who-5", postpone_days=0)
    vidar = enrol("Vidar", "village")
    assert "Svar senere" not in vidar.get(f"/skjema/{first(vidar)}")
    asking(house, "who-5", postpone_days=3)
    assert "Svar senere" in vidar.get(f"/skjema/{first(vidar)}")
