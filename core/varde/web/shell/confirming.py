"""Step-up: what a member of the staff does only when she has identified herself lately, so that a browser left open, or a session
that somebody stole, neither changes how the house is run and what its patients read nor carries figures out of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request, url_for

from varde.identity.service import Actor
from varde.kernel.errors import NotAllowed
from varde.kernel.words import Text
from varde.web.shell import http
from varde.web.shell.addresses import addresses, own_path
from varde.web.shell.pages import allowed

OPENED_WITHIN = timedelta(minutes=30)
"""How long after she identified herself such a page opens. Proposed."""
SENT_WITHIN = timedelta(minutes=60)
"""How long after it a form is taken: whoever began on one in time has half an hour to fill it in. Proposed."""
CONFIRM = Text("Bekreft med HelseID", "Stadfest med HelseID", "Confirm with HelseID")


class ConfirmNeeded(NotAllowed):
    sentence = Text(
        "Bekreft at det er deg, så kan du gå videre.",
        "Stadfest at det er deg, så kan du gå vidare.",
        "Confirm that it is you, and go on.",
    )
    advice = Text(
        "Oppsett, godkjenning av innhold og filer med tall krever at du har bekreftet med HelseID den siste halvtimen.",
        "Oppsett, godkjenning av innhald og filer med tal krev at du har stadfesta med HelseID den siste halvtimen.",
        "Set-up, approval of content and files of figures need you to have confirmed with HelseID within the last half hour.",
    )


def confirm_url(signed_in: Actor, back: str) -> str:
    """Where she identifies herself anew (``prompt=login``), and comes back to this page of ours."""
    return url_for(addresses().begin_sign_in, issuer=signed_in.issuer_key, prompt="login", next=back or None)


def confirm_first() -> None:
    """Before each request to a set of pages: whoever may open the page must have identified herself lately. What others are told is
    for the view to say. :raises ConfirmNeeded"""
    view, signed_in = current_app.view_functions[request.endpoint or ""], g.get("actor")
    if signed_in is not None and allowed(getattr(view, "audience", ""), signed_in):
        _insist(signed_in)


def confirmed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Guard one view in the same way; written below ``audience``. :raises ConfirmNeeded"""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        _insist(g.actor)
        return view(*args, **kwargs)

    return guarded


def _insist(signed_in: Actor) -> None:
    reads = request.method in ("GET", "HEAD")
    identified, within = signed_in.identified_at, OPENED_WITHIN if reads else SENT_WITHIN
    if identified is None or identified + within <= http.platform().clock.now():
        g.confirm_url = confirm_url(signed_in, own_path(request.full_path.rstrip("?")) if reads else _page_of_form())
        raise ConfirmNeeded()


def _page_of_form() -> str:
    """The page that the form stands on, if her browser says so: what she wrote is still in it."""
    came_from = urlsplit(request.referrer or "")
    return own_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))


def install(app: Flask) -> None:
    """The page that says so leads to the confirmation."""

    @app.context_processor
    def way_on() -> dict[str, Any]:
        url = g.get("confirm_url") if g.get("failed") else None
        return {} if url is None else {"back_url": url, "back_label": CONFIRM.to(http.language())}
