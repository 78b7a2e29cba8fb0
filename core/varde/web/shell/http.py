"""HTTP: one unit of work for each request, one table from error to status and sentence, headers, and forgery protection."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

import structlog
from flask import Flask, Response, current_app, g, redirect, render_template, request, session
from markupsafe import escape
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, ValidationError
from werkzeug.wrappers import Response as AnyResponse

from varde.identity.brake import TooManyRequests
from varde.kernel import errors
from varde.kernel.characters import LARGEST_ROW, is_whole
from varde.kernel.db import as_varde_error
from varde.kernel.speech import Speech
from varde.kernel.speed import PageTimes
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Platform, Work

log = structlog.get_logger("varde.http")

NO_PAGES = (None, "static", "health.alive", "health.ready", "health.metrics")
STATUS: tuple[tuple[type[errors.VardeError], int], ...] = (
    (errors.NotFound, 404),
    (errors.SignInNeeded, 401),
    (errors.NotAllowed, 403),
    (errors.BadRequest, 400),
    (errors.BadInput, 422),
    (errors.Conflict, 409),
    (errors.Unavailable, 503),
    (TooManyRequests, 429),
    (errors.VardeError, 400),
)


class NotThisWay(errors.BadRequest):
    """405: the address is there, but is not for this method."""

    sentence = Text(
        nb="Denne siden kan ikke brukes på den måten.",
        nn="Denne sida kan ikkje brukast på den måten.",
        en="This page cannot be used in that way.",
    )


class TooLarge(errors.BadRequest):
    """413: more than we take in one request."""

    sentence = Text(
        nb="Det du sendte, er større enn det vi kan ta imot.",
        nn="Det du sende, er større enn det vi kan ta imot.",
        en="What you sent is larger than we can take.",
    )


_HTTP_STATUS: dict[int, type[errors.VardeError]] = {
    400: errors.BadRequest,
    403: errors.NotAllowed,
    404: errors.NotFound,
    405: NotThisWay,
    413: TooLarge,
    415: errors.BadRequest,
    422: errors.BadRequest,
    503: errors.Unavailable,
}


def error_of(status: int) -> errors.VardeError:
    """What went wrong when a request ended with this status before any view."""
    return _HTTP_STATUS.get(status, errors.VardeError)()


def status_of(error: errors.VardeError) -> int:
    """The status code of an error, by the first row of the table that fits."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def platform() -> Platform:
    """The platform of the running application."""
    return cast(Platform, current_app.extensions["varde"])


def work() -> Work:
    """This request's unit of work, begun at first use."""
    unit: Work | None = g.get("work")
    if unit is None:
        house = platform()
        unit = g.work = Work(house, Session(house.engine, expire_on_commit=False))
    return unit


def finish_work() -> None:
    """Commit what this request has done so far and send what follows from it; the next :func:`work` is a new unit."""
    unit: Work | None = g.pop("work", None)
    if unit is not None:
        with unit.session:
            unit.session.commit()
        platform().send(unit)


def drop_work() -> None:
    """Undo what this request has done so far; the next :func:`work` is a new unit."""
    unit: Work | None = g.pop("work", None)
    if unit is not None:
        unit.session.rollback()
        unit.session.close()


def language() -> str:
    """The language of the page: chosen with ``?lang=``, remembered in a cookie, else the browser's, else bokmål."""
    chosen: str | None = g.get("language")
    if chosen is None:
        wanted = (request.args.get("lang"), request.cookies.get("varde-lang"))
        asked = next((language for language in wanted if language in LANGUAGES), "")
        browser = request.accept_languages.best_match(["nb", "nn", "no", "en"], default=platform().settings.language)
        chosen = g.language = asked or {"no": "nb"}.get(browser or "nb", browser or "nb")
    return chosen


def speech() -> Speech:
    """How this page speaks: its language, and the clock on the wall where the person is."""
    speaking: Speech | None = g.get("speech")
    if speaking is None:
        house = platform()
        speaking = g.speech = Speech(language(), house.settings.timezone, house.clock.now())
    return speaking


