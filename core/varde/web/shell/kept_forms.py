"""What was typed is not lost when the session is over: it is held, and stands in its form when its writer has signed in again.

A form that comes when nobody is signed in, or with the token of an earlier session, is held for the person whom its page was made
for (:func:`varde.web.shell.http.made_for`), in that browser. Only she is shown it, on the page where it stood; nothing is done
with it before she sends it herself, but that danger in it is told at once (:func:`varde.web.shell.refusals.keep_unsent`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Flask, Response, current_app, flash, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from varde.drafts.held import HELD_FOR, SentForm, held_for, hold, is_anything_held, let_go
from varde.identity.service import Actor
from varde.kernel import errors
from varde.web.shell import http, words
from varde.web.shell.addresses import LONGEST_PATH, address_of, addresses, own_path
from varde.web.shell.form_filling import fill_form, put_first
from varde.web.shell.forms import of_the_page, sent, typed
from varde.web.shell.pages import audience, cookie_name
from varde.web.shell.refusals import keep_unsent

SAFE = ("GET", "HEAD", "OPTIONS")
ANCHOR = "holdt"
DRAFT = "/utkast"
"""Where a page saves by itself: the address its form is sent to, and this."""
LONGEST_PAGE = LONGEST_PATH - len(f"#{ANCHOR}")
bp = Blueprint("kept_forms", __name__, url_prefix="/holdt")


def install(app: Flask) -> None:
    """Hold what comes without a session, and put it back."""
    app.register_error_handler(errors.SignInNeeded, _not_signed_in)
    app.register_error_handler(http.ForgedRequest, _of_another_sign_in)
    app.after_request(_put_back)
    app.jinja_env.globals["is_anything_held"] = _is_anything_held
    app.jinja_env.globals["words_refused"] = words_refused


def held_cookie() -> str:
    """The cookie with the key that this browser's held forms are known by."""
    return cookie_name() + "-held"


def _browser() -> str:
    return request.cookies.get(held_cookie(), "")


def words_refused() -> list[str]:
    """What reads as words of the form that this answer refuses, for its writer alone: a page without the form shows them. While the
    database says nothing about who that is, whoever sends a form of ours from a session has its words before her."""
    signed_in, owner = cast("Actor | None", g.get("actor")), _owner()
    hers = owner is not None and (g.get("session_unread") or (signed_in is not None and signed_in.person_id == owner))
    if not hers:
        return []
    return _words_in([(name, value) for name, values in sent().items() for value in values])


def _owner() -> int | None:
    """For whom the page was made whose form is sent; None when none is, or nobody can tell."""
    return None if request.method in SAFE else http.made_for(http.token_sent())


def _is_anything_held() -> bool:
    browser = _browser()
    return bool(browser) and is_anything_held(http.work(), browser)


# --- holding


def _not_signed_in(error: errors.SignInNeeded) -> Any:
    owner = _owner()
    if owner is not None:
        keep_unsent(owner)
    if owner is None or http.wants_json():
        return http.answer_to(error, http.status_of(error))
    page, browser = _page_of_form(), _hold(owner)
    where = urlencode({"next": f"{page}#{ANCHOR}" if browser else page})
    return _remembering(redirect(f"{address_of(addresses().sign_in)}?{where}", 303), browser)


def _of_another_sign_in(error: http.ForgedRequest) -> Any:
    owner = _owner()
    if owner is not None:
        keep_unsent(owner)
    if owner is None or http.wants_json():
        return http.answer_to(error, http.status_of(error))
    page, browser = _page_of_form(), _hold(owner)
    if g.actor.person_id == owner:
        return _remembering(redirect(f"{page}#{ANCHOR}" if browser else page, 303), browser)
    advice = http.speech().say(words.HELD_FOR_ANOTHER) if browser else ""
    answer = current_app.make_response(http.answer_to(error, http.status_of(error), advice=advice))
    return _remembering(answer, browser)


