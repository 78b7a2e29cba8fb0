"""The caseload as it stands on screen: each row says why in words, how long it has waited and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple

from sqlalchemy import BindParameter, bindparam, func, or_, select

from varde.alerts.causes import cause_of
from varde.alerts.open import open_alerts_of
from varde.assessments.trends import trends_of
from varde.caseload import words
from varde.caseload.asked import Sort
from varde.caseload.handed import StandsFor, is_fresh
from varde.caseload.listed import ListedRow
from varde.caseload.service import reason_of, waited
from varde.caseload.track_words import TrackWords
from varde.caseload.waiting import duration
from varde.enrolments.words import STATE
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.entries import waiting_exercises
from varde.notifications.models import Delivery
from varde.programmes.gone import programme_of
from varde.record.overviews import phases_on
from varde.record.trajectory import occasion_title
from varde.record.words import ACTION, BAND, BAND_MEANS, BAND_OF, TREND
from varde.referrals.words import OUTCOME
from varde.scheduling.models import AgendaItem
from varde.standing.deterioration import Deterioration, Since, deterioration_of
from varde.standing.replies import Reply, reply_due
from varde.standing.silence import days_of
from varde.standing.start import SinceStart, since_start
from varde.standing.words import worse_in_words

SHOWN_ANSWERS = 8
FLAT = 0.04
"""Share of the scale that a trend must move to be called up or down."""

LeadsTo = Literal["referral", "alerts", "messages", "trajectory", "exercises", "plan", "record"]
_PLACE: Mapping[str, LeadsTo] = {
    "unanswered": "messages",
    "overdue": "messages",
    "inactive": "messages",
    "deterioration": "trajectory",
    "worse": "trajectory",
    "exercise": "exercises",
    "plan": "plan",
}
_SENTENCE = {"deterioration": words.ANSWER_PASSED_LIMIT_TODAY, "risk": words.ANSWER_PASSED_LIMIT}
"""Why somebody is listed, where there is nothing to fill in."""
ALERTING = ("risk", "deterioration")
"""Reasons that an open alert stands for; the others have words of their own beside it."""

# What the rows of a page need from elsewhere: put together once, and as columns.
_THESE: BindParameter[list[int]] = bindparam("ids", expanding=True)
LATE = (
    select(AgendaItem.enrolment_id, AgendaItem.key, AgendaItem.due_at)
    .where(
        AgendaItem.enrolment_id.in_(_THESE),
        AgendaItem.kind == "assessment",
        AgendaItem.state == "planned",
        AgendaItem.due_at < bindparam("now"),
        # What closes when it is due, as each time of a rhythm does, is never late.
        or_(AgendaItem.closes_at.is_(None), AgendaItem.closes_at > AgendaItem.due_at),
    )
    .order_by(AgendaItem.due_at.desc())
)
"""The last of an enrolment is the one that has waited longest."""
REMINDERS = (
    select(Delivery.enrolment_id, func.count())
    .where(Delivery.enrolment_id.in_(_THESE), Delivery.notice == "reminder", Delivery.state == "sent")
    .where(Delivery.sent_at > bindparam("month_ago"))
    .group_by(Delivery.enrolment_id)
)


NONE_HANDED: Mapping[int, StandsFor] = {}
NO_QUOTES: Mapping[int, str] = {}


class RecentTotals(NamedTuple):
    """The latest totals as shares of the scale of ``instrument``, and the word for how far it has moved ``since`` the start;
    that is None while there is nothing to compare. ``worse``: the latest answer is a deterioration."""

    shares: tuple[float, ...]
    word: Text
    instrument: str = ""
    since: SinceStart | None = None
    worse: bool = False


class CaseloadLine(NamedTuple):
    """One patient on the board. ``laid`` is stones of the mini cairn, 0-5. ``leads_to`` is where the action is
    done, and ``crossed`` what open alerts say. ``silence`` is in days, None for whoever is not listed for it; ``reply`` and
    ``answer`` (on the referral) are what she waits for; ``worse`` is the instrument by which she is, and against what; ``tag``
    what the gravest alert is about, for one that is no danger.

    ``quote`` is the newest message that has no answer, cut short; ``fresh``: what she stands for is new to the reader.

    Of a reason that a plugin hands in, ``reason`` is its key, and ``tag`` and ``icon`` are its own.
    """

    row: ListedRow
    reason: str
    why: str
    about: str
    waited: str
    place: str
    laid: int
    trend: RecentTotals
    leads_to: LeadsTo
    action: Text
    crossed: str = ""
    silence: int | None = None
    reply: Reply | None = None
    answer: Reply | None = None
    worse: tuple[str, Since] | None = None
    tag: Text | None = None
    icon: str = ""
    quote: str = ""
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Urgency:
    """Rows that wait equally long: now, today, this week."""

    key: str
    title: Text
    means: Text
    lines: tuple[CaseloadLine, ...] = field(default_factory=tuple)


def bands_of(
    work: Work,
    speech: Speech,
    rows: Sequence[ListedRow],
    handed: Mapping[int, StandsFor] = NONE_HANDED,
    quotes: Mapping[int, str] = NO_QUOTES,
    fresh_since: datetime | None = None,
    sort: Sort = "urgency",
) -> list[Urgency]:
    """The rows in words, by urgency; in another order all of them in one. ``handed`` are those that stand for the reason of a
    plugin, ``quotes`` what those who wait for an answer have written. Two statements, and one more each where an exercise waits,
    where somebody is late and where somebody is silent."""
    board = _Board(work, speech, rows)
    lines: dict[str, list[CaseloadLine]] = {}
    for row in rows:
        stands = handed.get(row.enrolment_id)
        line = board.line(row) if stands is None else board.line_for(row, stands)
        fresh = fresh_since is not None and is_fresh(row, stands, fresh_since)
        if fresh or row.enrolment_id in quotes:
            line = line._replace(fresh=fresh, quote=quotes.get(row.enrolment_id, ""))
        band = BAND_OF[line.reason] if stands is None else band_behind(stands.reason.after)
        lines.setdefault(band if sort == "urgency" else sort, []).append(line)
    if sort != "urgency":
        return [Urgency(key, words.SORTED[key], words.DANGER_FIRST, tuple(each)) for key, each in lines.items()]
    return [Urgency(key, BAND[key], BAND_MEANS[key], tuple(lines[key])) for key in BAND if key in lines]


def band_behind(reason: str) -> str:
    """The band of what stands behind a reason: danger is alone in its own."""
    return "today" if reason == "risk" else BAND_OF[reason]


class _Standing(NamedTuple):
    """One row, and what was worked out about it."""

    row: ListedRow
    way: TrackWords
    reason: str
    crossed: str
    silence: int | None
    reply: Reply | None
    answer: Reply | None
    worse: _Worse | None


_WORSE = ("worse", "plan")


class _Worse(NamedTuple):
    instrument: Instrument
    said: Deterioration
    on: date


class _Board:
    """What the rows of one page need from elsewhere, fetched once for all of them."""

    def __init__(self, work: Work, speech: Speech, rows: Sequence[ListedRow]) -> None:
        self.work, self.speech, self.say = work, speech, cache(speech.say)
        self.ways: dict[tuple[str, str | None], TrackWords] = {}
        for row in rows:
            if (row.programme, row.track) not in self.ways:
                programme = programme_of(work, row.programme)
                self.ways[row.programme, row.track] = TrackWords(work, speech, programme, row.track)
        ids = [row.enrolment_id for row in rows]
        self.trends = trends_of(
            work, {row.enrolment_id: (self.ways[row.programme, row.track].main, *row.worse_by) for row in rows}
        )
        self.worse = {
            row.enrolment_id: self._worse(row) for row in rows if reason_of(row) in (*_WORSE, "deterioration")
        }
        answered = ((row, self.worse.get(row.enrolment_id)) for row in rows)
        days = {row.enrolment_id: (programme_of(work, row.programme), each.on) for row, each in answered if each}
        self.phases = phases_on(work, speech, days)
        self.alerts = open_alerts_of(work, ids)
        owing = [row.enrolment_id for row in rows if reason_of(row) == "overdue"]
        late = work.columns(LATE, {"ids": owing, "now": work.now}) if owing else ()
        self.overdue = {row.enrolment_id: row for row in late}
        quiet = owing + [row.enrolment_id for row in rows if reason_of(row) == "inactive"]
        month_ago = work.now - timedelta(days=30)
        sharing = [row.enrolment_id for row in rows if reason_of(row) == "exercise"]
        self.exercises = waiting_exercises(work, sharing) if sharing else {}
        reminded = work.columns(REMINDERS, {"ids": quiet, "month_ago": month_ago}) if quiet else ()
        self.reminders = {row[0]: row[1] for row in reminded}

    def line(self, row: ListedRow) -> CaseloadLine:
        reason, way, crossed = reason_of(row), self.ways[row.programme, row.track], self._crossed(row)
        now, since = self.work.now, waited(row, self.work.now)
        reply, answer = (
            reply_due(row.waiting_since, row.reply_by, now),
            reply_due(row.referral_since, row.decide_by, now),
        )
        silence = self._silence(row.inactive_since) if row.inactive_since else None
        worse = self.worse.get(row.enrolment_id) if reason in _WORSE else None
        place, laid = self._place(row, way)
        born = self.say(words.BORN, year=row.birth_year) + ", " if row.birth_year else ""
        return CaseloadLine(
            row,
            reason,
            self._why(_Standing(row, way, reason, crossed, silence, reply, answer, worse)),
            born + way.title,
            duration(self.speech, since) if since is not None else "",
            place,
            laid,
            self._trend(row, way),
            self._leads_to(row, reason),
            ACTION[reason],
            crossed,
            silence,
            reply,
            answer,
            (worse.instrument.key, worse.said.since) if worse else None,
            self._tag(row, reason),
        )

    def line_for(self, row: ListedRow, handed: StandsFor) -> CaseloadLine:
        """A row that stands for the reason of a plugin; what else there is about it stays."""
        reason, waits = handed
        return self.line(row)._replace(
            reason=reason.key,
            why=self.say(waits.sentence),
            waited=duration(self.speech, self.work.now - waits.since),
            leads_to="record",
            action=reason.action,
            tag=reason.title,
            icon=reason.icon,
        )

    def _tag(self, row: ListedRow, reason: str) -> Text | None:
        pairs = self.alerts.get(row.enrolment_id) if reason == "deterioration" else None
        return cause_of(pairs[0][1], self.work.catalogue.all(Instrument)) if pairs else None

    def _leads_to(self, row: ListedRow, reason: str) -> LeadsTo:
        if reason in ALERTING and row.enrolment_id in self.alerts:
            return "alerts"
        if row.referral_since is not None:
            return "referral"
        return _PLACE.get(reason, "record")

    def _crossed(self, row: ListedRow) -> str:
        """What the gravest open alert says, how many more there are, and that nobody opened it in time."""
        pairs = self.alerts.get(row.enrolment_id)
        if not pairs:
            return ""
        said = self.say(pairs[0][1].title)
        if any(raised.state == "escalated" for raised, _declared in pairs):
            said += " " + self.say(words.NOBODY_OPENED)
        if len(pairs) > 1:
            said += " " + self.speech.count(words.MORE_ALERTS, len(pairs) - 1)
        return said

    def _place(self, row: ListedRow, way: TrackWords) -> tuple[str, int]:
        if row.state != "active":
            return self.say(STATE[row.state]), 0
        if row.module not in way.modules:
            return self.say(words.NOT_BEGUN), 0
        said, steps = way.modules[row.module]
        return said, min(5, row.steps_done * 5 // steps)

    def _trend(self, row: ListedRow, way: TrackWords) -> RecentTotals:
        responses, instrument = self.trends[row.enrolment_id][way.main], way.instrument
        if not responses or instrument is None:
            return RecentTotals((), TREND["none"])
        low, high = instrument.total_range or (0, max(*(response.total for response in responses), 1))
        shares = tuple((response.total - low) / (high - low) for response in responses[-SHOWN_ANSWERS:])
        since = since_start(instrument, responses) if len(responses) > 1 else None
        if since is None or since.moved is None:
            return RecentTotals(shares, TREND["few"], instrument.key)
        moved = since.moved / (high - low)
        word = "flat" if abs(moved) < FLAT else "up" if moved > 0 else "down"
        worse = deterioration_of(instrument, responses) is not None
        return RecentTotals(shares, TREND[word], instrument.key, since, worse)

    def _why(self, stands: _Standing) -> str:
        reason, row = stands.reason, stands.row
        if stands.crossed and reason in ALERTING:
            return self.phases.get(row.enrolment_id, "") if reason == "deterioration" else ""
        if reason in _SENTENCE:
            return self.say(_SENTENCE[reason])
        says = {
            "referral": self._why_referral,
            "unanswered": self._why_unanswered,
            "worse": self._why_worse,
            "plan": self._why_worse,
            "exercise": self._why_exercise,
            "overdue": self._why_overdue,
            "inactive": self._why_inactive,
        }.get(reason)
        if says is not None:
            return says(stands)
        return "" if row.state == "active" else self.say(STATE[row.state]) + "."

    def _why_referral(self, stands: _Standing) -> str:
        row, answer = stands.row, stands.answer
        if answer is None or row.outcome is None:
            return self.say(words.WAITING_FOR_ASSESSMENT)
        source = self.say(words.BY_CLINICIAN if row.source == "clinician" else words.BY_THEMSELVES)
        until = self.say(words.ANSWER_DUE, day=self.speech.weekday(answer.by))
        return f"{source} {self.say(OUTCOME[row.outcome])}. {until}"

    def _why_unanswered(self, stands: _Standing) -> str:
        reply = stands.reply
        if reply is None:
            return self.say(words.WAITING_FOR_ANSWER)
        return self.say(words.ANSWER_WAS_DUE if reply.late else words.WAITING_UNTIL, day=self.speech.weekday(reply.by))

    def _why_worse(self, stands: _Standing) -> str:
        if stands.worse is None:
            return self.say(words.WORSE)
        instrument, said, _ = stands.worse
        sentence = worse_in_words(instrument, said, self.speech.language)
        return f"{self.say(instrument.title)}: {sentence} {self.phases.get(stands.row.enrolment_id, '')}".strip()

    def _worse(self, row: ListedRow) -> _Worse | None:
        """How she is worse by the instrument that has said so longest."""
        for key in row.worse_by:
            instrument = self.work.catalogue.all(Instrument).get(key)
            answers = self.trends[row.enrolment_id][key]
            said = deterioration_of(instrument, answers) if instrument is not None else None
            if instrument is not None and said is not None:
                return _Worse(instrument, said, self.speech.date_of(answers[-1].at))
        return None

    def _why_exercise(self, stands: _Standing) -> str:
        since, waiting = stands.row.exercise_since, self.exercises.get(stands.row.enrolment_id)
        if since is None or waiting is None:
            return ""
        title = stands.way.exercises.get((waiting.module, waiting.step), waiting.step)
        shared = self.say(words.EXERCISE_SHARED, title=title, day=self.speech.weekday(since))
        return f"{shared} {self.speech.count(words.ENTRIES_WAIT, waiting.entries)}"

    def _why_overdue(self, stands: _Standing) -> str:
        item = self.overdue.get(stands.row.enrolment_id)
        if item is None:
            return self.say(words.FORM_LATE)
        title = occasion_title(self.speech, stands.way.programme, item.key)
        late = self.say(words.FORM_WAS_DUE, title=title, day=self.speech.weekday(item.due_at))
        return late + self._reminded(stands.row)

    def _why_inactive(self, stands: _Standing) -> str:
        return self.say(words.NOT_ACTIVE, n=stands.silence) + self._reminded(stands.row)

    def _silence(self, since: datetime) -> int:
        """Days of silence, of a row that is listed for it."""
        return days_of(self.speech.date_of(since), self.work.now, self.work.zone)

    def _reminded(self, row: ListedRow) -> str:
        sent = self.reminders.get(row.enrolment_id, 0)
        if not sent:
            return ""
        return " " + (self.say(words.ONE_REMINDER_SENT) if sent == 1 else self.say(words.REMINDERS_SENT, n=sent))
