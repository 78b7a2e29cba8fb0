"""Which words an organisation shows, what a form may claim to have shown, and what an old response keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from varde.identity.service import add_organisation
from varde.instruments.values import Instrument
from varde.testing.house import House, all_samples, make_house
from varde.wording.loading import Loading, load, retire
from varde.wording.service import Shown, pack_shown, shown_in, words_of

from .conftest import read_pack, toml

Bring = Callable[..., Loading]


def shown(house: House, instrument: Instrument, organisation: str = "klinikken", language: str = "nb") -> Shown:
    place = {
        "klinikken": house.clinic,
        "fjordvest": house.trust,
        "helse-fjord": house.region,
        "elsewhere": house.elsewhere,
    }
    with house.work() as work:
        return shown_in(work, place[organisation].id, instrument, language)


def test_without_a_pack_our_own_labels_show(house: House, who5: Instrument) -> None:
    assert shown(house, who5) == Shown(who5, None)


def test_a_clinic_shows_the_words_of_its_trust(house: House, who5: Instrument, bring: Bring) -> None:
    bring()
    found = shown(house, who5)
    assert found.pack_id is not None
    assert found.instrument.title.nb == "Trivsel"
    assert found.instrument.recall is not None
    assert found.instrument.question is not None
    assert (found.instrument.recall.nb, found.instrument.question.nb) == ("Nå og da", "Hvor ofte?")
    assert [item.label.nb for item in found.instrument.items] == [f"Linje q{n}" for n in range(1, 6)]
    assert dict(found.instrument.items[0].choices)[5].nb == "svar 5"
    assert found.instrument.items[0].label.nn == who5.items[0].label.nn
    assert found.instrument.total == who5.total


@pytest.mark.parametrize("place", ["helse-fjord", "elsewhere"])
def test_the_region_above_and_another_clinic_do_not(house: House, who5: Instrument, bring: Bring, place: str) -> None:
    bring()
    assert shown(house, who5, place).pack_id is None


def test_the_nearest_pack_wins(house: House, who5: Instrument, bring: Bring) -> None:
    bring(toml(title="Klinikkens"), "klinikken")
    for version in range(3):
        bring(toml(title=f"Foretakets {version}"))
    bring(toml(title="Regionens"), "helse-fjord")
    titles = [shown(house, who5, place).instrument.title.nb for place in ("klinikken", "fjordvest", "helse-fjord")]
    assert titles == ["Klinikkens", "Foretakets 2", "Regionens"]
    with house.work() as work:
        retire(work, "who-5", "klinikken", "nb")
    assert shown(house, who5).instrument.title.nb == "Foretakets 2"


def test_a_pack_is_for_one_language(house: House, who5: Instrument, bring: Bring) -> None:
    bring(toml(language="nn", title="Trivnad"))
    assert shown(house, who5, language="nb").pack_id is None
    assert shown(house, who5, language="en").pack_id is None
    assert shown(house, who5, language="nn").instrument.title.to("nn") == "Trivnad"


def test_a_pack_is_for_one_version_of_the_instrument(house: House, who5: Instrument, bring: Bring) -> None:
    bring()
    assert shown(house, replace(who5, version="2")).pack_id is None


def test_when_it_is_retired_our_own_labels_show_again(house: House, who5: Instrument, bring: Bring) -> None:
    bring(toml(title="Første"))
    bring(toml(title="Andre"))
    with house.work() as work:
        assert retire(work, "who-5", "fjordvest", "nb") == 2
    assert shown(house, who5) == Shown(who5, None)
    assert bring(toml(title="Andre")).version == 3
    assert shown(house, who5).instrument.title.nb == "Andre"


def test_a_form_may_claim_what_it_could_have_shown(house: House, who5: Instrument, bring: Bring) -> None:
    bring(toml(title="Første"))
    first = shown(house, who5).pack_id
    bring(toml(title="Andre"))
    second = shown(house, who5).pack_id
    gad7 = house.platform.catalogue.one(Instrument, "gad-7")
    assert first
    assert first != second
    with house.work() as work:
        clinic = house.clinic.id
        assert pack_shown(work, clinic, first, who5, "nb") == first, "it was replaced while she was answering"
        assert pack_shown(work, clinic, second, who5, "nb") == second
        assert pack_shown(work, clinic, second, who5, "nn") is None
        assert pack_shown(work, clinic, second, gad7, "nb") is None
        assert pack_shown(work, house.elsewhere.id, second, who5, "nb") is None
        assert pack_shown(work, house.region.id, second, who5, "nb") is None
        assert [pack_shown(work, clinic, n, who5, "nb") for n in (None, 0, -1, 999, 2**63, 10**30)] == [None] * 6
        retire(work, "who-5", "fjordvest", "nb")
        assert pack_shown(work, clinic, first, who5, "nb") == first


def test_an_old_response_keeps_its_words(house: House, who5: Instrument, bring: Bring) -> None:
    labels = {f"q{number}": {"label": f"Linje q{number}"} for number in range(1, 6)}
    bring(toml(title="Første", items={**labels, "q3": {"label": "Den gamle linjen"}}))
    first = shown(house, who5).pack_id
    bring(toml(title="Andre"))
    with house.work() as work:
        retire(work, "who-5", "fjordvest", "nb")
    with house.work() as work:
        old = words_of(work, first, who5, "nb")
        assert (old.title.nb, old.item("q3").label.nb) == ("Første", "Den gamle linjen")
        assert old.item("q3").choices == who5.item("q3").choices
        assert words_of(work, None, who5, "nb") is who5
        assert words_of(work, first, who5, "nn") is who5
        assert words_of(work, 999, who5, "nb") is who5
        grown = replace(who5, version="2", items=(*who5.items[1:], replace(who5.items[0], key="q6")))
        now = words_of(work, first, grown, "nb")
        assert [item.label.nb for item in now.items] == [
            "Linje q2",
            "Den gamle linjen",
            "Linje q4",
            "Linje q5",
            who5.items[0].label.nb,
        ]


def test_one_statement_however_deep_the_tree_and_however_many_versions(
    house: House, who5: Instrument, bring: Bring
) -> None:
    bring(organisation="helse-fjord")
    for number in range(4):
        bring(toml(title=f"Tittel {number}"), "helse-fjord")
    with house.work() as work:
        place = house.clinic
        for number in range(4):
            place = add_organisation(work, f"post-{number}", "clinic", "En post", place)
    with house.work() as work:
        with house.counted() as statements:
            found = shown_in(work, place.id, who5, "nb")
        assert found.instrument.title.nb == "Tittel 3"
        assert len(statements) == 1
        with house.counted() as statements:
            assert pack_shown(work, place.id, found.pack_id, who5, "nb") == found.pack_id
        assert len(statements) == 1
        with house.counted() as statements:
            assert words_of(work, found.pack_id, who5, "nb").title.nb == "Tittel 3"
        assert len(statements) == 1
        with house.counted() as statements:
            pack_shown(work, place.id, None, who5, "nb")
            words_of(work, None, who5, "nb")
        assert statements == []


@pytest.mark.postgres
def test_postgresql_finds_the_same(postgres_database_url: str) -> None:
    house = make_house(postgres_database_url, catalogue=all_samples())
    who5 = house.platform.catalogue.one(Instrument, "who-5")
    for title, place in (("Regionens", "helse-fjord"), ("Foretakets", "fjordvest"), ("Foretakets nye", "fjordvest")):
        with house.work() as work:
            load(work, read_pack(toml(title=title).encode()), organisation=place)
    found = shown(house, who5)
    assert found.instrument.title.nb == "Foretakets nye"
    with house.work() as work:
        assert pack_shown(work, house.clinic.id, found.pack_id, who5, "nb") == found.pack_id
        assert pack_shown(work, house.clinic.id, 2**63 - 1, who5, "nb") is None
        assert words_of(work, found.pack_id, who5, "nb").title.nb == "Foretakets nye"
    house.platform.engine.dispose()
