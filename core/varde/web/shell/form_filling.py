"""Put what somebody typed back into a form of a page that is already written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote

OF_THE_PAGE = ("csrf_token", "draft", "draft_window", "draft_base", "draft_page", "draft_action", "draft_fields")
"""Fields that every page writes itself: they are no part of what was typed."""
_NOT_TYPED = frozenset({"file", "submit", "button", "reset", "image"})
_USUAL = {"input": "text", "button": "submit"}
Attributes = dict[str, str | None]
Change = tuple[int, int, str]


@dataclass(slots=True)
class Control:
    """One control of a form: its start tag stands at ``at`` to ``to``. ``end`` is where the text of a textarea ends."""

    kind: str
    attributes: Attributes
    at: int
    to: int
    end: int = 0
    options: list[Control] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.attributes.get("name") or ""

    def takes(self, value: str) -> int:
        """Whether this can have been sent from it: 2 for what a person fills in, 1 for what the page itself says so."""
        if self.kind in ("radio", "checkbox"):
            return 2 if (self.attributes.get("value") or "on") == value else 0
        if self.kind == "select":
            return 2 if value in {option.attributes.get("value") for option in self.options} else 0
        if self.kind == "hidden" or self.kind in _NOT_TYPED:
            return int(self.attributes.get("value") == value)
        return 2

    @property
    def filled(self) -> bool:
        """Whether it takes what was typed: not a button, and not what the page says of itself."""
        of_page = "data-of-page" in self.attributes
        return bool(self.name) and self.name not in OF_THE_PAGE and self.kind not in _NOT_TYPED and not of_page


@dataclass(slots=True)
class FormOnPage:
    """A form: its start tag stands at ``at`` to ``to``; ``folded`` are the closed details around it."""

    attributes: Attributes
    at: int
    to: int
    folded: list[Control]
    controls: list[Control] = field(default_factory=list)
    words_at: int = 0
    """Where the page says when the draft was saved; 0 when it does not."""

    @property
    def action(self) -> str:
        return unquote(self.attributes.get("action") or "")

    def fits(self, fields: Iterable[tuple[str, str]]) -> int:
        """How much these values look as if they came from it; 0 when nothing does."""
        return sum(
            max((each.takes(value) for each in self.controls if each.name == name), default=0) for name, value in fields
        )


class _Forms(HTMLParser):
    """Where the forms of a page stand, and everything in them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.forms: list[FormOnPage] = []
        self.main_at = 0
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._form: FormOnPage | None = None
        self._details: list[Control] = []
        self._open: Control | None = None
        self.feed(html)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at, attributes = self._here(), dict(attrs)
        to = at + len(self.get_starttag_text() or "")
        if self._form is not None and "data-draft-words" in attributes:
            self._form.words_at = to
        if tag == "main":
            self.main_at = to
        elif tag == "details":
            self._details.append(Control(tag, attributes, at, to))
        elif tag == "form":
            folded = [each for each in self._details if "open" not in each.attributes]
            self._form = FormOnPage(attributes, at, to, folded)
            self.forms.append(self._form)
        elif self._form is not None and tag in ("input", "textarea", "select", "option", "button"):
            kind = (attributes.get("type") or _USUAL.get(tag, tag)) if tag in _USUAL else tag
            self._place(self._form, Control(kind, attributes, at, to))

    handle_startendtag = handle_starttag

    def _place(self, form: FormOnPage, control: Control) -> None:
        if control.kind == "option":
            if self._open is not None:
                self._open.options.append(control)
            return
        form.controls.append(control)
        self._open = control if control.kind in ("textarea", "select") else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._open is not None:
            self._open.end = self._here()
        elif tag == "form":
            self._form = None
        elif tag == "details" and self._details:
            self._details.pop()


def forms_in(html: str) -> list[FormOnPage]:
    """Every form of a page, in its order."""
    return _Forms(html).forms


