"""Which browsers a member of the staff has signed in with before: each says so itself, in a cookie that only we can write."""

from __future__ import annotations

import hmac

from flask import request
from werkzeug.wrappers import Response

from varde.identity.events import SignedInOnNewDevice
from varde.web.shell import http
from varde.web.shell.pages import cookie_name

DEVICE_MARK = 16
"""How many characters of a session's hash name the sign-in in the key of the notice."""
MOST_KNOWN = 40
"""Members of the staff that one browser remembers, as a shared computer in a clinic has them; the one seen longest ago goes."""
REMEMBERED_SECONDS = 400 * 86_400
"""As long as browsers keep a cookie at most."""


def recognise(response: Response, person_id: int, mark: str) -> None:
    """Publish that the browser is new to her, where it is, and let it remember her. Nothing in the cookie says who she is."""
    settings = http.platform().settings
    name, own = cookie_name() + "-known", _mark_of(person_id)
    marks = [each for each in request.cookies.get(name, "").split(".") if each.isascii() and each.isalnum()]
    known = [each for each in marks if not hmac.compare_digest(each, own)]
    if len(known) == len(marks):
        http.work().publish(SignedInOnNewDevice(person_id, mark))
    response.set_cookie(
        name,
        ".".join([*known, own][-MOST_KNOWN:]),
        max_age=REMEMBERED_SECONDS,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="Lax",
        path="/",
    )


def _mark_of(person_id: int) -> str:
    key = http.platform().settings.secret_key.encode()
    return hmac.digest(key, f"known device:{person_id}".encode(), "sha256").hex()[:32]
