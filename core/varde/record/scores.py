"""Every instrument over time and every occasion of one enrolment, as the therapist reads them. No database of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from varde.assessments.models import Response
from varde.assessments.service import KIND, begun_at
from varde.assessments.sheet import Sheet, known_for_conditions
from varde.enrolments.models import Enrolment
from varde.instruments.values import Instrument
from varde.instruments.words import label_of_scale, plain, subscore_in_words
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.record import words
from varde.record.diaries import hours_in_words, written_in_words
from varde.record.score_words import band_in_words, changed_answers, made_up, mode_in_words, total_in_words
from varde.record.trajectory import Trajectory, instrument_over_time, occasion_title
from varde.record.words import AGENDA_STATE
from varde.scheduling.models import AgendaItem
from varde.standing.diary import Diary, diaries_of
from varde.standing.start import is_start, start_of
from varde.standing.words import Said, difference, figure, total_figure, verdict_in_words

FEW_DAYS = 3
"""How many of the latest days of a diary are listed among the occasions; all of them are under their instrument."""
TAG = {
    "open": "go",
    "overdue": "now",
    "done": "done",
    "planned": "",
    "missed": "other",
    "cancelled": "",
    "failed": "risk",
}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One response in the table of its instrument. ``note`` is what must be known of its total; ``mark`` is how it came
    and its version when that is another."""

    response_id: int
    date: str
    occasion: str
    total: str
    note: str
    scored: bool
    band: str
    since_last: str
    since_start: str
    verdict: Said
    subscores: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class InstrumentOverTime:
    """One instrument: its curve and its table, the newest first. ``instrument`` is None when it is no longer installed.

    ``main`` is the patient's own trend; ``totals``, ``bands`` and ``verdicts`` say which columns have anything in them;
    ``at_start`` whether change is counted from the start, or only from the first time it was asked.
    """

    key: str
    title: str
    instrument: Instrument | None
    trajectory: Trajectory | None
    scales: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    bands: bool
    verdicts: bool
    totals: bool
    main: bool
    at_start: bool

    @property
    def latest(self) -> str:
        """The newest result in words; empty before the first answer."""
        if not self.rows:
            return ""
        row = self.rows[0]
        return ", ".join(part for part in (row.total if row.total != "–" else "", row.band.lower()) if part)


@dataclass(frozen=True, slots=True)
class AnsweredThen:
    """One response at an occasion."""

    response_id: int
    title: str
    result: str
    changed: str
    mode: str


@dataclass(frozen=True, slots=True)
class OccasionEntry:
    """One occasion. ``state`` is open, overdue, planned, done, missed, cancelled or failed; ``left`` what is not answered."""

    item: AgendaItem
    title: str
    state: str
    words: str
    timing: str
    answered: tuple[AnsweredThen, ...]
    left: tuple[str, ...]
    on_demand: bool

    @property
    def tag(self) -> str:
        return TAG[self.state]


def courses_of(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    responses: Sequence[Response],
    agenda: Sequence[AgendaItem],
) -> list[InstrumentOverTime]:
    """Every instrument that was answered or has been asked, the programme's main one first, then as they are asked."""
    by_instrument: dict[str, list[Response]] = {}
    for response in responses:
        by_instrument.setdefault(response.instrument, []).append(response)
    main = programme.main_instrument(enrolment.track)
    asked = [key for item in agenda for key in _begun(work, enrolment, programme, item)]
    keys = dict.fromkeys(key for key in (main, *asked, *by_instrument) if key)
    known = work.catalogue.all(Instrument)
    return [
        _course(
            work, speech, enrolment, programme, key, known.get(key), by_instrument.get(key, []), agenda, key == main
        )
        for key in keys
        if key in asked or key in by_instrument
    ]


def _begun(work: Work, enrolment: Enrolment, programme: Programme, item: AgendaItem) -> tuple[str, ...]:
    if item.kind != KIND or item.opens_at > work.now or item.state == "cancelled":
        return ()
    occasion = programme.find_occasion(item.key)
    conditional = dict(occasion.conditions) if occasion else {}
    return tuple(key for key in occasion.asked(enrolment.track) if key not in conditional) if occasion else ()


