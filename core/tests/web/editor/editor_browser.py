"""One who writes the words of programmes, in a browser."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

from flask.testing import FlaskClient

from varde.content.editing import in_controls, standing_words
from varde.testing.house import token

from ...content.desk import KEY, Desk

STEP = f"/innhold/klinikken/steg/{KEY}"
LIBRARY = "/innhold/klinikken/bibliotek"


class Browser:
    """One who writes, in a browser."""

    def __init__(self, desk: Desk, who: str) -> None:
        self.client: FlaskClient = desk.house.browser(desk.people[who], staff=True)

    def get(self, address: str, status: int = 200) -> str:
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return unescape(answer.text)

    def post(self, address: str, **form: Any) -> tuple[int, str]:
        answer = self.client.post(address, data={"csrf_token": token(self.client), **form})
        return answer.status_code, unescape(answer.text)


def form_of(desk: Desk, **others: str) -> dict[str, str]:
    """The form of the step as a page of today has it, with other words."""
    with desk.house.work() as work:
        base = in_controls(dict(standing_words(work, desk.clinic.id, KEY).texts))
    typed = {**base, "lede-en": "", "body-en": "", "from_day": desk.today().isoformat(), "who": "new", **others}
    return {**typed, "base": json.dumps(base)}
