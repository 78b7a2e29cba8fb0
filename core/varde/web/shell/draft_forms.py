"""One way to keep a draft, for every form that says ``data-draft``: it saves itself with the script and by a button without, is put
back on the written page, is merged with what another window wrote or shown beside it, and goes when the form is taken.

A template marks its form with ``forms.drafted(place)`` and writes ``forms.draft_bar()`` in it; no view has to know. A form that
shows what is stored now keeps its words alone (``fields``): what has changed meanwhile must not be put back.
"""

from __future__ import annotations

import json
import re
import secrets
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, flash, g, redirect, render_template, request, url_for
from markupsafe import Markup

from varde.alerts.note_rules import BEGUN, refusal_of
from varde.drafts.errors import NoSuchDraft, SentElsewhere, WrittenInBoth
from varde.drafts.models import Draft
from varde.drafts.service import Fields, FormWindow, drafts_at, drop, fields_of, joined, keep
from varde.enrolments.access import open_record
from varde.identity.service import Actor
from varde.kernel.merging import read_base
from varde.web.shell import http, words
from varde.web.shell.addresses import own_path
from varde.web.shell.form_filling import Change, FormOnPage, changed, forms_in, stands_in, tag, values_in
from varde.web.shell.forms import of_the_page, sent
from varde.web.shell.pages import actor, audience
from varde.web.shell.referral_drafts import judge, risk_in
from varde.web.shell.referral_steps import OF_THE_STEPS
from varde.web.shell.refusals import at_stake, keep_beside, tell_at_once, tells_danger

PLACE = re.compile(r"[a-z-]+(/[\w.-]+){0,3}", re.ASCII)
LONGEST_PLACE = 120
MARK, SOME = "data-draft", "data-draft-fields"
NOT_WRITTEN = frozenset({"once", "part", "go", *OF_THE_STEPS})
"""What a page writes in its form to know it again, and where somebody is in it."""
bp = Blueprint("draft_forms", __name__, url_prefix="/utkast")


def install(app: Flask) -> None:
    """Put drafts back, and let them go when their form is taken."""
    app.jinja_env.globals["draft_url"] = draft_url
    app.before_request(_before_it_is_sent)
    app.after_request(_after)


def draft_url(place: str, enrolment_id: int | None = None) -> str:
    """Where a form saves its draft."""
    return url_for("draft_forms.keep", place=place, forlop=enrolment_id)


# --- keeping


def _at_stake(place: str) -> None:
    at_stake(partial(risk_in, author_id=actor().person_id, place=place, form=_typed()))


@bp.post("/<path:place>", endpoint="keep")
@audience("signed_in")
@tells_danger(_at_stake)
def keep_draft(place: str) -> Any:
    """Keep what is written so far in one form. ``?forlop=`` is the enrolment it is about, which must be open to the writer."""
    if not PLACE.fullmatch(place) or len(place) > LONGEST_PLACE:
        raise NoSuchDraft()
    work, signed_in = http.work(), actor()
    enrolment_id = request.args.get("forlop", type=int)
    if enrolment_id is not None and place not in drafts_at(work, signed_in.person_id, [place]):
        # Begun once, and then it is the writer's own: the log that the patient reads need not tell of every pause in it.
        open_record(work, signed_in, enrolment_id, "draft", write=True)
    by_script, page, typed = http.wants_json(), _window_sent(), _typed()
    _at_stake(place)
    try:
        draft, merged = keep(work, signed_in.person_id, place, page, typed, enrolment_id=enrolment_id)
    except SentElsewhere as gone:
        if by_script:
            raise
        keep_beside(refusal_of(gone))
        return _two_windows(place, request.full_path, None, gone.to(http.language()))
    said = _saved(draft)
    tell_at_once(judge(work, draft, typed, pressed=not by_script))
    if merged.clashes:
        sentence = WrittenInBoth().to(http.language())
        answer = {"message": sentence, "faults": [sentence]}
        return (answer, 409) if by_script else _two_windows(place, request.full_path, draft, "")
    if by_script:
        return {"text": said, "at": draft.saved_at.isoformat(), "base": _base(typed, of_draft=True)}
    flash(said, "done")
    return redirect(own_path(of_the_page().get("draft_page", "")) or "/", 303)


