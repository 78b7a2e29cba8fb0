"""Somebody who walks the pages without a screen: each page is fetched, and its forms are sent as a browser would.

For the many steps of a long course in which nothing is to be seen. What a form does not say is what stands in it; of what must be
answered, and is not, the first choice is taken and a few words are written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from varde.identity.models import Person
from varde.testing.house import House
from varde.web.shell.form_filling import Control, FormOnPage, forms_in, stands_in

WORDS = "Det gikk fint."


@dataclass
class ByPost:
    """Somebody who is signed in. ``address`` and ``html`` are the page she stands on."""

    house: House
    person: Person
    staff: bool = False
    level: float = 0.0
    """Where on a row of choices or a scale she answers, from 0 (the first, the lowest) to 1."""
    address: str = ""
    html: str = ""
    _signed_in: tuple[datetime, FlaskClient] | None = None

    @property
    def client(self) -> FlaskClient:
        """Signed in anew when the clock has been moved: a session lasts an hour."""
        now = self.house.clock.now()
        if self._signed_in is None or now - self._signed_in[0] > timedelta(minutes=15):
            self._signed_in = now, self.house.browser(self.person, staff=self.staff)
        return self._signed_in[1]

    def go(self, path: str) -> ByPost:
        """:raises AssertionError: the page does not come."""
        return self._came(self.client.get(path, follow_redirects=True))

    def _came(self, answer: TestResponse) -> ByPost:
        self.address, self.html = answer.request.path, answer.get_data(as_text=True)
        if answer.status_code != 200:
            raise AssertionError(f"{self.address}: {answer.status_code}\n{self.words()}")
        return self

    def words(self) -> str:
        """What the page says in its main part, for a message."""
        main = self.html.partition("<main")[2] or self.html
        return re.sub(r"\s+", " ", unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)))

    def form(self, action: str, field: str = "") -> FormOnPage | None:
        """The first form of the page that is sent to an address which ends so (before any query), and has such a field."""
        for form in forms_in(self.html):
            to = (form.action or self.address).partition("?")[0].partition("#")[0]
            if to.endswith(action) and (not field or any(each.name == field for each in form.controls)):
                return form
        return None

    def send(self, action: str, **typed: str | Sequence[str]) -> ByPost:
        """Send the form whose address ends so, with what stands in it and what is typed, everything else left as it is."""
        return self._send(self._one(action), typed)

    def fill(self, action: str, **typed: str | Sequence[str]) -> ByPost:
        """As :meth:`send`, with every control that is empty answered too."""
        form = self._one(action)
        return self._send(form, self._answers(form) | typed)

    def say(self, field: str, words: str) -> ByPost:
        """Write in the first form that has this field, and send it."""
        return self._send(self._one("", field), {field: words})

    def _one(self, action: str, field: str = "") -> FormOnPage:
        form = self.form(action, field)
        if form is None:
            raise AssertionError(
                f"{self.address} has no form that goes to {action or 'anywhere'} {field}\n{self.words()}"
            )
        return form

    def _send(self, form: FormOnPage, typed: Mapping[str, str | Sequence[str]]) -> ByPost:
        hidden = {each.name: [each.attributes.get("value") or ""] for each in form.controls if each.kind == "hidden"}
        values = stands_in(self.html, form) | hidden
        values |= {name: [value] if isinstance(value, str) else list(value) for name, value in typed.items()}
        to = form.action or self.address
        return self._came(self.client.post(to, data=MultiDict(values), follow_redirects=True))

    def _answers(self, form: FormOnPage) -> dict[str, str | Sequence[str]]:
        standing, names = stands_in(self.html, form), dict[str, list[Control]]()
        for control in form.controls:
            if control.filled and not any(standing.get(control.name, ())):
                names.setdefault(control.name, []).append(control)
        answers = {name: self._answer(controls) for name, controls in names.items()}
        return {name: answer for name, answer in answers.items() if answer is not None}

    def _answer(self, controls: Sequence[Control]) -> str | None:
        first = controls[0]
        match first.kind:
            case "radio":
                return self._at([each.attributes.get("value") or "" for each in controls])
            case "select":
                return self._at([value for each in first.options if (value := each.attributes.get("value"))])
            case "range" | "number":
                limits = ("min", 0), ("max", 10), ("step", 1)
                low, high, step = (float(first.attributes.get(limit) or usual) for limit, usual in limits)
                return f"{low + round(self.level * (high - low) / step) * step:g}"
            case "text" | "textarea":
                return WORDS
            case "date" if not first.name.startswith("entry-"):  # what she plans, and not when she says that it was
                return self.house.clock.now().date().isoformat()
        return None

    def _at(self, values: Sequence[str]) -> str | None:
        return values[round(self.level * (len(values) - 1))] if values else None
