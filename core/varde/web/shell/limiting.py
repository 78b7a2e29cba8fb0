"""Which routes are counted for whoever asks, and how much of each passes: before a view, and before what is sent is read."""

from __future__ import annotations

from flask import current_app, g, request

from varde.identity.brake import LIMITS, TooManyRequests, count_once
from varde.web.shell import http

ROUTES = {
    "sign_in.begin": "sign_in",
    "sign_in.returned": "sign_in",
    "caseload.search": "search",
    "leaving.search": "search",
    "opinions.find": "search",
}
"""The limit of each route by its endpoint. Besides these, every route of the API is a ``door``, and every form with files an
``upload``."""


def rate_of(endpoint: str) -> str | None:
    """Which limit the route has; None when it has none."""
    if endpoint.startswith("api."):
        return "door"
    if request.method == "POST" and hasattr(current_app.view_functions.get(endpoint), "most_bytes"):
        return "upload"
    return ROUTES.get(endpoint)


def count_request() -> None:
    """Before a request. What it has done so far is kept, so that no transaction is open while another is.

    :raises TooManyRequests: it is one too many.
    """
    key = rate_of(request.endpoint or "")
    if key is None:
        return
    limit, signed_in = LIMITS[key], g.get("actor")
    if limit.by_address:
        counted_as = request.remote_addr or ""
    elif signed_in is not None:
        counted_as = f"person {signed_in.person_id}"
    else:
        return  # the view, or the guard of its form, asks to sign in
    http.finish_work()
    refused: TooManyRequests | None = None
    with http.platform().work() as work:
        try:
            count_once(work, limit, counted_as)
        except TooManyRequests as error:
            refused = error  # counted all the same
    if refused is not None:
        raise refused
