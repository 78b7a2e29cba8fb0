"""A clinic with the plugin of :mod:`.cabin` beside the samples, and one of each who may come to its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pytest
from flask.testing import FlaskClient

from varde.kernel.catalogue import Catalogue
from varde.parts import build_catalogue
from varde.testing.house import House, make_house, sample_plugins, sqlite_url

from . import cabin

NOBODY = "nobody"


@lru_cache(maxsize=1)
def with_cabin() -> Catalogue:
    return build_catalogue({**sample_plugins(), "cabin": (lambda: cabin, "varde-cabin", "1")})


@dataclass
class Cabin:
    """The house, Ingrid's enrolment in the sample programme and Per's in another, and everybody's browser."""

    house: House
    enrolment: int
    other: int
    browsers: dict[str, FlaskClient]

    def get(self, who: str, path: str, **query: str) -> tuple[int, str]:
        with self.browsers[who].get(self.at(path), query_string=query) as answer:
            return answer.status_code, answer.get_data(as_text=True)

    def post(self, who: str, path: str, *, forged: bool = False, **form: str) -> tuple[int, str]:
        browser = self.browsers[who]
        proof = {} if forged or who == NOBODY else {"csrf_token": self._token(browser)}
        answer = browser.post(self.at(path), data={**proof, **form})
        return answer.status_code, answer.headers.get("Location") or answer.get_data(as_text=True)

    def _token(self, browser: FlaskClient) -> str:
        """As a page of hers carries it, so that what she wrote is known to be hers."""
        page = browser.get("/hjelp").get_data(as_text=True)
        return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]

    def at(self, path: str) -> str:
        return f"/p/cabin/{path}".format(enrolment=self.enrolment, other=self.other)


@pytest.fixture(scope="module")
def cabins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cabin]:
    house = make_house(sqlite_url(tmp_path_factory.mktemp("cabin")), catalogue=with_cabin())
    ingrid, per = house.person("Ingrid", "Solheim"), house.person("Per", "Nes")
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment, other = house.enrolled(ingrid, maren, "sample"), house.enrolled(per, maren, "lake")
    staff = {
        "therapist": maren,
        "colleague": house.person("Sara", "Holm", ("therapist", house.clinic)),
        "elsewhere": house.person("Tor", "Lie", ("therapist", house.elsewhere)),
        "manager": house.person("Liv", "Dahl", ("manager", house.trust)),
        "operator": house.person("Odd", "Berg", ("operator", house.clinic)),
    }
    browsers = {"patient": house.browser(ingrid), "other patient": house.browser(per), NOBODY: house.app.test_client()}
    browsers |= {role: house.browser(person, staff=True) for role, person in staff.items()}
    yield Cabin(house, enrolment, other, browsers)
    house.platform.engine.dispose()
