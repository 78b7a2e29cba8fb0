"""What pages of an enrolment share: where it is, what can be read, and the answer to a script that saves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import g

from varde.enrolments.models import Enrolment
from varde.enrolments.rules import UNDER_WAY
from varde.identity.models import Organisation
from varde.modules.next_rules import WhatIsNext, what_is_next
from varde.modules.path_rules import Path
from varde.web.patient import words
from varde.web.shell import http


@dataclass(frozen=True, slots=True)
class PatientPlace:
    """Which enrolment the page is about. ``organisation`` and ``unread`` are None when the view does not know them."""

    enrolment_id: int
    organisation: Organisation | None = None
    unread: int | None = None
    programme: str = ""


def stand_at(enrolment: Enrolment, *, organisation: Organisation | None = None, unread: int | None = None) -> None:
    """Tell the shell which enrolment its menu leads to, and what the view knows already, to ask nothing twice."""
    g.patient_place = PatientPlace(enrolment.id, organisation, unread, enrolment.programme)


def may_read(enrolment: Enrolment, now: datetime) -> bool:
    """Whether the patient can read the modules: begun, not broken off, and the time with access not over."""
    begun = enrolment.state in ("active", "paused", "completed")
    return begun and (enrolment.access_until is None or now <= enrolment.access_until)


def way_ahead(enrolment: Enrolment, path: Path, now: datetime) -> WhatIsNext | None:
    """What comes next on her way, as every page says it; None where there is none to go: it is not under way, her access is over,
    or nothing is on it."""
    if enrolment.state not in UNDER_WAY or not may_read(enrolment, now) or not (path.modules or path.extras):
        return None
    return what_is_next(path, paused=enrolment.state == "paused")


def saved_at(at: datetime) -> str:
    """“Lagret kl. 10.42”."""
    return http.speech().say(words.SAVED) + f" {http.speech().clock(at)}"


def saved_answer(at: datetime) -> dict[str, str]:
    """What autosave.js is told when a draft is stored."""
    saved = saved_at(at)
    return {"saved": saved, "text": saved, "at": at.isoformat()}
