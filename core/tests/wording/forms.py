"""Publishers' forms in invented words, written in one way at a time, and what reading them comes to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import Result
from sqlalchemy import select

from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.kernel.words import Text
from varde.testing.house import all_samples
from varde.wording.fitting import Fitted, fitted
from varde.wording.models import WordingPack
from varde.wording.reading import read_packs
from varde.wording.rules import check_words

if TYPE_CHECKING:
    from varde.testing.house import House

DATA = Path(__file__).parent / "data"
INSTALLED = all_samples().all(Instrument)
PHQ = INSTALLED["phq-9"]
STANDARD = "http://hl7.org/fhir/StructureDefinition"
Command = Callable[..., Result]

OFTEN = {"0": "Aldri", "1": "Av og til", "2": "Ofte", "3": "Alltid"}
MUCH = {"0": "Ingen", "1": "Litt", "2": "Mye", "3": "Svært"}


def kept(house: House) -> dict[str, dict[str, tuple[str, dict[str, str]]]]:
    """What is stored of each language, by item: the label and the answers by code."""
    with house.work() as work:
        rows = work.session.scalars(select(WordingPack))
        return {
            row.language: {key: (item["label"], item["choices"]) for key, item in row.words["items"].items()}
            for row in rows
        }


def brought(command: Command, form: bytes | dict[str, Any], *more: str) -> Result:
    raw = form if isinstance(form, bytes) else json.dumps(form).encode()
    return command("import", "PACK", "--organisation", "fjordvest", *more, file=raw)


def sentences(result: Result) -> list[str]:
    assert result.exit_code == 2, result.output
    return [line.partition("/pack.toml: ")[2] for line in result.stderr.splitlines()[:-1]]


def ordinal(number: float) -> dict[str, Any]:
    return {"url": f"{STANDARD}/ordinalValue", "valueDecimal": number}


def options(words: dict[str, str] = OFTEN) -> list[dict[str, Any]]:
    return [{"valueCoding": {"code": code, "display": text}} for code, text in words.items()]


def question(number: int, **more: Any) -> dict[str, Any]:
    answers = options(MUCH if number == 10 else OFTEN)
    return {"linkId": f"q{number}", "type": "choice", "text": f"Testord {number}", "answerOption": answers, **more}


def form(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A form of phq-9; the items are the questions as they are when none are named."""
    return {
        "resourceType": "Questionnaire",
        "language": "nb",
        "version": "1",
        "name": "phq-9",
        "copyright": "Oppdiktede ord",
        "item": list(items or (question(number) for number in range(1, 11))),
        **more,
    }


def with_first(**more: Any) -> dict[str, Any]:
    """The form, with something else about its first question."""
    return form(question(1, **more), *(question(number) for number in range(2, 11)))


def read(resource: dict[str, Any], instrument: Instrument = PHQ) -> Fitted:
    (pack,) = read_packs(json.dumps(resource).encode())
    return fitted(instrument, pack, "nb")


def in_english(sentences: Iterable[Text]) -> list[str]:
    return [sentence.to("en") for sentence in sentences]


def refusal(resource: dict[str, Any], instrument: Instrument = PHQ) -> list[str]:
    try:
        fitting = read(resource, instrument)
    except BadUsage as refused:
        return list(refused.faults)
    return in_english([*fitting.faults, *check_words(instrument, fitting.words, "nb")])


def display(text: str, control: str = "", **more: Any) -> dict[str, Any]:
    concept = {"coding": [{"code": control}]}
    extensions = [{"url": f"{STANDARD}/questionnaire-itemControl", "valueCodeableConcept": concept}]
    return {"linkId": "d", "type": "display", "text": text, **({"extension": extensions} if control else {}), **more}


def group(text: str | None, *items: dict[str, Any]) -> dict[str, Any]:
    return {"linkId": "g", "type": "group", **({"text": text} if text else {}), "item": list(items)}


NINE = [question(number) for number in range(1, 10)]
