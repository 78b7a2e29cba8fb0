"""A patient who may try every exercise of the library, and her therapist."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from varde.identity.models import Person
from varde.modules.dated import dated_kind, every_entry
from varde.modules.entries import written_by_patient
from varde.testing.house import House, make_house, sqlite_url, token, with_library
from varde.testing.samples.workshop.programme import EXERCISES, KEY, MODULE

from .library_tried import Tried

BY_KEY = {exercise.key: exercise for exercise in EXERCISES}


@dataclass
class Workshop:
    """A patient who has begun, and her therapist."""

    house: House
    maren: Person
    kari: Person
    enrolment_id: int

    def __post_init__(self) -> None:
        self.browser: FlaskClient | None = None

    def sign_in(self) -> FlaskClient:
        self.browser = self.house.browser(self.kari)
        return self.browser

    def at(self, key: str, end: str = "") -> str:
        return f"/moduler/{self.enrolment_id}/{MODULE}/{key}{end}"

    def shared_at(self, key: str, end: str = "") -> str:
        return f"/pasient/{self.enrolment_id}/ovelse/{MODULE}/{key}{end}"

    def post(self, address: str, form: Mapping[str, str], status: int) -> str:
        assert self.browser is not None
        answer = self.browser.post(address, data={"csrf_token": token(self.browser), **form})
        assert answer.status_code == status, (address, form, answer.get_data(as_text=True))
        return answer.get_data(as_text=True)

    def html(self, address: str) -> str:
        assert self.browser is not None
        answer = self.browser.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.get_data(as_text=True)

    def stored(self, key: str) -> list[tuple[int, dict[str, Any]]]:
        with self.house.work() as work:
            rows = every_entry(work, self.enrolment_id, MODULE, key)
            return [(row.id, written_by_patient(row)) for row in rows]

    def number(self, words: Any) -> Any:
        """``{ladder}`` as the number of the newest entry there."""
        if isinstance(words, Mapping):
            return {self.number(name): self.number(each) for name, each in words.items()}
        if isinstance(words, list):
            return [self.number(each) for each in words]
        return (
            re.sub(r"\{([\w-]+)\}", lambda found: str(self.stored(found[1])[-1][0]), words)
            if isinstance(words, str)
            else words
        )

    def kept(self, tried: Tried) -> dict[str, Any]:
        """What is kept: the number of an entry is a number."""
        filled = self.number(tried.kept)
        return {key: _counted(value) for key, value in filled.items()}

    def write(self, key: str, form: Mapping[str, str]) -> int:
        """Send it as it is asked: at once, or one part at a time."""
        fields, parts = self.number(dict(form)), dated_kind(BY_KEY[key]).parts
        once = {"once": f"{key}{len(self.stored(key))}"}
        for number, _ in enumerate(parts[1:], start=2):
            page = self.post(self.at(key, "/innforing"), {**fields, "part": str(number - 1), "go": str(number)}, 200)
            assert f"Del {number} av {len(parts)}" in page
        self.post(self.at(key, "/innforing"), {**once, **fields}, 303)
        return self.stored(key)[-1][0]


def _counted(value: Any) -> Any:
    if isinstance(value, list):
        return [_counted(each) for each in value]
    if isinstance(value, dict) and "entry" in value:
        return {**value, "entry": int(value["entry"])}
    return value


def make_workshop(folder: Path) -> Workshop:
    house = make_house(sqlite_url(folder), catalogue=with_library())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    kari = house.person("Kari", "Dal")
    return Workshop(house, maren, kari, house.enrolled(kari, maren, KEY))