def _course(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    key: str,
    instrument: Instrument | None,
    responses: Sequence[Response],
    agenda: Sequence[AgendaItem],
    main: bool,
) -> InstrumentOverTime:
    start, language = start_of(responses), speech.language
    scales = tuple(dict.fromkeys(name for response in responses for name in response.subscores or {}))
    rows, before = [], None
    for response in responses:
        rows.append(_row(speech, programme, instrument, start, before, response, scales))
        before = response if response.total is not None else before
    totals = any(response.total is not None for response in responses)
    trajectory = None
    if instrument is not None and totals:
        trajectory = instrument_over_time(work, speech, enrolment, programme, instrument, responses, agenda)
    titles = tuple(label_of_scale(instrument, name, language) if instrument else plain(name) for name in scales)
    title = instrument.title.to(language) if instrument else key
    return InstrumentOverTime(
        key,
        title,
        instrument,
        trajectory,
        titles,
        tuple(rows[::-1]),
        bands=any(row.band for row in rows),
        verdicts=any(row.verdict.words for row in rows),
        totals=any(row.total != "–" for row in rows),
        main=main,
        at_start=is_start(start),
    )


def _row(
    speech: Speech,
    programme: Programme,
    instrument: Instrument | None,
    start: Response | None,
    before: Response | None,
    response: Response,
    scales: Sequence[str],
) -> ScoreRow:
    language = speech.language
    verdict = verdict_in_words(instrument, start, response, language) if instrument else Said("")
    marks = [mode_in_words(speech, response)]
    if instrument is None or instrument.version != response.version:
        marks.append(speech.say(words.VERSION, version=response.version))
    return ScoreRow(
        response.id,
        _date(speech, response),
        occasion_title(speech, programme, response.occasion),
        _total(speech, instrument, response),
        made_up(speech, instrument, response),
        response.total is not None,
        band_in_words(speech, instrument, response.band),
        difference(instrument, before, response, language),
        difference(instrument, start, response, language),
        verdict,
        tuple(_subscore(speech, instrument, name, (response.subscores or {}).get(name)) for name in scales),
        ", ".join(m for m in marks if m),
    )


def _total(speech: Speech, instrument: Instrument | None, response: Response) -> str:
    if response.total is None:
        return total_in_words(speech, instrument, response)
    return total_figure(instrument, response.total, speech.language)


def _subscore(speech: Speech, instrument: Instrument | None, key: str, value: Any) -> str:
    if instrument is not None:
        return subscore_in_words(instrument, key, value, speech.language)
    return "–" if value is None else figure(value, speech.language) if isinstance(value, int | float) else str(value)


def _date(speech: Speech, response: Response) -> str:
    return speech.day(response.submitted_at or response.saved_at, year=True)


# --- occasions


def entries_of(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    responses: Sequence[Response],
    agenda: Sequence[AgendaItem],
) -> dict[str, list[OccasionEntry]]:
    """The occasions by when they matter: ``now`` (open and overdue), ``past`` (newest first) and ``later``; and in ``diaries``
    each diary in one line."""
    previous, begun = _previous(responses), begun_at(work, enrolment.id)
    asked = known_for_conditions(work, enrolment.id, programme.occasions)
    at_item: dict[int, list[Response]] = {}
    for response in responses:
        at_item.setdefault(response.agenda_id, []).append(response)
    by_place: dict[str, list[OccasionEntry]] = {"now": [], "past": [], "later": []}
    for item in agenda:
        if item.kind == KIND and item.key not in programme.in_rhythm:
            answered, half = at_item.get(item.id, []), begun.get(item.id, ())
            entry = _entry(work, speech, enrolment, programme, item, answered, previous, half, asked)
            place = {"open": "now", "overdue": "now", "planned": "later"}.get(entry.state, "past")
            by_place[place].append(entry)
    by_place["past"].reverse()
    rows = {item.id: item for item in agenda}
    by_place["diaries"] = [
        _diary_entry(work, speech, enrolment, programme, rows, diary, at_item, previous, asked)
        for diary in diaries_of(programme, agenda, work.now, work.zone)
    ]
    return by_place


