"""A house, a pack of invented words for who-5, and two ways to bring one in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from varde.instruments.values import Instrument
from varde.kernel.console import Console
from varde.setup.wording_commands import wording_group
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.wording.loading import Loading, load
from varde.wording.reading import read_packs
from varde.wording.values import Pack


def read_pack(raw: bytes) -> Pack:
    """The only pack of a file."""
    (pack,) = read_packs(raw)
    return pack


ITEMS = ("q1", "q2", "q3", "q4", "q5")
CHOICES = {str(code): f"svar {code}" for code in range(6)}


def toml(items: Mapping[str, Mapping[str, Any]] | None = None, **top: str | None) -> str:
    """A pack for who-5 in TOML, with words nobody would take for the real ones; None leaves a line out."""
    lines = {
        "instrument": "who-5",
        "version": "1",
        "language": "nb",
        "licence": "Avtale 12 med oss selv",
        "title": "Trivsel",
        "recall": "Nå og da",
        "question": "Hvor ofte?",
        **top,
    }
    text = "".join(f"{name} = {json.dumps(words)}\n" for name, words in lines.items() if words is not None)
    for key, item in (items or every_item()).items():
        text += f"[items.{json.dumps(key)}]\n"
        for name, value in item.items():
            if isinstance(value, dict):
                pairs = ", ".join(f"{json.dumps(code)} = {json.dumps(words)}" for code, words in value.items())
                text += f"{name} = {{ {pairs} }}\n"
            else:
                text += f"{name} = {json.dumps(value)}\n"
    return text


def every_item(**changed: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The items of the pack, some of them changed."""
    usual: dict[str, Mapping[str, Any]] = {key: {"label": f"Linje {key}", "choices": dict(CHOICES)} for key in ITEMS}
    return {**usual, **changed}


def as_questionnaire(instrument: Instrument, language: str, **top: Any) -> dict[str, Any]:
    """The instrument's own labels as a FHIR Questionnaire."""
    types = {"choice": "choice", "boolean": "boolean", "integer": "integer"}
    return {
        "resourceType": "Questionnaire",
        "status": "draft",
        "version": instrument.version,
        "language": language,
        "url": f"https://varde.example.no/fhir/Questionnaire/{instrument.key}",
        "copyright": "Våre egne ord",
        "title": instrument.title.to(language),
        "item": [
            {
                "linkId": item.key,
                "type": types.get(str(item.kind), "decimal"),
                "text": item.label.to(language),
                **(
                    {
                        "answerOption": [
                            {"valueCoding": {"code": str(code), "display": words.to(language)}}
                            for code, words in item.choices
                        ]
                    }
                    if item.choices
                    else {}
                ),
            }
            for item in instrument.items
        ],
        **top,
    }


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def who5(house: House) -> Instrument:
    return house.platform.catalogue.one(Instrument, "who-5")


@pytest.fixture
def bring(house: House) -> Callable[..., Loading]:
    """Load this text for an organisation (the trust, unless told otherwise)."""

    def run(text: str | None = None, organisation: str = "fjordvest", **more: Any) -> Loading:
        with house.work() as work:
            pack = read_pack((toml() if text is None else text).encode())
            return load(work, pack, organisation=organisation, **more)

    return run


@pytest.fixture
def command(house: House, tmp_path: Path) -> Callable[..., Result]:
    """Run ``varde wording …``; a text for a file is written to pack.toml, whose place stands for PACK."""

    def run(*words: str, file: str | bytes | None = None) -> Result:
        place = tmp_path / "pack.toml"
        if file is not None:
            place.write_bytes(file.encode() if isinstance(file, str) else file)
        console = Console(lambda: house.platform.catalogue, lambda: house.platform)
        return CliRunner().invoke(
            wording_group, [str(place) if word == "PACK" else word for word in words], obj=console
        )

    return run