def go_on() -> None:
    """Said by a view that takes a part of a form: what is written so far is kept as its draft and judged as one, and the page
    goes on with it. A form that names no draft is judged as one that is not taken."""
    place, typed = of_the_page().get("draft", ""), _typed()
    if not PLACE.fullmatch(place) or len(place) > LONGEST_PLACE:
        keep_beside(BEGUN)
        return
    draft, _merged = keep(http.work(), actor().person_id, place, _window_sent(), typed, enrolment_id=None)
    tell_at_once(judge(http.work(), draft, typed, pressed=True))
    g.draft_goes_on = True


def go_on_with(field: str, words: str, enrolment_id: int) -> None:
    """Said by a view that fills in a field of a form: what is written so far, with these ``words`` in that field, is its draft. A
    page that shows the form next has them in it."""
    place, typed = of_the_page().get("draft", ""), _typed()
    keep(http.work(), actor().person_id, place, _window_sent(), {**typed, field: [words]}, enrolment_id=enrolment_id)
    g.draft_goes_on = True


def draft_written(place: str) -> dict[str, list[str]]:
    """What the reader has written at this place and not sent; nothing when there is no draft. One statement, which the form of
    this place on the page that is asked for needs no more."""
    draft = drafts_at(http.work(), actor().person_id, [place]).get(place)
    g.setdefault("drafts_read", {})[place] = draft
    return fields_of(draft)


def _window_sent() -> FormWindow:
    page = of_the_page()
    base = read_base(page.get("draft_base", ""))
    fields = base.get("fields")
    known = fields.items() if isinstance(fields, dict) else ()
    values = {str(name): [str(each) for each in stood] for name, stood in known if isinstance(stood, list)}
    return FormWindow(page.get("draft_window", "")[:24], values, base.get("draft") is True)


def _base(fields: Fields, *, of_draft: bool) -> str:
    """What a page is made from, for a hidden field of it."""
    return json.dumps({"draft": of_draft, "fields": dict(fields)}, ensure_ascii=False)


def _typed() -> dict[str, list[str]]:
    """What stands in the form, without what is empty."""
    return _written(sent(), of_the_page().get("draft_fields", ""))


def _written(form: Fields, fields: str) -> dict[str, list[str]]:
    """What a person wrote, without what is empty; of a form that keeps only some ``fields`` of it, what is in these."""
    only = fields.split()
    written = {
        name: [each for each in values if each.strip()]
        for name, values in form.items()
        if name not in NOT_WRITTEN and (not only or name in only)
    }
    return {name: values for name, values in written.items() if values}


def _saved(draft: Draft) -> str:
    """“Utkast lagret i dag kl. 08.46”."""
    return http.speech().say(words.DRAFT_SAVED, when=http.speech().ago(draft.saved_at))


# --- sending


def _before_it_is_sent() -> Any:
    """A form whose draft another window has changed, or has sent, is shown with both before it is taken."""
    signed_in = cast("Actor | None", g.get("actor"))
    place = of_the_page().get("draft", "") if request.method == "POST" else ""
    if not place or signed_in is None or request.blueprint == bp.name or http.wants_json():
        return None
    draft = drafts_at(http.work(), signed_in.person_id, [place]).get(place)
    try:
        merged = joined(draft, _window_sent(), _typed())
    except SentElsewhere as gone:
        return _two_windows(place, request.full_path, None, gone.to(http.language()))
    return _two_windows(place, request.full_path, draft, "") if merged.elsewhere else None


def _two_windows(place: str, action: str, draft: Draft | None, why: str) -> tuple[str, int]:
    """What was written here and in the other window, and a button for each. Nothing is sent or overwritten yet."""
    typed, stored = _typed(), fields_of(draft)
    differing = [name for name in dict.fromkeys((*typed, *stored)) if typed.get(name) != stored.get(name)]
    hidden = [(name, value) for name, values in sent().items() for value in values]
    own = [
        ("draft", place),
        ("draft_window", draft.window if draft is not None else ""),
        ("draft_base", _base(stored, of_draft=draft is not None)),
        ("draft_page", of_the_page().get("draft_page", "")),
        ("draft_fields", of_the_page().get("draft_fields", "")),
    ]
    page = render_template(
        "varde/two_windows.html",
        why=why,
        here=[value for name in differing for value in typed.get(name, ()) if _reads_as_words(value)],
        there=[value for name in differing for value in stored.get(name, ()) if _reads_as_words(value)],
        action=action.rstrip("?"),
        hidden=[*hidden, *own],
        back=own_path(of_the_page().get("draft_page", "")) or "/",
    )
    return page, 409


