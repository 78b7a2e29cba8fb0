"""What a place offers: the rows, one more, and the settings of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from flask import Blueprint, flash, render_template, url_for

from varde.enrolments.models import Offering
from varde.enrolments.stored_settings import facts_decided
from varde.identity.models import Organisation
from varde.kernel.errors import BadInput, Conflict
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.setup.errors import SetUpRefused
from varde.setup.offerings import change_offering, offer, offered, shown_of
from varde.setup.reading import whole_number
from varde.setup.rules import seen_of
from varde.setup.settings import settings_declared
from varde.web.admin import words
from varde.web.admin.organisation import again, attempt, editor, page_of, place_of_page, to_page
from varde.web.shell import http
from varde.web.shell.confirming import confirm_first
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience, staff_nav

bp = Blueprint("set_up_offerings", __name__, url_prefix="/oppsett/<key>")
bp.before_request(confirm_first)
MOST_DIGITS = 12
IN_ROW = ("capacity", "reply_working_days")
"""Settings that stand in the row itself."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting of an offering: ``kind`` is ``bool``, ``number`` or ``text``; ``value`` as it stands in its control, "" for the
    default."""

    name: str
    label: Text
    kind: str
    value: str
    rule: Text
    default: str


@bp.post("/tilbud")
@audience("set_up")
def save(key: str) -> Any:
    """Whether people are taken in, how many, and how soon they are answered, of every programme at once. A row that cannot be is
    named, and nothing is stored."""
    organisation, form = place_of_page(key), typed()
    errors: dict[str, str] = {}
    rows = [name.removeprefix("state-") for name in form if name.startswith("state-")]

    def whole() -> bool:
        changed = [_save_row(organisation, programme, form, errors) for programme in rows]
        if errors:
            raise SetUpRefused()
        return any(changed)

    return attempt(
        whole,
        "tilbud",
        lambda fault, status: (page_of(organisation, errors or fault, form), status),
        to_page(organisation, "tilbud"),
    )


def _save_row(organisation: Organisation, programme: str, form: Mapping[str, str], errors: dict[str, str]) -> bool:
    work = http.work()
    try:
        row = offered(work, organisation, programme)
        stored, decided = shown_of(row)["settings"], dict[str, object]()
        for name in IN_ROW:
            written = form.get(f"{name}-{programme}", "").strip()
            if written != _shown(stored.get(name)):
                number = whole_number(written)
                decided[name] = number if number is not None else written or None
        state = form.get(f"state-{programme}", "")
        return change_offering(
            work, editor(), organisation, row, state=state, decided=decided, seen=form.get(f"seen-{programme}")
        )
    except BadInput as fault:
        wrong = [name for name in IN_ROW if whole_number(form.get(f"{name}-{programme}", "").strip() or "0") is None]
        errors[f"{wrong[0] if wrong else 'state'}-{programme}"] = " ".join(fault.each(http.language()))
    except Conflict as fault:
        errors[f"state-{programme}"] = fault.to(http.language())
    return False


@bp.post("/tilby")
@audience("set_up")
def add(key: str) -> Any:
    """Offer one more programme."""
    work, organisation, form = http.work(), place_of_page(key), typed()

    def deed() -> None:
        row = offer(work, editor(), organisation, form.get("programme", ""), form.get("state", "open"))
        title = work.catalogue.one(Programme, row.programme).title
        flash(http.speech().say(words.ADDED, name=title), "done")

    return attempt(deed, "programme", again(organisation), to_page(organisation, "tilbud"))


@bp.get("/tilbud/<programme>")
@audience("set_up")
def settings(key: str, programme: str) -> str:
    """What the organisation has decided about one programme."""
    organisation = place_of_page(key)
    return _settings_page(organisation, offered(http.work(), organisation, programme), {}, {})


def _settings_page(
    organisation: Organisation, row: Offering, errors: Mapping[str, str], form: Mapping[str, str]
) -> str:
    programme = http.work().catalogue.all(Programme).get(row.programme)
    return render_template(
        "set_up/offering.html",
        organisation=organisation,
        offering=row,
        programme=programme,
        lines=_lines(row, programme),
        tracks=programme.tracks if programme else (),
        seen=seen_of(shown_of(row)),
        errors=dict(errors),
        typed=form,
        nav=staff_nav("set_up"),
    )


def _lines(row: Offering, programme: Programme | None) -> list[SettingLine]:
    declared, stored = settings_declared(http.work(), row), shown_of(row)["settings"]
    lines = []
    for name, setting in declared.items():
        kind = "bool" if bool in setting.kinds else "number" if int in setting.kinds else "text"
        default = "" if setting.default is None else _shown(setting.default)
        lines.append(SettingLine(name, setting.words, kind, _shown(stored.get(name)), setting.rule(), default))
    for fact in facts_decided(http.work(), programme) if programme else ():
        kind, value = "bool" if fact.kind == "boolean" else "number", _shown(stored.get(fact.key))
        lines.append(SettingLine(fact.key, fact.label, kind, value, Text("", "", ""), _shown(fact.default)))
    return lines


def _shown(value: object) -> str:
    if value is None:
        return ""
    return {True: "ja", False: "nei"}[value] if isinstance(value, bool) else str(value)


@bp.post("/tilbud/<programme>")
@audience("set_up")
def decide(key: str, programme: str) -> Any:
    """Keep the settings; one that is empty has its default."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    row = offered(work, organisation, programme)
    lines = _lines(row, work.catalogue.all(Programme).get(programme))
    decided: dict[str, object] = {
        line.name: _read(line, form[line.name].strip())
        for line in lines
        if line.name in form and form[line.name].strip() != line.value
    }

    def deed() -> bool:
        return change_offering(work, editor(), organisation, row, decided=decided, seen=form.get("seen"))

    first = next(iter(decided), lines[0].name)
    return attempt(
        deed,
        first,
        lambda errors, status: (_settings_page(organisation, row, errors, form), status),
        url_for("set_up_offerings.settings", key=key, programme=programme),
    )


def _read(line: SettingLine, written: str) -> object:
    if not written:
        return None
    if line.kind == "bool":
        return {"ja": True, "nei": False}.get(written, written)
    if line.kind == "number":
        try:
            number = float(written.replace(",", ".")) if len(written) < MOST_DIGITS else None
        except ValueError:
            return written
        if number is None or not isfinite(number):
            return written
        return int(number) if number.is_integer() else number
    return written