def csrf_token() -> str:
    """The forgery token of this session, and whom the page was made for (see :func:`made_for`); empty when nobody is signed in
    (no unsafe method is open then)."""
    session_key = g.get("session_key", "")
    if not session_key:
        return ""
    known: tuple[str, str] | None = g.get("csrf_token")
    if known is None or known[0] != session_key:
        digest = _keyed(f"csrf:{session_key}")
        owner = str(g.actor.person_id) if g.get("actor") else ""
        known = g.csrf_token = session_key, f"{digest}.{owner}.{_made_for(digest, owner)}" if owner else digest
    return known[1]


def _keyed(text: str) -> str:
    return hmac.digest(platform().settings.secret_key.encode(), text.encode(), "sha256").hex()


def _made_for(digest: str, owner: str) -> str:
    return _keyed(f"made for:{digest}:{owner}")


def made_for(token: str) -> int | None:
    """The person that the page with this token was made for, however long ago; None when the token is none of ours. It opens
    nothing, and says only whose words came with it."""
    digest, _, owner_and_proof = token.partition(".")
    owner, _, proof = owner_and_proof.partition(".")
    if not (owner.isascii() and owner.isdigit()):
        return None
    genuine = hmac.compare_digest(proof.encode(), _made_for(digest, owner).encode())
    return int(owner) if genuine else None


def token_sent() -> str:
    """The forgery token that came with the request, in a header or in the form."""
    return request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")


