"""The demo's phone: what was sent by SMS, on screen. Registered outside production only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template

from varde.notifications.service import latest_sent
from varde.web.shell import http
from varde.web.shell.pages import audience

bp = Blueprint("demo", __name__, url_prefix="/demo")
MOST = 60


@dataclass(frozen=True, slots=True)
class Sms:
    """One message on the phone. ``text`` stops where the link begins; ``new_day`` starts a day on screen."""

    to: str
    text: str
    path: str
    at: datetime
    new_day: bool


@bp.get("/telefon")
@audience("public")
def phone() -> str:
    """The latest messages, newest first."""
    work = http.work()
    messages: list[Sms] = []
    for delivery, person in latest_sent(work, MOST):
        at = delivery.sent_at or delivery.planned_at
        words = delivery.text.replace(work.settings.base_url + delivery.path, "").strip()
        new_day = not messages or http.speech().date_of(messages[-1].at) != http.speech().date_of(at)
        messages.append(Sms(person.name, words, delivery.path, at, new_day))
    return render_template("demo/phone.html", messages=messages, link=work.settings.base_url, most=MOST)
