"""A clinic, a therapist there, and a GP without any role."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from varde.identity.models import Person
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.testing.referrers import health_professional
from varde.web.shell.referral_form import questions_of


def filled(house: House, programme: str = "lake", **changes: Any) -> dict[str, Any]:
    """A clinician's referral, as it is filled in by hand."""
    declared = house.platform.catalogue.one(Programme, programme)
    facts = fitting_facts(declared)
    about: dict[str, Any] = {
        "given_name": "Jonas",
        "family_name": "Aker",
        "born": "1988-02-03",
        "mobile": "412 34 567",
        "nin": next(house._numbers),
    }
    for question in questions_of(declared, clinician=True):
        value = facts[question.fact.key]
        if question.kind == "ticks":
            about[question.name] = ["none"]
        else:
            about[question.name] = ("yes" if value else "no") if isinstance(value, bool) else value
    return about | changes


@dataclass
class Practice:
    house: House
    therapist: Person
    gp: Person

    @property
    def browser(self) -> FlaskClient:
        return self.house.browser(self.gp, staff=True)

    def send(self, programme: str = "lake", browser: FlaskClient | None = None, **changes: Any) -> int:
        """Send one and let it be received. Returns the status."""
        client = browser or self.browser
        form = filled(self.house, programme, **changes) | {"csrf_token": token(client)}
        answer = client.post(f"/henvis/klinikken/{programme}", data=form)
        self.house.platform.drain()
        return answer.status_code

    def rows(self, browser: FlaskClient | None = None) -> list[str]:
        """What the table of what she has sent says, row by row, as plain words."""
        page = (browser or self.browser).get("/henvis").get_data(as_text=True)
        if "<tbody" not in page:
            return []
        body = page.split('<tbody role="rowgroup">')[1].split("</tbody>")[0]
        return [plain(row) for row in body.split("</tr>") if row.strip()]


def plain(html: str) -> str:
    """The words of a piece of a page."""
    words, inside = [], False
    for letter in html.replace("<br>", " "):
        if letter in "<>":
            inside = letter == "<"
            words.append(" " if letter == ">" else "")
        elif not inside:
            words.append(letter)
    return " ".join("".join(words).split())


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def practice(house: House) -> Practice:
    therapist = house.person("Maren", "Aas", ("therapist", house.clinic), title="psykolog")
    return Practice(house, therapist, health_professional(house, "Hanne", "Løvås", "doctor"))
