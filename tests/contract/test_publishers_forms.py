"""A publisher's own form of every installed instrument, as the patient meets it: every word of the file, and our codes stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.form_pages import pages_of
from varde.assessments.models import Response
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument, Item
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, everything_installed, make_house, sqlite_url, token
from varde.wording.loading import load_all
from varde.wording.reading import read_packs

TAKING = {key: each for key, each in everything_installed().all(Instrument).items() if each.kind == "full"}
"""Those that take words: they have items."""
LETTERS = "& <b>æøå</b> «så» *der* {{ 7 * 7 }} \\ 100 %"
TYPES = {"choice": "choice", "boolean": "boolean", "integer": "integer"}


def published(instrument: Instrument) -> dict[str, Any]:
    """A form with invented words for everything: a title, an introduction, a stem over all items, and each item with its
    answers, which stand in another order than ours."""
    items = [_item(instrument.key, number, item) for number, item in enumerate(instrument.items, start=1)]
    stem = {"linkId": "stem", "type": "group", "text": f"Stammen til {instrument.key} {LETTERS}", "item": items}
    hello = {"linkId": "hello", "type": "display", "text": f"Innledningen til {instrument.key} {LETTERS}"}
    return {
        "resourceType": "Questionnaire",
        "status": "active",
        "version": instrument.version,
        "language": "nb",
        "url": f"https://utgiver.example/fhir/Questionnaire/{instrument.key}",
        "name": instrument.key,
        "copyright": "Avtale 12 med en utgiver som ikke finnes",
        "title": f"Tittelen til {instrument.key} {LETTERS}",
        "item": [hello, stem],
    }


def _item(key: str, number: int, item: Item) -> dict[str, Any]:
    asked = {
        "linkId": item.key,
        "type": TYPES.get(str(item.kind), "decimal"),
        "text": f"Spørsmål {number} i {key} {LETTERS}",
    }
    options = [
        {"valueCoding": {"code": str(code), "display": f"Svar {code} på {number if _alone(item) else 'alle'} i {key}"}}
        for code, _words in reversed(item.choices)
    ]
    return asked | ({"answerOption": options} if options else {})


def _alone(item: Item) -> bool:
    """Whether the answers are an item's own; many share one set, as in print."""
    return len(item.choices) > 7


def texts_of(resource: dict[str, Any]) -> Iterator[str]:
    """Every text that a reader of the file would expect to be shown."""
    yield from (resource[name] for name in ("title", "text", "display") if name in resource)
    for name in ("item", "answerOption"):
        for each in resource.get(name, []):
            yield from texts_of(each.get("valueCoding", each))


def asked_alone(folder: Path, key: str) -> tuple[House, FlaskClient, str]:
    """A house where the healthy life centre asks this instrument alone, its patient, and where she answers."""
    house = make_house(sqlite_url(folder))
    programme = house.platform.catalogue.one(Programme, "frisklivs")
    start = replace(programme.occasions[0], instruments=(key,), for_track=(), conditions=())
    changed = replace(programme, occasions=(start, *programme.occasions[1:]))
    house.platform.catalogue = house.platform.catalogue.with_values(Programme, [changed])
    maren, tor = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Tor", "Vik", sex="male")
    enrolment_id = house.enrolled(tor, maren, "frisklivs")
    with house.work() as work:
        items = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.key == start.key)
        agenda_id = work.session.scalars(items).one()
    return house, house.browser(tor), f"/skjema/{agenda_id}"


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1].split("</main>")[0])).split())


def fields(html: str) -> dict[str, str]:
    """What the page says of itself in its form."""
    return dict(re.findall(r'<input type="hidden" name="(instrument|version|wording|language)" value="([^"]*)"', html))


@pytest.mark.parametrize("key", sorted(TAKING))
def test_a_publishers_form_is_shown_word_for_word_and_our_codes_are_stored(tmp_path: Path, key: str) -> None:
    instrument, form = TAKING[key], published(TAKING[key])
    house, browser, address = asked_alone(tmp_path, key)
    with house.work() as work:
        load_all(work, read_packs(json.dumps(form, ensure_ascii=False).encode()), organisation="fjordvest")
    sides = range(1, len(pages_of(instrument)) + 1)
    htmls = [browser.get(f"{address}?instrument={key}&side={side}", follow_redirects=True).text for side in sides]
    shown = " ".join(map(words, htmls))
    missing = [text for text in dict.fromkeys(texts_of(form)) if " ".join(text.split()) not in shown]
    assert missing == []
    codes = chosen(instrument)
    sent = browser.post(address, data=fields(htmls[-1]) | codes | {"anyway": "1", "csrf_token": token(browser)})
    assert sent.status_code == 303, words(sent.text)
    with house.work() as work:
        (response,) = work.session.scalars(select(Response).where(Response.submitted_at.is_not(None)))
        stored = {name: str(int(value)) for name, value in response.answers.items()}
        assert (stored, response.wording_id is not None, response.language) == (codes, True, "nb")


def chosen(instrument: Instrument) -> dict[str, str]:
    """A code for each item, another for each in turn; days are left out, their fields are of no publisher."""
    codes = {}
    for number, item in enumerate(items_of(instrument)):
        if item.choices:
            codes[item.key] = str(item.choices[number % len(item.choices)][0])
        elif item.kind != "days":
            codes[item.key] = "1" if item.kind == "boolean" else str(int(item.low))
    return codes


def test_these_are_all_that_have_items() -> None:
    assert len(TAKING) == 39