def exempt_from_csrf(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that another party posts to (back-channel logout) as carrying its own proof."""
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


class ForgedRequest(errors.BadRequest):
    """The form does not carry the token of the session it is sent from."""

    sentence = Text(
        nb="Skjemaet hører til en annen innlogging. Gå tilbake, last siden på nytt og send igjen.",
        nn="Skjemaet høyrer til ei anna innlogging. Gå tilbake, last sida på nytt og send igjen.",
        en="The form belongs to another sign-in. Go back, reload the page and send again.",
    )


def _check_csrf() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint is None:
        return
    if getattr(current_app.view_functions[request.endpoint], "csrf_exempt", False):
        return
    expected = csrf_token()
    if not expected:
        raise errors.SignInNeeded()
    of_session = token_sent().partition(".")[0], expected.partition(".")[0]
    if not hmac.compare_digest(of_session[0].encode(), of_session[1].encode()):
        raise ForgedRequest()


def check_text() -> None:
    """Refuse what no database column can hold: the character NUL, and half a surrogate pair."""
    sent = (request.path, *request.args.keys(), *request.form.keys())
    values = (value for field in (request.args, request.form) for many in field.listvalues() for value in many)
    if not all(map(is_whole, (*sent, *values))):
        raise errors.BadRequest()


class _DatabaseId(IntegerConverter):
    """A whole number in an address that a database column can hold; a larger one is an address we do not have."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST_ROW, **options})

    def to_python(self, value: str) -> Any:
        try:
            return super().to_python(value)
        except ValueError:  # more digits than Python reads
            raise ValidationError from None


def _finish(response: Response) -> Response:
    """Commit what the view did, or roll back when it raised; then the headers."""
    if not g.get("failed"):
        try:
            finish_work()
        except Exception as error:  # noqa: BLE001 - it is logged and answered
            response = current_app.make_response(_unknown(error))
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(
            "varde-lang",
            request.args["lang"],
            max_age=31_536_000,
            samesite="Lax",
            secure=platform().settings.secure_cookies,
        )
    _set_headers(response)
    return response


def _set_headers(response: Response) -> None:
    headers = response.headers
    origins = " ".join(current_app.config["FORM_ORIGINS"])
    headers.setdefault(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
        f"connect-src 'self'; form-action 'self' {origins}".rstrip()
        + "; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    )
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    headers["X-Request-Id"] = g.get("request_id", "")
    if platform().settings.secure_cookies:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if not is_file(request.endpoint or ""):
        headers.setdefault("Cache-Control", "no-store")


def is_file(endpoint: str) -> bool:
    """Whether a view serves files that are the same for everybody: Varde's own, or a plugin's."""
    return endpoint.rpartition(".")[2] == "static"


def wants_json() -> bool:
    """Whether the caller is a script (autosave, the API) that reads JSON, not a page."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def answer_to(error: errors.VardeError, status: int, **context: Any) -> AnyResponse | tuple[str | dict[str, Any], int]:
    """The page, or the JSON, that says what is wrong; what the request did is undone. ``context`` is more for the page."""
    g.failed = True
    # Rows loaded by the failed unit are cut off from it; the error page must not read them.
    for name in ("organisation", "patient_place"):
        g.pop(name, None)
    drop_work()
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        # “Sent”, said before the commit that then failed, must not be shown.
        session.pop("_flashes", None)
    for hear in current_app.extensions["varde_refusals"]:
        hear(error)
    sentence = error.to(language())
    if wants_json():
        faults = error.each(language()) if isinstance(error, errors.BadInput) else [sentence]
        if "risk_words" in g:
            sentence = f"{sentence} {g.risk_words}"
        return {"message": sentence, "faults": faults, "request_id": g.get("request_id")}, status
    if isinstance(error, errors.SignInNeeded) and request.method == "GET":
        return redirect(current_app.config["SIGN_IN_PATH"] + "?" + urlencode({"next": request.full_path.rstrip("?")}))
    try:
        return render_template("varde/error.html", sentence=sentence, status=status, error=error, **context), status
    except Exception:
        log.exception("error_page_failed")
        return f"<!doctype html><title>{status}</title><p>{escape(sentence)}</p>", status


def _unknown(error: Exception) -> AnyResponse | tuple[str | dict[str, Any], int]:
    """The answer to an error that no capability named: the database's, or a fault of ours."""
    named = error if isinstance(error, errors.VardeError) else as_varde_error(error)
    if named is None or status_of(named) == 503:
        log.error("request_failed", path=request.url_rule.rule if request.url_rule else None, exc_info=error)
    elif named is not error:
        log.warning(
            "request_refused_by_database", path=request.url_rule.rule if request.url_rule else None, exc_info=error
        )
    return answer_to(named or errors.VardeError(), status_of(named) if named else 500)


def page_times() -> PageTimes:
    """What this process has counted of how long its pages took. The web server's is added to the database each minute."""
    times: PageTimes = current_app.extensions.setdefault("varde_page_times", PageTimes())
    return times


def _count_page() -> None:
    """How long it took, whatever came of it; but for what is no page of ours, and what machines ask each moment."""
    began = g.pop("began", None)
    if began is not None and request.endpoint not in NO_PAGES:
        page_times().count(platform().clock.now(), time.perf_counter() - began)
        page_times().add_when_due(platform())


def install(app: Flask, house: Platform) -> None:
    """Make ``app`` speak for ``house``: units of work, errors, headers, forgery protection, request ids."""
    app.extensions["varde"] = house
    app.url_map.converters["int"] = _DatabaseId
    app.extensions.setdefault("varde_refusals", ())
    app.config.setdefault("FORM_ORIGINS", ())
    app.config.setdefault("SIGN_IN_PATH", "/logg-inn")

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        g.request_id = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)
        if not hasattr(current_app.view_functions.get(request.endpoint or ""), "most_bytes"):
            check_text()  # of a form with files it is checked when it is known whose it is, since it may be large

    app.after_request(_finish)

    @app.teardown_request
    def tidy(_error: BaseException | None) -> None:
        drop_work()
        _count_page()
        # What this thread does next is no part of the request, and must not be logged as if it were.
        structlog.contextvars.unbind_contextvars("request_id")

    @app.errorhandler(errors.VardeError)
    def known(error: errors.VardeError) -> Any:
        response = current_app.make_response(answer_to(error, status_of(error)))
        if isinstance(error, TooManyRequests):
            response.headers["Retry-After"] = str(error.seconds)
        return response

    @app.errorhandler(HTTPException)
    def from_http(error: HTTPException) -> Any:
        code = error.code or 500
        if code < 400:
            return error
        response = current_app.make_response(answer_to(error_of(code), code))
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Any:
        return _unknown(error)


check_csrf = _check_csrf
