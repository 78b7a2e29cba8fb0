"""Which routes are counted for whoever asks, and how much of each passes: before a view, and before what is sent is read."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from flask import current_app, g, request

from varde.identity.brake import LIMITS, RateLimit, TooManyRequests, count_once
from varde.web.shell import http

BEARER = "Bearer "
"""What stands before the key of a machine in its header."""
ROUTES = {
    "sign_in.begin": "sign_in",
    "caseload.search": "search",
    "leaving.search": "search",
    "opinions.find": "search",
}
"""The limit of each route by its endpoint. Besides these, what is called without a key at the API is a ``door``, every form with
files is an ``upload``, and every address that holds a name to look for is a ``search``. Who comes back from a provider was counted
when she left for it."""
SOUGHT = "sok"
"""Where the words of a search stand, in a form of ours and in an address that somebody wrote."""


def rate_of(endpoint: str) -> str | None:
    """Which limit the route has; None when it has none."""
    if endpoint.startswith("api."):
        # A key has a limit of its own, and many thousand patients may be behind one address: see ``count_failed_key``.
        shows_key = endpoint != "api.openapi" and request.headers.get("Authorization", "").startswith(BEARER)
        return None if shows_key else "door"
    if request.method == "POST" and hasattr(current_app.view_functions.get(endpoint), "most_bytes"):
        return "upload"
    if (
        endpoint == "sign_in.begin"
        and (request.view_args or {}).get("issuer") not in current_app.extensions["varde_oidc"]
    ):
        return None  # it leads nowhere, and a colleague behind the same address must not wait for it
    return ROUTES.get(endpoint) or ("search" if request.args.get(SOUGHT) else None)


def count_request() -> None:
    """Before a request. What it has done so far is kept, so that no transaction is open while another is.

    :raises TooManyRequests: it is one too many.
    """
    key = rate_of(request.endpoint or "")
    if key is None:
        return
    limit, signed_in = LIMITS[key], g.get("actor")
    if signed_in is not None:
        _count(limit, f"person {signed_in.person_id}")
    elif limit.by_address:
        _count(limit, _network(request.remote_addr or ""))
    # Else the view, or the guard of its form, asks to sign in.


def count_failed_key() -> None:
    """A key that opened nothing counts for the address it came from: whoever guesses is stopped, a meter with a sound key never.

    :raises TooManyRequests: it is one too many.
    """
    _count(LIMITS["door"], _network(request.remote_addr or ""))


def _network(address: str) -> str:
    """What is counted as one address: of IPv6 the half that one subscriber has all of."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address


def _count(limit: RateLimit, counted_as: str) -> None:
    http.finish_work()
    refused: TooManyRequests | None = None
    with http.platform().work() as work:
        try:
            count_once(work, limit, counted_as)
        except TooManyRequests as error:
            refused = error  # counted all the same
    if refused is not None:
        raise refused
