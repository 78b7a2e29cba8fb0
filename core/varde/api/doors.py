"""Doors as HTTP: a key in a header, JSON in, JSON or a problem (RFC 9457) out."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from varde.api.description import description
from varde.doors.calls import answer
from varde.doors.door import Door, doors_of
from varde.doors.errors import NoToken, TokenEnded, TooOften, UnknownToken
from varde.doors.models import DoorToken
from varde.doors.tokens import admitted
from varde.identity.brake import TooManyRequests
from varde.kernel.errors import VardeError
from varde.kernel.part import Part
from varde.kernel.work import Platform
from varde.web.shell import http
from varde.web.shell.limiting import BEARER, count_failed_key
from varde.web.shell.pages import audience


def blueprint(platform: Platform) -> Blueprint:
    """Every door of every part, and the description of them all."""
    doors = doors_of(platform.catalogue.all(Part).values())
    views = Blueprint("api", __name__, url_prefix="/api/v1")
    for (part, key), door in sorted(doors.items(), key=lambda item: item[0]):
        views.add_url_rule(f"/{part}/{key}", f"{part}_{key}", _view(part, door), methods=["POST"])
    described = description(doors, platform.settings.base_url)

    @views.get("/openapi.json")
    @audience("public")
    def openapi() -> Response:
        return jsonify(described)

    views.register_error_handler(VardeError, problem)
    views.register_error_handler(HTTPException, problem_of_http)
    return views


def _view(part: str, door: Door) -> Callable[[], Response]:
    @http.exempt_from_csrf  # a machine has no session, and carries its key with each call
    @audience("public")
    def call() -> Response:
        token, once = _token(door), request.headers.get("Idempotency-Key", "")
        return jsonify(dict(answer(http.work(), part, door, token, request.get_data(), once)))

    return call


def _token(door: Door) -> DoorToken:
    """The key that was shown. That it was used is kept also when the rest of the call is refused."""
    shown = request.headers.get("Authorization", "")
    if not shown.startswith(BEARER) or not shown.removeprefix(BEARER).strip():
        raise NoToken()
    try:
        token = admitted(http.work(), shown.removeprefix(BEARER).strip(), door, (request.remote_addr or "")[:45])
    except (UnknownToken, TokenEnded):
        count_failed_key()
        raise
    http.finish_work()
    return token


def problem(error: VardeError) -> Response:
    """What is wrong, as a machine reads it; nothing of the call is stored."""
    own = ((NoToken, 401), (TooOften, 429))
    response = _problem(error, next((status for kind, status in own if isinstance(error, kind)), http.status_of(error)))
    if isinstance(error, NoToken):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooOften):
        response.headers["Retry-After"] = "60"
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def problem_of_http(error: HTTPException) -> Response:
    """A request that did not come as far as a view, such as one that is too large."""
    status = error.code or 500
    return _problem(http.error_of(status), status)


def _problem(error: VardeError, status: int) -> Response:
    answered = http.answer_to(error, status)
    body: dict[str, Any] = answered[0] if isinstance(answered, tuple) and isinstance(answered[0], dict) else {}
    response = jsonify(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=body.get("message", ""),
        faults=body.get("faults", []),
        request_id=body.get("request_id"),
    )
    response.status_code, response.content_type = status, "application/problem+json"
    return current_app.make_response(response)