def stands_in(html: str, form: FormOnPage) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands, without its buttons and what the page says of itself."""
    values: dict[str, list[str]] = {}
    for control in form.controls:
        if control.filled and (control.kind not in ("checkbox", "radio") or "checked" in control.attributes):
            values.setdefault(control.name, []).append(_value(html, control))
    return values


def _value(html: str, control: Control) -> str:
    if control.kind == "textarea":
        return unescape(html[control.to : control.end]).removeprefix("\n")
    if control.kind == "select":
        chosen = [each for each in control.options if "selected" in each.attributes] or control.options[:1]
        return chosen[0].attributes.get("value") or "" if chosen else ""
    return control.attributes.get("value") or ("on" if control.kind in ("checkbox", "radio") else "")


def fill_form(
    html: str, page: str, action: str, fields: Sequence[tuple[str, str]], *, note: str = "", hidden: str = ""
) -> str | None:
    """The page with these values in the form that is sent to ``action``, and what folds it away opened; None without such a form.

    Of several forms with one action it is the one that the values look most as if they came from. What the page says of
    itself (``data-of-page``) and the forgery token stay as they are; a box that was not sent is not ticked, and a text that was
    not stays.

    :param page: the address of the page, which a form without an action is sent to.
    :param note: HTML put before the form. :param hidden: HTML put first in it.
    """
    wanted = unquote(action)
    fitting = [form for form in forms_in(html) if (form.action or unquote(page)) == wanted and form.fits(fields)]
    if not fitting:
        return None
    form = max(fitting, key=lambda each: each.fits(fields))
    return changed(html, [(form.at, form.at, note), (form.to, form.to, hidden), *values_in(html, form, fields)])


def values_in(html: str, form: FormOnPage, fields: Sequence[tuple[str, str]]) -> list[Change]:
    """The changes that put these values in a form and open what folds it away."""
    changes = [(each.at, each.to, tag("details", each.attributes | {"open": None})) for each in form.folded]
    left: dict[str, list[str]] = {}
    for name, value in fields:
        left.setdefault(name, []).append(value)
    for control in form.controls:
        if control.filled:
            changes += _filled(html, control, left)
    return changes


def put_first(html: str, note: str) -> str:
    """The page with this HTML first in its main part."""
    at = _Forms(html).main_at
    return html[:at] + note + html[at:]


def _filled(html: str, control: Control, left: Mapping[str, list[str]]) -> list[Change]:
    values = left.get(control.name, [])
    if control.kind in ("checkbox", "radio"):
        ticked = (control.attributes.get("value") or "on") in values
        attributes = {key: value for key, value in control.attributes.items() if key != "checked"}
        return [(control.at, control.to, tag("input", attributes | ({"checked": None} if ticked else {})))]
    if not values:
        return []
    if control.kind == "select":
        return [change for option in control.options for change in _chosen(html, option, values)]
    value = values.pop(0)
    if control.kind == "textarea":
        # A line break right after the start tag is not part of the text.
        return [(control.to, control.end, "\n" + escape(value))]
    return [(control.at, control.to, tag("input", control.attributes | {"value": value}))]


def _chosen(html: str, option: Control, values: Sequence[str]) -> list[Change]:
    said = option.attributes.get("value")
    own = html[option.to :].split("<", 1)[0].strip() if said is None else said
    attributes = {key: value for key, value in option.attributes.items() if key != "selected"}
    return [(option.at, option.to, tag("option", attributes | ({"selected": None} if own in values else {})))]


def tag(name: str, attributes: Attributes) -> str:
    """A start tag."""
    parts = [name, *(key if value is None else f'{key}="{escape(value)}"' for key, value in attributes.items())]
    return f"<{' '.join(parts)}>"


def changed(html: str, changes: Sequence[Change]) -> str:
    """The page with each piece between two places put in the place of what stands there."""
    parts, at = [], 0
    for begins, ends, instead in sorted(changes, key=lambda change: change[:2]):
        parts += [html[at:begins], instead]
        at = ends
    return "".join([*parts, html[at:]])
