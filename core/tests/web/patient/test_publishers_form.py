"""A publisher's form as the patient meets it: its own words, whole, and answers stored under the instrument's codes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from varde.wording.loading import load_all
from varde.wording.reading import read_packs

from .conftest import Patient, words
from .sheets import asking, first, responses

if TYPE_CHECKING:
    from varde.testing.house import House

DATA = Path(__file__).parents[2] / "wording/data"
LETTERS = "Æsj & <b>fælt</b>; «så» *der* {{ 7 * 7 }} \\ 100 %"


def publishers() -> dict[str, Any]:
    """A form with a greeting, a stem over nine questions, help in one, and another stem over the last."""
    plain = json.loads((DATA / "fhir-html-in-text.json").read_bytes())
    plain["title"] = f"Tittelen {LETTERS}"
    plain["item"][2]["item"] = [{"linkId": "h", "type": "display", "text": f"Hjelpen {LETTERS}"}]
    nine = {"linkId": "g1", "type": "group", "text": f"Stammen {LETTERS}", "item": plain["item"][8::-1]}
    last = {"linkId": "g2", "type": "group", "text": "Den andre stammen", "item": plain["item"][9:]}
    hello = {"linkId": "d", "type": "display", "text": f"Innledningen {LETTERS}"}
    return {**plain, "item": [hello, nine, last]}


def texts_of(resource: dict[str, Any]) -> set[str]:
    """Every text a reader of the file would expect to be shown."""
    texts = {resource[name] for name in ("title", "text", "display") if name in resource}
    for name in ("item", "answerOption"):
        for each in resource.get(name, []):
            texts |= texts_of(each.get("valueCoding", each))
    return texts


@pytest.mark.parametrize(
    "form", [publishers(), *(json.loads(f.read_bytes()) for f in sorted(DATA.glob("*-items-*.json")))]
)
def test_the_publishers_words_are_shown_as_they_are_written(
    house: House, enrol: Callable[..., Patient], form: dict[str, Any]
) -> None:
    with house.work() as work:
        load_all(work, read_packs(json.dumps(form).encode()), organisation="fjordvest")
    asking(house, "phq-9")
    vidar = enrol("Vidar", "village")
    address = f"/skjema/{first(vidar)}"
    page = words(vidar.html(address))
    for text in texts_of(form):
        assert " ".join(text.split()) in page, text
    for ours in ("Siste to uker", "Lite interesse"):
        assert ours not in page
    answers = {"q1": "0", "q2": "1", "q3": "2", "q4": "3", "q5": "0", "q6": "1", "q7": "2", "q8": "3", "q9": "0"}
    vidar.fill(address, {**answers, "q10": "2"})
    assert responses(vidar)["phq-9"].answers == {key: int(code) for key, code in answers.items()} | {"q10": 2}


def test_each_answer_stands_beside_the_code_of_its_words(house: House, enrol: Callable[..., Patient]) -> None:
    """Whatever order the file has its answers in, “Alltid” is sent as 3."""
    with house.work() as work:
        raw = (DATA / "fhir-options-reversed-order.json").read_bytes()
        load_all(work, read_packs(raw), organisation="fjordvest")
    asking(house, "phq-9")
    vidar = enrol("Vidar", "village")
    html = vidar.html(f"/skjema/{first(vidar)}")
    radios = re.findall(r'name="(q\d+)" value="(\d)"[^>]*><span>([^<]*)</span>', html)
    usual = [("0", "Aldri"), ("1", "Av og til"), ("2", "Ofte"), ("3", "Alltid")]
    assert [(code, said) for item, code, said in radios if item == "q1"] == usual
    assert [(code, said) for item, code, said in radios if item == "q9"] == usual
