"""A house with the sample programme, and those who write and approve its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from varde.content.approving import approve
from varde.content.editing import ContentEditor, PublishingPlan, editor_signed_in, save_draft, send
from varde.content.models import ContentVersion
from varde.content.texts import StepText, as_text, shipped
from varde.content.values import StepEdition, StepKey, StepWords
from varde.identity.models import Organisation, Person
from varde.kernel.catalogue import Catalogue
from varde.kernel.work import Work
from varde.testing.copies import copied
from varde.testing.house import House, make_house, sample_only, sqlite_url

KEY = StepKey("sample", "first-steps", "the-trail")
ROLES = {"kari": "content_editor", "odd": "content_editor", "siri": "head", "maren": "therapist"}


@dataclass
class Desk:
    """Kari and Odd write at the clinic, Siri leads it, and Maren treats there; Tor writes for the trust above it."""

    house: House
    people: dict[str, Person]

    @property
    def clinic(self) -> Organisation:
        return self.house.clinic

    def editor(self, work: Work, who: str) -> ContentEditor:
        role, place = ("content_editor", self.house.trust) if who == "tor" else (ROLES[who], self.clinic)
        return editor_signed_in(work, self.house.actor(self.people[who], (role, place)))

    def do(self, who: str, deed: Callable[..., Any], *more: Any, **named: Any) -> Any:
        """What this editor does, in a unit of work of its own."""
        with self.house.work() as work:
            return deed(work, self.editor(work, who), *more, **named)

    def words(self, said: str, **others: str) -> dict[str, StepWords]:
        """Words that are whole in both languages, and say this."""
        return {"nb": StepWords("Kort.", said), "nn": StepWords("Kort.", others.get("nn", f"{said} no"))}

    def sent(self, who: str, said: str, **plan: Any) -> ContentVersion:
        """A version of these words that waits for approval."""
        with self.house.work() as work:
            editor = self.editor(work, who)
            place = self.house.trust if who == "tor" else self.clinic
            save_draft(work, editor, place, KEY, self.words(said))
            return send(work, editor, place, KEY, PublishingPlan(plan.pop("from_day", work.today), **plan))

    def published(self, said: str, who: str = "kari", by: str = "siri", **plan: Any) -> ContentVersion:
        """A version that is approved."""
        version = self.sent(who, said, **plan)
        self.do(by, approve, version.id)
        return version

    def today(self) -> date:
        with self.house.work() as work:
            return work.today

    def ship(self, words: Mapping[str, StepWords]) -> None:
        """The plugin says something else from now on."""
        catalogue = self.house.platform.catalogue
        left = [each for each in catalogue.all(StepText).values() if not each.key.startswith(f"{KEY}/")]
        new = [as_text(KEY, language, each) for language, each in words.items()]
        values = {**catalogue._values, StepText: {each.key: each for each in (*left, *new)}}
        self.house.platform.catalogue = Catalogue(values)

    def shipped(self) -> StepEdition:
        edition = shipped(self.house.platform.catalogue, KEY)
        assert edition is not None
        return edition


def make_desk(folder: Path) -> Desk:
    house = make_house(sqlite_url(folder), catalogue=sample_only())
    people = {who: house.person(who.title(), "Lie", (role, house.clinic)) for who, role in ROLES.items()}
    people["tor"] = house.person("Tor", "Lie", ("content_editor", house.trust))
    return Desk(house, people)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return copied(make_desk, tmp_path)
