"""HTTP: one unit of work for each request, one table from error to status and sentence, headers, and forgery protection."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from typing import Any, cast

import structlog
from flask import Flask, Response, current_app, g, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from varde.kernel import errors
from varde.kernel.work import Platform, Work
from varde.kernel.words import LANGUAGES

log = structlog.get_logger("varde.http")

STATUS: tuple[tuple[type[errors.VardeError], int], ...] = (
    (errors.NotFound, 404),
    (errors.SignInNeeded, 401),
    (errors.NotAllowed, 403),
    (errors.BadRequest, 400),
    (errors.BadInput, 422),
    (errors.Conflict, 409),
    (errors.Unavailable, 503),
    (errors.VardeError, 400),
)
_HTTP_STATUS: dict[int, type[errors.VardeError]] = {
    400: errors.BadRequest,
    403: errors.NotAllowed,
    404: errors.NotFound,
    405: errors.BadRequest,
    413: errors.BadRequest,
    415: errors.BadRequest,
}


def status_of(error: errors.VardeError) -> int:
    """The status code of an error, by the first row of the table that fits."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def platform() -> Platform:
    """The platform of the running application."""
    return cast(Platform, current_app.extensions["varde"])


def work() -> Work:
    """This request's unit of work, begun at first use."""
    if "work" not in g:
        here = platform()
        g.work = Work(here, Session(here.engine, expire_on_commit=False))
    return cast(Work, g.work)


def finish_work() -> None:
    """Commit what this request has done so far and send what follows from it; the next :func:`work` is a new unit."""
    unit: Work | None = g.pop("work", None)
    if unit is not None:
        unit.session.commit()
        unit.session.close()
        platform().send(unit)


def _drop_work() -> None:
    unit: Work | None = g.pop("work", None)
    if unit is not None:
        unit.session.rollback()
        unit.session.close()


def language() -> str:
    """The language of the page: chosen with ``?lang=``, remembered in a cookie, else the browser's, else bokmål."""
    if "language" not in g:
        asked = request.args.get("lang") or request.cookies.get("varde-lang") or ""
        browser = request.accept_languages.best_match(["nb", "nn", "no", "en"], default=platform().settings.language)
        g.language = asked if asked in LANGUAGES else {"no": "nb"}.get(browser or "nb", browser or "nb")
    return cast(str, g.language)


def csrf_token() -> str:
    """The forgery token of this session; empty when nobody is signed in (no unsafe method is open then)."""
    session_key = g.get("session_key", "")
    if not session_key:
        return ""
    return hmac.digest(platform().settings.secret_key.encode(), b"csrf:" + session_key.encode(), "sha256").hex()


def exempt_from_csrf(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that another party posts to (back-channel logout) as carrying its own proof."""
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


class ForgedRequest(errors.BadRequest):
    """The form does not carry the token of the session it is sent from."""

    sentence = errors.Text(
        nb="Skjemaet hører til en annen innlogging. Gå tilbake, last siden på nytt og send igjen.",
        nn="Skjemaet høyrer til ei anna innlogging. Gå tilbake, last sida på nytt og send igjen.",
        en="The form belongs to another sign-in. Go back, reload the page and send again.",
    )


def _check_csrf() -> None:
    if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint is None:
        return
    if getattr(current_app.view_functions[request.endpoint], "csrf_exempt", False):
        return
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    expected = csrf_token()
    if not expected:
        raise errors.SignInNeeded()
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise ForgedRequest()


def _finish(response: Response) -> Response:
    """Commit what the view did, or roll back when it raised; then the headers."""
    if not g.get("failed"):
        finish_work()
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(
            "varde-lang", request.args["lang"], max_age=31_536_000, samesite="Lax", secure=platform().settings.secure_cookies
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
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    headers["X-Request-Id"] = g.get("request_id", "")
    if platform().settings.secure_cookies:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-store")


def wants_json() -> bool:
    """Whether the caller is a script (autosave, the API) that reads JSON, not a page."""
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


def _answer(error: errors.VardeError, status: int) -> AnyResponse | tuple[str | dict[str, Any], int]:
    g.failed = True
    _drop_work()
    for hear in current_app.extensions["varde_refusals"]:
        hear(error)
    sentence = error.to(language())
    if wants_json():
        faults = list(error.faults) if isinstance(error, errors.BadInput) else [sentence]
        return {"message": sentence, "faults": faults, "request_id": g.get("request_id")}, status
    if isinstance(error, errors.SignInNeeded) and request.method == "GET":
        return redirect(current_app.config["SIGN_IN_PATH"] + "?next=" + request.full_path.rstrip("?"))
    return render_template("varde/error.html", sentence=sentence, status=status, error=error), status


def install(app: Flask, here: Platform) -> None:
    """Make ``app`` speak for ``here``: units of work, errors, headers, forgery protection, request ids."""
    app.extensions["varde"] = here
    app.extensions.setdefault("varde_refusals", ())
    app.config.setdefault("FORM_ORIGINS", ())
    app.config.setdefault("SIGN_IN_PATH", "/logg-inn")

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    app.after_request(_finish)

    @app.teardown_request
    def tidy(_error: BaseException | None) -> None:
        _drop_work()

    @app.errorhandler(errors.VardeError)
    def known(error: errors.VardeError) -> Any:
        return _answer(error, status_of(error))

    @app.errorhandler(HTTPException)
    def from_http(error: HTTPException) -> Any:
        code = error.code or 500
        if code < 400:
            return error
        return _answer(_HTTP_STATUS.get(code, errors.VardeError)(), code)

    @app.errorhandler(Exception)
    def unknown(error: Exception) -> Any:
        log.exception("request_failed", path=request.url_rule.rule if request.url_rule else None)
        return _answer(errors.VardeError(), 500)


check_csrf = _check_csrf
