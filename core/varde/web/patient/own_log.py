"""Who has looked in the patient's record: on her page, and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import render_template, request
from werkzeug.wrappers import Response

from varde.audit.models import AccessEntry
from varde.audit.words import ACTION, BASIS, WHAT
from varde.enrolments.break_glass import to_patient
from varde.enrolments.service import reasons_of
from varde.identity.rights import ROLES
from varde.identity.service import Actor
from varde.kernel.characters import row_number
from varde.kernel.errors import NotFound
from varde.kernel.typeset import can_typeset, typeset
from varde.kernel.words import Text
from varde.plugin.registry import Plugin
from varde.plugin.shown import logged_as
from varde.privacy.service import looks_at
from varde.web.patient import words
from varde.web.patient.pages import bp
from varde.web.shell import http
from varde.web.shell.break_glass_told import told_in_words
from varde.web.shell.pages import actor, audience

ENTRIES = 50
MOST_ON_PAPER = 2000
ONE_SITTING = timedelta(minutes=10)
LAYOUT = Path(__file__).with_name("access_log.typ")


@dataclass(frozen=True, slots=True)
class Look:
    """One line of the access log, in words."""

    at: datetime
    name: str
    sentence: str
    where: str
    why: str
    own: bool
    reason: str = ""
    """What was written about why, by whoever took over or handed over."""
    file: bool = False
    times: int = 1
    """How often within ten minutes, of files: a page of pictures opens each, and a film is opened piece by piece."""


_ROLES = {**ROLES, "system": Text("Systemet", "Systemet", "The system")}


@bp.get("/innsyn")
@audience("patient")
def access_log() -> str:
    """Who opened or changed my record: newest first, others' looks alone unless all are asked for."""
    work, signed_in = http.work(), actor()
    everything, before = request.args.get("alle") == "1", _page_from(request.args.get("for", ""))
    by_glass = to_patient(work, signed_in.person_id)
    rows = looks_at(
        work,
        signed_in.person_id,
        but_by=None if everything else signed_in.person_id,
        before=before,
        most=ENTRIES + 1,
        held=by_glass.held,
    )
    looks = _in_words(rows[:ENTRIES])
    older = rows[ENTRIES - 1][0].id if len(rows) > ENTRIES else None
    return render_template(
        "patient/access_log.html",
        looks=_together(looks),
        everything=everything,
        older=older,
        by_glass=[told_in_words(row) for row in by_glass.shown if before is None],
        can_typeset=can_typeset(),
    )


@bp.get("/innsyn/pdf", endpoint="access_log_pdf")
@audience("patient")
def on_paper() -> Response:
    """The looks of others as a PDF, newest first. :raises NotFound: none can be made here."""
    if not can_typeset():
        raise NotFound()
    work, me, speech = http.work(), actor().person_id, http.speech()
    by_glass = to_patient(work, me)
    lines = _together(_in_words(looks_at(work, me, but_by=me, most=MOST_ON_PAPER, held=by_glass.held)))
    content = {
        "language": speech.language,
        "title": speech.say(words.LOG_TITLE),
        "lead": speech.say(words.LOG_LEAD, name=actor().name, day=speech.day(speech.now, year=True)),
        "foot": speech.say(words.LOG_TITLE),
        "columns": [speech.say(column) for column in words.LOG_COLUMNS],
        "opened": [told_in_words(row) for row in by_glass.shown],
        "rows": [_on_line(line) for line in lines],
        "empty": speech.say(words.LOG_EMPTY),
    }
    answer = Response(typeset(LAYOUT, "log", content, work.today), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="innsyn.pdf"'
    return answer


def _on_line(look: Look) -> list[str]:
    speech = http.speech()
    moment = f"{speech.day(look.at, year=True)}, {speech.clock(look.at)}"
    times = f" ({look.times})" if look.times > 1 else ""
    reason = f" «{look.reason}»" if look.reason else ""
    return [moment, f"{look.name} {look.sentence}{times}", " ".join(filter(None, (look.why + reason, look.where)))]


def _in_words(rows: Sequence[tuple[AccessEntry, str | None]]) -> list[Look]:
    signed_in = actor()
    reasons = reasons_of(http.work(), [entry.enrolment_id for entry, _where in rows if entry.what == "take_over"])
    return [
        replace(_look(entry, where, signed_in), reason=reasons.get((entry.enrolment_id or 0, entry.at), ""))
        for entry, where in rows
    ]


def _together(looks: Iterable[Look]) -> list[Look]:
    """The lines with looks at files that follow one another, by the same person, as one of them: the newest."""
    lines: list[Look] = []
    for look in looks:
        if lines and _is_same_sitting(lines[-1], look):
            lines[-1] = replace(lines[-1], times=lines[-1].times + 1)
        else:
            lines.append(look)
    return lines


def _is_same_sitting(newest: Look, look: Look) -> bool:
    same = replace(look, at=newest.at, times=newest.times) == newest
    return look.file and same and newest.at - look.at <= ONE_SITTING


def _page_from(asked: str) -> int | None:
    number = row_number(asked)
    if asked and number is None:
        raise NotFound()
    return number


def _look(entry: AccessEntry, where: str | None, signed_in: Actor) -> Look:
    # Only herself is a patient in her own log, under whatever number: of her the log has no name.
    language, own = http.language(), entry.actor_id == signed_in.person_id or entry.role == "patient"
    role = _ROLES[entry.role].to(language) if entry.role in _ROLES else entry.role
    name = http.speech().say(words.YOU) if own else f"{entry.actor_name} ({role.lower()})"
    action = ACTION[entry.action].to(language) if entry.action in ACTION else entry.action
    record_part = WHAT[entry.what].to(language) if entry.what in WHAT else _page_looked_at(entry.what, language)
    why = BASIS[entry.basis].to(language) if entry.basis in BASIS else entry.basis
    return Look(entry.at, name, f"{action} {record_part}", where or "", why, own, file=entry.what == "files")


def _page_looked_at(page_key: str, language: str) -> str:
    """What an entry about a page of a plugin says; the plugin may be gone since."""
    for plugin in http.work().catalogue.all(Plugin).values():
        for page in plugin.pages:
            if page_key == logged_as(plugin.key, page.path):
                return words.A_PAGE.filled(title=page.title).to(language)
    return words.SOME_PAGE.to(language) if page_key.startswith("p/") else page_key
