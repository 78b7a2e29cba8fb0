"""The caseload as it stands on screen: each row says why in words, how long it has waited and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import BindParameter, bindparam, func, select

from varde.alerts.service import open_alerts_of
from varde.assessments.trends import trends_of
from varde.caseload import words
from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of, waited
from varde.dialogue.models import Thread
from varde.enrolments.models import Referral
from varde.enrolments.words import STATE
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.record.trajectory import occasion_title
from varde.record.words import ACTION, BAND, BAND_MEANS, BAND_OF, TREND
from varde.referrals.words import OUTCOME
from varde.scheduling.models import AgendaItem
from varde.standing.replies import Reply, reply_due
from varde.standing.silence import days_of
from varde.standing.start import SinceStart, since_start, start_of
from varde.standing.words import meaning, movement

SHOWN_ANSWERS = 8
FLAT = 0.04
"""Share of the scale that a trend must move to be called up or down."""

Place = Literal["referral", "alerts", "messages", "trajectory", "record"]
_PLACE: Mapping[str, Place] = {
    "unanswered": "messages",
    "overdue": "messages",
    "inactive": "messages",
    "deterioration": "trajectory",
    "worse": "trajectory",
}
ALERTING = ("risk", "deterioration")
"""Reasons that an open alert stands for; the others have words of their own beside it."""

# What the rows of a page need from elsewhere: put together once, and as columns.
_THESE: BindParameter[list[int]] = bindparam("ids", expanding=True)
THREADS = select(Thread.enrolment_id, Thread.waiting_since, Thread.answer_by).where(Thread.enrolment_id.in_(_THESE))
OPEN_REFERRALS = select(Referral.enrolment_id, Referral.source, Referral.outcome, Referral.answer_by).where(
    Referral.enrolment_id.in_(_THESE), Referral.decision.is_(None)
)
LATE = (
    select(AgendaItem.enrolment_id, AgendaItem.key, AgendaItem.due_at)
    .where(
        AgendaItem.enrolment_id.in_(_THESE),
        AgendaItem.kind == "assessment",
        AgendaItem.state == "planned",
        AgendaItem.due_at < bindparam("now"),
    )
    .order_by(AgendaItem.due_at.desc())
)
REMINDERS = (
    select(Delivery.enrolment_id, func.count())
    .where(Delivery.enrolment_id.in_(_THESE), Delivery.notice == "reminder", Delivery.state == "sent")
    .where(Delivery.sent_at > bindparam("month_ago"))
    .group_by(Delivery.enrolment_id)
)


@dataclass(frozen=True, slots=True)
class Trend:
    """The latest totals as shares of the scale of ``instrument``, and the word for how far it has moved ``since`` the start;
    that is None while there is nothing to compare."""

    shares: tuple[float, ...]
    word: Text
    instrument: str = ""
    since: SinceStart | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One patient on the board. ``laid`` is stones of the mini cairn, 0-5. ``leads_to`` is where the action is
    done, and ``crossed`` what open alerts say. ``silence`` is in days, None for whoever is not listed for it; ``reply`` and
    ``answer`` (on the referral) are what she waits for."""

    row: CaseloadRow
    reason: str
    why: str
    who: str
    waited: str
    place: str
    laid: int
    trend: Trend
    leads_to: Place
    action: Text
    crossed: str = ""
    silence: int | None = None
    reply: Reply | None = None
    answer: Reply | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that wait equally long: now, today, this week."""

    key: str
    title: Text
    means: Text
    lines: tuple[Line, ...] = field(default_factory=tuple)


def bands_of(work: Work, speech: Speech, rows: Sequence[CaseloadRow]) -> list[Band]:
    """The rows in words, by urgency. Six statements, whatever there is."""
    board = _Board(work, speech, rows)
    lines = [board.line(row) for row in rows]
    found: dict[str, Band] = {}
    for key in BAND:
        band = Band(key, BAND[key], BAND_MEANS[key], tuple(line for line in lines if BAND_OF[line.reason] == key))
        if band.lines:
            found[key] = band
    return list(found.values())


class _Board:
    """What the rows of one page need from elsewhere, fetched once for all of them."""

    def __init__(self, work: Work, speech: Speech, rows: Sequence[CaseloadRow]) -> None:
        self.work, self.speech = work, speech
        self.programmes = {row.enrolment_id: work.catalogue.one(Programme, row.programme) for row in rows}
        ids = list(self.programmes)
        self.mains = {row.enrolment_id: self.programmes[row.enrolment_id].main_instrument(row.track) for row in rows}
        wanted = {row.enrolment_id: (self.mains[row.enrolment_id] or "", *row.worse_by) for row in rows}
        self.trends = trends_of(work, wanted)
        self.alerts = open_alerts_of(work, ids)
        self.threads = _by_enrolment(work.session.execute(THREADS, {"ids": ids}).all())
        self.referrals = _by_enrolment(work.session.execute(OPEN_REFERRALS, {"ids": ids}).all())
        self.overdue = _by_enrolment(work.session.execute(LATE, {"ids": ids, "now": work.now}).all())
        month_ago = work.now - timedelta(days=30)
        reminders = work.session.execute(REMINDERS, {"ids": ids, "month_ago": month_ago})
        self.reminders: dict[int | None, int] = {row[0]: row[1] for row in reminders}

    def line(self, row: CaseloadRow) -> Line:
        reason = reason_of(row)
        programme = self.programmes[row.enrolment_id]
        track = next((self.speech.say(t.title) for t in programme.tracks if t.key == row.track), "")
        born = self.speech.say(words.BORN, year=row.birth_year) + ", " if row.birth_year else ""
        place, laid = self._place(row)
        since = waited(row, self.work.now)
        crossed = self._crossed(row)
        line = Line(
            row,
            reason,
            self._why(row, reason, crossed),
            f"{born}{self.speech.say(programme.title)} {track.lower()}".strip(),
            duration(self.speech, since) if since is not None else "",
            place,
            laid,
            self._trend(row),
            self._leads_to(row, reason),
            ACTION[reason],
            crossed,
            self.silent(row) if row.inactive_since else None,
            self._reply(row),
            self._answer(row),
        )
        if reason == "risk" and row.referral_since is not None:
            return replace(line, why=self.speech.say(words.LIFE_IN_DANGER))
        return line

    def _leads_to(self, row: CaseloadRow, reason: str) -> Place:
        if row.referral_since is not None:
            return "referral"
        if reason in ALERTING and self.alerts.get(row.enrolment_id):
            return "alerts"
        return _PLACE.get(reason, "record")

    def _crossed(self, row: CaseloadRow) -> str:
        """What the gravest open alert says, how many more there are, and that nobody opened it in time."""
        pairs = self.alerts.get(row.enrolment_id, [])
        if not pairs:
            return ""
        said = [self.speech.say(pairs[0][1].title)]
        if any(raised.state == "escalated" for raised, _declared in pairs):
            said.append(self.speech.say(words.NOBODY_OPENED))
        if len(pairs) > 1:
            said.append(self.speech.count(words.MORE_ALERTS, len(pairs) - 1))
        return " ".join(said)

    def _place(self, row: CaseloadRow) -> tuple[str, int]:
        if row.state != "active":
            return self.speech.say(STATE[row.state]), 0
        module = next((m for m in self.programmes[row.enrolment_id].modules if m.key == row.module), None)
        if module is None:
            return self.speech.say(words.NOT_BEGUN), 0
        laid = min(5, row.steps_done * 5 // max(1, len(module.steps)))
        return self.speech.say(words.MODULE, number=module.number), laid

    def _trend(self, row: CaseloadRow) -> Trend:
        key = self.mains[row.enrolment_id]
        responses = self.trends[row.enrolment_id].get(key or "", [])
        if not responses or key is None:
            return Trend((), TREND["none"])
        instrument = self.work.catalogue.one(Instrument, key)
        low, high = instrument.total_range or (0, max(*(response.total for response in responses), 1))
        shares = tuple((response.total - low) / (high - low) for response in responses[-SHOWN_ANSWERS:])
        since = since_start(instrument, responses)
        if since is None or since.moved is None:
            return Trend(shares, TREND["few"], key)
        moved = since.moved / (high - low)
        word = "flat" if abs(moved) < FLAT else "up" if moved > 0 else "down"
        return Trend(shares, TREND[word], key, since)

    def _why(self, row: CaseloadRow, reason: str, crossed: str) -> str:
        if crossed and reason in ALERTING:
            return ""
        if reason == "referral":
            return self._why_referral(row)
        if reason == "unanswered":
            return self._why_unanswered(row)
        if reason == "deterioration":
            return self.speech.say(words.ANSWER_PASSED_LIMIT_TODAY)
        if reason == "worse":
            return self._why_worse(row)
        if reason == "overdue":
            return self._why_overdue(row)
        if reason == "inactive":
            return self._why_inactive(row)
        if reason == "risk":
            return self.speech.say(words.ANSWER_PASSED_LIMIT)
        return "" if row.state == "active" else self.speech.say(STATE[row.state]) + "."

    def _why_referral(self, row: CaseloadRow) -> str:
        referral, answer = self.referrals.get(row.enrolment_id), self._answer(row)
        if referral is None or answer is None:
            return self.speech.say(words.WAITING_FOR_ASSESSMENT)
        source = self.speech.say(words.BY_CLINICIAN if referral.source == "clinician" else words.BY_THEMSELVES)
        until = self.speech.say(words.ANSWER_DUE, day=self._day(answer.by))
        return f"{source} {self.speech.say(OUTCOME[referral.outcome])}. {until}"

    def _why_unanswered(self, row: CaseloadRow) -> str:
        reply = self._reply(row)
        if reply is None:
            return self.speech.say(words.WAITING_FOR_ANSWER)
        day = self._day(reply.by)
        if reply.late:
            return self.speech.say(words.ANSWER_WAS_DUE, day=day)
        return self.speech.say(words.WAITING_UNTIL, day=day)

    def _answer(self, row: CaseloadRow) -> Reply | None:
        referral = self.referrals.get(row.enrolment_id)
        return reply_due(row.referral_since, referral.answer_by, self.work.now) if referral else None

    def _reply(self, row: CaseloadRow) -> Reply | None:
        thread = self.threads.get(row.enrolment_id)
        return reply_due(thread.waiting_since, thread.answer_by, self.work.now) if thread else None

    def _why_worse(self, row: CaseloadRow) -> str:
        for key in row.worse_by:
            instrument, responses = self.work.catalogue.all(Instrument).get(key), self.trends[row.enrolment_id][key]
            start, since = start_of(responses), since_start(instrument, responses)
            if instrument is not None and start is not None and since is not None and since.moved:
                moved = movement(since.moved, self.speech.language, at_start=since.at_start)
                means = meaning(instrument, start.total, responses[-1].total, self.speech.language)
                return f"{self.speech.say(instrument.title)}: {moved} {means}"
        return self.speech.say(words.WORSE_THAN_CHANCE)

    def _why_overdue(self, row: CaseloadRow) -> str:
        item = self.overdue.get(row.enrolment_id)
        if item is None:
            return self.speech.say(words.FORM_LATE)
        title = occasion_title(self.speech, self.programmes[row.enrolment_id], item.key)
        late = self.speech.say(words.FORM_WAS_DUE, title=title, day=self._day(item.due_at))
        return late + self._reminded(row)

    def _why_inactive(self, row: CaseloadRow) -> str:
        return self.speech.say(words.NOT_ACTIVE, n=self.silent(row)) + self._reminded(row)

    def silent(self, row: CaseloadRow) -> int:
        """Days of silence, of a row that is listed for it."""
        return days_of(self.speech.date_of(row.inactive_since or self.work.now), self.work.now, self.work.zone)

    def _reminded(self, row: CaseloadRow) -> str:
        sent = self.reminders.get(row.enrolment_id, 0)
        if not sent:
            return ""
        return " " + (
            self.speech.say(words.ONE_REMINDER_SENT) if sent == 1 else self.speech.say(words.REMINDERS_SENT, n=sent)
        )

    def _day(self, at: datetime) -> str:
        return self.speech.weekday(at)


def _by_enrolment(rows: Sequence[Any]) -> Mapping[int, Any]:
    """By enrolment id; where there are several, the last."""
    return {row.enrolment_id: row for row in rows}


def duration(speech: Speech, time: timedelta) -> str:
    """“2 t 58 min”, “1 d 20 t” under two days, “16 d” after that."""
    minutes = max(0, int(time.total_seconds() // 60))
    hours, days = minutes // 60, minutes // (24 * 60)
    if hours < 1:
        return speech.say(words.MINUTES, minutes=minutes)
    if days < 1:
        return speech.say(words.HOURS_MINUTES, hours=hours, minutes=minutes % 60)
    if days < 2:
        return speech.say(words.DAYS_HOURS, days=days, hours=hours % 24)
    return speech.say(words.DAYS, days=days)
