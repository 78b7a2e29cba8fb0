"""Where a patient in danger is told to turn: on each of her pages until the alert is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from varde.alerts.crisis import crisis_of, crisis_read
from varde.alerts.referral_rules import alert_of_referral
from varde.alerts.values import Alert
from varde.identity.service import crisis_text_of, organisation_by_id
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.web.shell import http
from varde.web.shell.addresses import own_path
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, home_url

bp = Blueprint("crisis", __name__)


@dataclass(frozen=True, slots=True)
class CrisisBox:
    """What stands on the page. ``text`` is the organisation's own, "" when it has none: the numbers are shown all the same.
    ``own_texts`` is what alerts about a danger of another kind say to her, ``criterion_texts`` what the criteria of a referral
    do; ``of_life`` is false when there is no other.

    ``read``: she has said that she has read it, and it is folded to a line. ``read_url`` is where she says so, when an
    alert is open about it, so that the clinic knows; ``open_by`` is when somebody must have looked, None when that has
    passed, ``owner`` who answers for it (None: everybody at the clinic), ``opened`` whether she has looked, and ``phone`` and
    ``hours`` the clinic's.
    """

    text: str
    read: bool = False
    read_url: str = ""
    open_by: datetime | None = None
    owner: str | None = None
    opened: bool = False
    phone: str = ""
    hours: str = ""
    own_texts: tuple[str, ...] = ()
    criterion_texts: tuple[str, ...] = ()
    of_life: bool = True


def crisis_notice(heavy: bool = False, text: str = "") -> CrisisBox | None:
    """What this page must say about where to turn; None when there is nothing to say. ``heavy``: the page itself knows that
    she has answered so, with the organisation's ``text``, whether or not a limit of the clinic's was crossed.

    That nothing stands was read when the page asked who she is; else one statement, and the organisation's text.
    """
    if "crisis" not in g:
        signed_in = actor()
        changed = signed_in.beside is not None or g.get("crisis_changed", False)
        g.crisis = _of_alerts(signed_in.person_id) if changed else None
    box: CrisisBox | None = g.crisis
    if box is not None and heavy and not box.of_life:
        return replace(box, text=text, of_life=True)
    return box or (CrisisBox(text) if heavy else None)


def _of_alerts(person_id: int) -> CrisisBox | None:
    work = http.work()
    crisis = crisis_of(work, person_id)
    if crisis is None:
        return None
    own, of_criteria = _texts(work, crisis.alerts)
    of_life = None in (*own, *of_criteria)
    text = crisis_text_of(work, crisis.organisation_id, http.language()) if of_life else ""
    clinic = organisation_by_id(work, crisis.organisation_id).settings
    return CrisisBox(
        text,
        crisis.read,
        url_for("crisis.read"),
        crisis.open_by if crisis.open_by > work.now else None,
        crisis.owner,
        crisis.opened,
        clinic.phone or "",
        clinic.hours or "",
        _said(own),
        _said(of_criteria),
        of_life,
    )


def _texts(work: Work, keys: Iterable[str]) -> tuple[list[Text | None], list[Text | None]]:
    """What each of these alerts says of its own: the declared ones, and those of criteria. None shows the crisis text."""
    declared, programmes = work.catalogue.all(Alert), work.catalogue.all(Programme)
    own, of_criteria = [], []
    for key in keys:
        raised = alert_of_referral(key, programmes) if key not in declared else None
        if raised is not None:
            of_criteria.append(raised.patient_text)
        else:
            own.append(declared[key].patient_text if key in declared else None)
    return own, of_criteria


def _said(texts: Iterable[Text | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(http.speech().say(words) for words in texts if words is not None))


@bp.post("/krise/lest", endpoint="read")
@audience("patient")
def read_it() -> Response:
    """She has read it: it is folded to one line, which stands until the alert is closed."""
    crisis_read(http.work(), actor().person_id)
    return redirect(own_path(typed().get("next", "")) or home_url(), 303)