def _diary_entry(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    rows: Mapping[int, AgendaItem],
    diary: Diary,
    at_item: Mapping[int, Sequence[Response]],
    previous: Mapping[int, Response | None],
    asked: Mapping[str, object],
) -> OccasionEntry:
    shown = diary.open or diary.ahead or diary.days[-1]
    item = rows[shown.agenda_id]
    known = work.catalogue.all(Instrument)
    latest = [response for day in diary.written[-FEW_DAYS:] for response in at_item.get(day.agenda_id, ())][::-1]
    answered = tuple(_answered(speech, known.get(r.instrument), r, previous[r.id], dated=True) for r in latest)
    left: tuple[str, ...] = ()
    if diary.open is not None:
        answered_today = {response.instrument: response for response in at_item.get(item.id, ())}
        sheet = Sheet(item, enrolment, programme, diary.occasion, answered_today, today=work.today, known=asked)
        left = tuple(known[key].title.to(speech.language) for key in sheet.unanswered if key in known)
    state = "open" if diary.open else "planned" if diary.ahead else "done"
    title, hours = diary.occasion.title.to(speech.language), hours_in_words(speech, diary)
    said = hours if state == "done" else _state_words(speech, state)
    timing = written_in_words(speech, diary) if state == "done" else f"{hours}. {written_in_words(speech, diary)}"
    return OccasionEntry(item, title, state, said, timing, answered, left, on_demand=False)


def _previous(responses: Sequence[Response]) -> Mapping[int, Response | None]:
    """For each response id, the response to the same instrument before it."""
    latest: dict[str, Response] = {}
    previous: dict[int, Response | None] = {}
    for response in responses:
        previous[response.id] = latest.get(response.instrument)
        latest[response.instrument] = response
    return previous


def _entry(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    item: AgendaItem,
    responses: Sequence[Response],
    previous: Mapping[int, Response | None],
    begun: Sequence[str],
    asked: Mapping[str, object],
) -> OccasionEntry:
    occasion, state = programme.find_occasion(item.key), state_of(work, item)
    known, language = work.catalogue.all(Instrument), speech.language
    left: tuple[str, ...] = ()
    if occasion is not None and state in ("open", "overdue"):
        by_key = {response.instrument: response for response in responses}
        sheet = Sheet(item, enrolment, programme, occasion, by_key, today=work.today, known=asked)
        left = tuple(known[key].title.to(language) for key in sheet.unanswered if key in known)
    answered = tuple(_answered(speech, known.get(r.instrument), r, previous[r.id]) for r in responses)
    when_said = _when(speech, item, state)
    if begun:
        titles = ", ".join(known[key].title.to(language) if key in known else key for key in begun)
        when_said = f"{when_said}. {speech.say(words.BEGUN, titles=titles)}"
    return OccasionEntry(
        item,
        occasion_title(speech, programme, item.key),
        state,
        _state_words(speech, state),
        when_said,
        answered,
        left,
        occasion is not None and bool(occasion.on_demand),
    )


def state_of(work: Work, item: AgendaItem) -> str:
    """The agenda's state, a planned one told apart as planned, open, overdue or missed."""
    if item.state != "planned":
        return item.state
    if item.closes_at and work.now > item.closes_at:
        return "missed"
    if work.now < item.opens_at:
        return "planned"
    return "overdue" if work.now > item.due_at else "open"


def _state_words(speech: Speech, state: str) -> str:
    if state in ("open", "overdue", "done"):
        return speech.say({"open": words.OPEN_NOW, "overdue": words.OVERDUE, "done": words.ANSWERED}[state])
    return speech.say(AGENDA_STATE[state])


def _when(speech: Speech, item: AgendaItem, state: str) -> str:
    day = speech.near_day
    if state == "done":
        return day(item.done_at or item.due_at)
    if state == "planned":
        return speech.say(words.OPENS_AND_DUE, opens=day(item.opens_at), due=day(item.due_at))
    if state in ("open", "overdue") and item.closes_at:
        return speech.say(words.DUE_AND_CLOSES, due=day(item.due_at), closes=day(item.closes_at))
    return speech.say(words.DUE, day=day(item.due_at))


def _answered(
    speech: Speech, instrument: Instrument | None, response: Response, before: Response | None, *, dated: bool = False
) -> AnsweredThen:
    band = band_in_words(speech, instrument, response.band)
    total = total_in_words(speech, instrument, response)
    result = total if response.total is None else speech.say(words.TOTAL, total=total)
    title = speech.say(instrument.title) if instrument else response.instrument
    return AnsweredThen(
        response.id,
        f"{title} {_date(speech, response)}" if dated else title,
        f"{result}, {band.lower()}" if band and result != "–" else band or result,
        changed_answers(speech, before, response),
        mode_in_words(speech, response),
    )