def _reads_as_words(value: str) -> bool:
    """What a person wrote, and not a code that the page wrote."""
    return not re.fullmatch(r"[\w-]{8,}", value, re.ASCII)


# --- putting back


def _after(response: Response) -> Response:
    signed_in = cast("Actor | None", g.get("actor"))
    if signed_in is None or g.get("failed") or response.is_streamed:
        return response
    place = of_the_page().get("draft", "") if request.method == "POST" else ""
    goes_on = bool(g.get("draft_goes_on"))
    if place and request.blueprint != bp.name and response.status_code < 400 and not goes_on:
        drop(http.work(), signed_in.person_id, place)
    elif response.mimetype == "text/html" and f" {MARK}=" in (html := response.get_data(as_text=True)):
        response.set_data(_with_drafts(html, signed_in, fill=request.method == "GET", said=goes_on))
    return response


def _with_drafts(html: str, signed_in: Actor, *, fill: bool, said: bool) -> str:
    forms = [form for form in forms_in(html) if form.attributes.get(MARK)]
    places = {str(form.attributes[MARK]) for form in forms}
    drafts: dict[str, Draft | None] = dict(g.get("drafts_read", {})) if fill else {}  # what is sent may change them
    if unread := sorted(places - drafts.keys()):
        drafts |= drafts_at(http.work(), signed_in.person_id, unread)
    changes: list[Change] = []
    for form in forms:
        draft = drafts.get(str(form.attributes[MARK]))
        stands, some = stands_in(html, form), form.attributes.get(SOME) or ""
        changes += _marked(form, draft, _written(stands, some))
        if draft is not None and fill:
            left = {name: values for name, values in stands.items() if some and name not in some.split()}
            pairs = [(name, value) for name, values in {**left, **fields_of(draft)}.items() for value in values]
            changes += [*values_in(html, form, pairs), *_left_over(form, fields_of(draft))]
        if draft is not None and (fill or said) and form.words_at:
            changes.append((form.words_at, form.words_at, str(Markup.escape(_saved(draft)))))
    return changed(html, changes)


def _left_over(form: FormOnPage, written: Fields) -> list[Change]:
    """What stands in a draft of an older version of the form, which has no field for it any more: it is read before the form."""
    named = {control.name for control in form.controls}
    words = [value for name, values in written.items() if name not in named for value in values if _is_said(value)]
    if not words:
        return []
    return [(form.at, form.at, render_template("varde/_parts/left_over.html", words=words))]


def _is_said(value: str) -> bool:
    """Words that a person wrote: not a number, a day, or what a page calls a choice."""
    return " " in value.strip()


def _marked(form: FormOnPage, draft: Draft | None, stands: Fields) -> list[Change]:
    """What the form says of its draft, or of what ``stands`` in it without one: the script reads it, and a button sends it."""
    base = _base(fields_of(draft) if draft is not None else stands, of_draft=draft is not None)
    saved_at = draft.saved_at.isoformat() if draft is not None else ""
    hidden = [
        {"name": "draft", "value": form.attributes[MARK], "data-of-page": None},
        {"name": "draft_window", "value": _window(), "data-of-page": None},
        {"name": "draft_page", "value": _this_page(), "data-of-page": None},
        {"name": "draft_action", "value": form.action or _this_page(), "data-of-page": None},
        {"name": "draft_base", "value": base, "data-base": None},
    ]
    if some := form.attributes.get(SOME):
        hidden.append({"name": "draft_fields", "value": some, "data-of-page": None})
    start = tag("form", form.attributes | {"data-saved-at": saved_at})
    return [
        (form.at, form.to, start),
        (form.to, form.to, "".join(tag("input", {"type": "hidden", **each}) for each in hidden)),
    ]


def _window() -> str:
    """One for each page that is drawn; the page that is shown again is the same window."""
    known = of_the_page().get("draft_window", "") if request.method == "POST" else ""
    if not re.fullmatch(r"[\w-]{16}", known, re.ASCII):
        known = g.setdefault("draft_window", secrets.token_urlsafe(12))
    return known


def _this_page() -> str:
    page = of_the_page().get("draft_page", "") if request.method == "POST" else request.full_path.rstrip("?")
    return own_path(page) or urlsplit(page).path[:1]