def _hold(owner: int) -> str:
    """Hold the form that came; the key of the browser, or nothing when there was nothing to hold."""
    g.failed = True
    fields = [(name, value) for name, values in sent().items() for value in values]
    action, page = _address(request.full_path), _page_of_form()
    if not any(value.strip() for _name, value in fields) or len(action) > LONGEST_PAGE:
        return ""
    browser = _browser() or secrets.token_urlsafe(24)
    # The request's own unit may hold the write lock; what it did is not to be kept.
    http.drop_work()
    with http.platform().work() as work:
        held = hold(work, browser, owner, action, page, fields)
    return browser if held else ""


def _remembering(answer: AnyResponse, browser: str) -> AnyResponse:
    if browser:
        secure = http.platform().settings.secure_cookies
        age = int(HELD_FOR.total_seconds())
        answer.set_cookie(held_cookie(), browser, max_age=age, httponly=True, secure=secure, samesite="Lax", path="/")
    return answer


def _address(path: str) -> str:
    return path.rstrip("?")


def _page_of_form() -> str:
    """The page that the form stands on: the one with its address, the one it was sent from, or the nearest above."""
    if _is_page(request.path):
        return _address(request.full_path)
    whence = urlsplit(request.referrer or "")
    ours = f"{whence.scheme}://{whence.netloc}" == http.platform().settings.base_url
    if ours and len(whence.path) <= LONGEST_PAGE and _is_page(whence.path):
        return _address(f"{whence.path}?{whence.query}")[:LONGEST_PAGE]
    parts = request.path.split("/")
    above = ("/".join(parts[:length]) for length in range(len(parts) - 1, 1, -1))
    return next((path for path in above if _is_page(path)), "/")


def _is_page(path: str) -> bool:
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return False
    return True


# --- putting back


def _put_back(response: Response) -> Response:
    """Every page that is shown, and every form that was taken, while this browser has something held."""
    browser, signed_in = _browser(), cast("Actor | None", g.get("actor"))
    if not browser or signed_in is None or g.get("failed") or response.is_streamed:
        return response
    if request.method == "GET" and response.status_code in (200, 403) and response.mimetype == "text/html":
        _show(response, [each for each in held_for(http.work(), browser, signed_in.person_id) if _stands_here(each)])
    elif request.method == "POST" and response.status_code < 400:
        action = _address(request.full_path)
        # A form that was saved as a draft stands there from now on.
        drafted = [action.replace(DRAFT, "", 1)] if DRAFT in action else []
        sent_from = [action, *drafted, of_the_page().get("draft_action", action)]
        let_go(http.work(), browser, signed_in.person_id, sent_from)
    return response


def _stands_here(held: SentForm) -> bool:
    return urlsplit(held.page).path == request.path


def _show(response: Response, forms: list[SentForm]) -> None:
    html, address = response.get_data(as_text=True), _address(request.full_path)
    for held in forms:
        filled = fill_form(html, address, held.action, held.fields, note=_note(held))
        if filled is None and held.page == address and response.status_code == 200:
            filled = put_first(html, _note(held, loose=_written(held)))
        html = filled or html
    if forms:
        response.set_data(html)


def _note(held: SentForm, loose: list[str] | None = None) -> str:
    return render_template("varde/_parts/held.html", held=held, loose=loose, anchor=ANCHOR)


def _written(held: SentForm) -> list[str]:
    """What reads as words of a form that the page does not have any more."""
    return _words_in(held.fields)


def _words_in(fields: Iterable[tuple[str, str]]) -> list[str]:
    return [value for _name, value in fields if " " in value.strip() or "\n" in value.strip()]


@bp.post("/forkast")
@audience("signed_in")
def throw_away() -> AnyResponse:
    """Its writer does not want it."""
    form, signed_in = typed(), cast(Actor, g.actor)
    let_go(http.work(), _browser(), signed_in.person_id, [form.get("action", "")])
    flash(http.speech().say(words.THROWN_AWAY), "done")
    return redirect(own_path(form.get("page", "")) or "/", 303)
