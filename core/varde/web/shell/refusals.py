"""What happens besides when something is refused: it is logged, and danger in it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from flask import current_app, flash, g, request

from varde.alerts.note_rules import SIGNED_OUT, crisis_about, dangers_of_answers, refusal_of
from varde.alerts.notes import RiskKept, RiskSent, crisis_alerts, keep_refused
from varde.alerts.values import Alert
from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.stored_settings import decided_at
from varde.identity.acting import writer_of
from varde.instruments.values import Instrument
from varde.kernel.errors import VardeError
from varde.kernel.work import Work
from varde.programmes.known_facts import known_of
from varde.standing.danger import holds_danger
from varde.web.shell import http, words
from varde.web.shell.pages import allowed

log = structlog.get_logger("varde.refusals")
Find = Callable[[Work], RiskSent | None]
OF_PATIENTS = ("patient", "signed_in")
"""Permissions of pages that a person has as herself; the roles of staff come only with the others."""


def log_refusal(error: VardeError) -> None:
    """A gate that closed is logged, in a transaction of its own because the request's is rolled back."""
    access = getattr(error, "access", None)
    if isinstance(access, Access):
        with http.platform().work() as work:
            record(work, access)


def at_stake(find: Find) -> None:
    """Said by a view before anything of what was sent can be refused: how to find the danger in it, when it is. ``find`` is
    asked in a unit of work of its own, so it holds values and no rows."""
    g.risk_sent = find


def answers_at_stake(instrument: Instrument, answers: Mapping[str, Any], sent: RiskSent) -> None:
    """The same of answers: values and no rows, read before anything is rolled back; what they call for is only asked when
    something is refused. ``sent`` is all but its dangers."""
    g.heavy_sent = holds_danger(instrument, answers)

    def find(work: Work) -> RiskSent:
        alerts = crisis_alerts(work, sent.programme)
        return replace(sent, dangers=dangers_of_answers(instrument, answers, alerts, known=_known(work, sent, alerts)))

    at_stake(find)


def _known(work: Work, sent: RiskSent, alerts: Iterable[Alert]) -> Mapping[str, object]:
    rules = [alert.rule for alert in crisis_about(sent.form, alerts)]
    if sent.enrolment_id is None:
        return decided_at(work, sent.organisation_id, sent.programme, rules)
    return known_of(work, sent.enrolment_id, rules)


def tells_danger(say: Callable[..., None]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Of a view: what says to the shell, with the view's own arguments, what is at stake in its form. Asked when the form
    comes and its writer is not signed in, so that the view is never run."""

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.says_danger = say  # type: ignore[attr-defined]
        return view

    return mark


def keep_unsent(owner_id: int) -> None:
    """Danger in a form that came without its writer's session is kept and told, in a unit of work of its own; the form itself
    waits for her. Nothing is said of it: another may sit at the screen."""
    view = current_app.view_functions.get(request.endpoint or "")
    say, audience = getattr(view, "says_danger", None), getattr(view, "audience", "")
    if say is None:
        return
    at_the_screen = g.get("actor")
    http.drop_work()
    try:
        work = http.work()
        g.actor = writer_of(work, owner_id, staff=audience not in OF_PATIENTS)
        if not allowed(audience, g.actor):
            return
        say(**(request.view_args or {}))
        find: Find | None = g.pop("risk_sent", None)
        if find is not None:
            _kept(work, find, SIGNED_OUT)
        http.finish_work()
    except VardeError as error:
        http.drop_work()  # it may hold the lock that the log needs
        log_refusal(error)
    except Exception:
        log.exception("risk_not_kept")
    finally:
        http.drop_work()
        g.actor = at_the_screen
        g.heavy_sent = False


def keep_danger(error: VardeError) -> None:
    """Whatever was refused, and why: danger in it is kept and told, in a transaction of its own."""
    find: Find | None = g.pop("risk_sent", None)
    if find is None:
        return
    try:
        with http.platform().work() as work:
            kept = _kept(work, find, refusal_of(error))
    except Exception:
        # The page that says what was refused is still to be shown; that danger was lost must be seen by whoever runs Varde.
        log.exception("risk_not_kept")
        return
    _tell(kept, rest_lost=True)


def keep_beside(refused: str, *, rest_lost: bool = True) -> RiskKept | None:
    """The same in the unit of work of a page that answers with its form again; it says on the page what became of it, and of
    the rest when that is not kept either."""
    find: Find | None = g.pop("risk_sent", None)
    kept = _kept(http.work(), find, refused) if find is not None else None
    _tell(kept, rest_lost=rest_lost)
    if kept is not None and not http.wants_json():
        flash(g.risk_words, "risk")
    return kept


def tell_at_once(kept: RiskKept | None) -> None:
    """Nothing was refused after all, and what was saved was judged: the page says what became of the danger in it."""
    g.pop("risk_sent", None)
    _tell(kept, rest_lost=False)
    if kept is not None and not http.wants_json():
        flash(g.risk_words, "risk")


def _kept(work: Work, find: Find, refused: str) -> RiskKept | None:
    sent = find(work)
    return keep_refused(work, sent, refused) if sent is not None else None


def _tell(kept: RiskKept | None, *, rest_lost: bool) -> None:
    if kept is None:
        return
    speech, by_patient = http.speech(), g.actor is not None and g.actor.is_patient
    own = by_patient and not kept.of_life
    said = [speech.say(words.ANSWER_KEPT[kept.new] if own else words.RISK_KEPT[by_patient, kept.new])]
    said += [speech.say(words.REST_NOT_SAVED[kept.new])] if rest_lost else []
    g.risk_words = " ".join(said)
    # What stands on the patient's pages was read before this was known.
    g.pop("crisis", None)
    g.crisis_changed = True
