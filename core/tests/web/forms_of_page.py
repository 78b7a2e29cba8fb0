"""The forms of a page, and what a browser would send of each."""

from __future__ import annotations

from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from varde.web.shell.form_filling import FormOnPage, forms_in


def html_of(client: FlaskClient, address: str) -> str:
    return client.get(address, follow_redirects=True).get_data(as_text=True)


def forms_at(html: str, page: str, action: str) -> list[FormOnPage]:
    """The forms sent there; an address that ends in a question mark is one with any query."""
    forms = [(form, form.action or page) for form in forms_in(html)]
    return [form for form, at in forms if at == action or (action.endswith("?") and at.startswith(action))]


def said_by(html: str, form: FormOnPage) -> dict[str, Any]:
    """What a browser would send of the form as it stands, without its buttons."""
    values: MultiDict[str, str] = MultiDict()
    for control in form.controls:
        if control.kind in ("checkbox", "radio") and "checked" not in control.attributes:
            continue
        if control.kind == "textarea":
            values.add(control.name, unescape(html[control.to : control.end]).removeprefix("\n"))
        elif control.kind == "select":
            chosen = [each for each in control.options if "selected" in each.attributes] or control.options[:1]
            values.add(control.name, chosen[0].attributes.get("value") or "")
        elif control.kind not in ("submit", "button", "file"):
            values.add(control.name, control.attributes.get("value") or "")
    return dict(values.lists())
