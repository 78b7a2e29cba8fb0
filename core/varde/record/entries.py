"""The entries of an exercise as a page shows them: each in words, day by day, and the picture of a week with what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from varde.charts.charts import Chart
from varde.charts.days import HIGHEST, DayDots, dots
from varde.kernel.speech import Speech
from varde.kernel.text import clock_time
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.kind import REFUSED, kept, said
from varde.kinds.numbers import RatingScale
from varde.modules.dated import dated_kind
from varde.modules.entries import (
    Feedback,
    awaits_feedback,
    differs_from_shared,
    feedback_on,
    read_by_therapist,
    written_by_patient,
    written_then,
)
from varde.modules.models import Entry, EntryVersion
from varde.modules.rules import WeekFinding, finding_of
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.values import Exercise
from varde.record import entry_words as words
from varde.record.words import CLOCK, DAY

NAMED = 3
"""So many days are named in a sentence; more are counted."""
DARKNESS = 3
"""How many shades the stone beside an entry has."""


@dataclass(frozen=True, slots=True)
class FileSpokenOf:
    """A file that an answer speaks of: its key, and what it is."""

    key: str
    medium: str


@dataclass(frozen=True, slots=True)
class Written:
    """One field of an exercise, by its ``key``, answered. ``quote`` for what is written in own words; ``files`` are those it speaks
    of."""

    key: str
    label: str
    value: str
    quote: bool
    files: tuple[FileSpokenOf, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry in words: what is hers, or what she has shared of it.

    ``number`` is its first charted number, "" without one, and ``shade`` how far up its scale that is, 1 to 3, 0 when the scale is
    too long to say. ``heading`` is what it is called beside that, ``clock`` “kl. 07.40”. ``unshared``: her therapist reads another
    version than this; never so of what she has shared. ``open_later``: nothing is written yet of what is asked afterwards.
    """

    row: Entry
    answers: Mapping[str, Any]
    day: date
    clock: str
    number: str
    shade: int
    heading: str
    written: tuple[Written, ...]
    feedback: tuple[Feedback, ...]
    unshared: bool
    waits: bool
    kind: DatedEntries
    open_later: bool = False

    @property
    def beside(self) -> tuple[Written, ...]:
        """What is behind the name of an entry that has one: everything else but files, each with what was asked."""
        kind = self.kind
        return (
            tuple(line for line in self.written if line.key not in kind.named and not line.files) if kind.named else ()
        )

    @property
    def quotes(self) -> tuple[Written, ...]:
        return () if self.kind.named else tuple(line for line in self.written if line.quote)


def written_in(fields: Iterable[Field], answers: Mapping[str, Any], language: str) -> tuple[Written, ...]:
    """The fields that are answered, in their order."""
    return tuple(_written(field, answers[field.key], language) for field in fields if field.key in answers)


def _written(field: Field, stored: object, language: str) -> Written:
    kind = field.kind
    files = tuple(
        FileSpokenOf(key, upload.media[0]) for upload in list(kind.uploads.values())[:1] for key in kind.files(stored)
    )
    return Written(field.key, field.label.to(language), said(kind, stored, language), kind.quoted, files)


def number_in(field: Field, answers: Mapping[str, Any]) -> float | None:
    """The number that this field was answered with; None when it was not, or its kind is of no number."""
    value = kept(field.kind, answers[field.key]) if field.key in answers else REFUSED
    if value is REFUSED or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value


def entry_view(speech: Speech, step: Exercise, entry: Entry, *, hers: bool = True) -> EntryView:
    """An entry with a day, as she has it, or (not ``hers``) as she last shared it."""
    answers = written_by_patient(entry) if hers else read_by_therapist(entry)
    day, clock = (entry.day, entry.clock) if hers else (entry.shared_day, entry.shared_clock)
    assert day is not None
    charted = charted_fields(step)
    number = number_in(charted[0], answers) if charted else None
    written = written_in(step.fields, answers, speech.language)
    shown_beside = [field.key for field in step.fields if field.kind.quoted or field.kind.uploads]
    return EntryView(
        entry,
        answers,
        day,
        clock_said(speech, day, clock),
        "" if number is None else speech.number(number, decimals_of([number])),
        0 if number is None else _shade(charted[0], number),
        step.kind.heading({line.key: line.value for line in written}, shown_beside),
        written,
        feedback_on(entry),
        hers and differs_from_shared(entry),
        awaits_feedback(entry),
        dated_kind(step),
        waits_for_later(step, answers),
    )


def waits_for_later(step: Exercise, answers: Mapping[str, Any]) -> bool:
    """Whether the exercise asks something afterwards, and none of it is written yet."""
    later = dated_kind(step).later
    return bool(later) and not any(key in answers for key in later)


def charted_fields(step: Exercise) -> list[Field]:
    """The fields with a picture, as the exercise has declared them."""
    by_key = {field.key: field for field in step.fields}
    return [by_key[key] for key in dated_kind(step).charted]


def clock_said(speech: Speech, day: date, clock: time | None) -> str:
    """“kl. 07.40”, or nothing."""
    return "" if clock is None else clock_time(datetime.combine(day, clock), speech.language)


def about_shared(speech: Speech, entry: Entry) -> str:
    """“tirsdag 17. november kl. 07.40”, of what the therapist reads; "" of a sheet."""
    if entry.shared_day is None:
        return ""
    clock = clock_said(speech, entry.shared_day, entry.shared_clock)
    return f"{speech.weekday(entry.shared_day)} {clock}".strip()


def decimals_of(numbers: Iterable[float]) -> int:
    """No decimals where all are whole, else one."""
    return 0 if all(float(number).is_integer() for number in numbers) else 1


def _shade(field: Field, number: float) -> int:
    low, high = field.kind.bounds or (0.0, 0.0)
    if not isinstance(field.kind, RatingScale) and not 0 < high - low <= HIGHEST:
        return 0
    return min(DARKNESS, 1 + int(DARKNESS * (number - low) / (high - low + 1)))


# --- the list


@dataclass(frozen=True, slots=True)
class EntryDay:
    """One day of the list: the newest entry first. ``whole`` is “I dag, tirsdag 17. november”."""

    day: date
    whole: str
    entries: tuple[EntryView, ...]


def entry_days(speech: Speech, views: Sequence[EntryView], empty: Iterable[date] = ()) -> list[EntryDay]:
    """The entries by their day, the newest first, with the days that are ``empty``."""
    by_day: dict[date, list[EntryView]] = {day: [] for day in empty}
    for view in views:
        by_day.setdefault(view.day, []).append(view)
    return [EntryDay(day, day_whole(speech, day), tuple(by_day[day])) for day in sorted(by_day, reverse=True)]


def day_whole(speech: Speech, day: date) -> str:
    """“I dag, tirsdag 17. november”."""
    weekday = speech.weekday(day)
    return speech.say(words.TODAY_IS, day=weekday) if day == speech.today else weekday[:1].upper() + weekday[1:]


# --- the picture


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """One field's numbers over a week: what is asked, what they say in one sentence, and the drawing. ``ends`` says what the ends
    of the scale mean, "" when there is nothing to say."""

    key: str
    label: str
    finding: str
    chart: Chart
    ends: str


def week_pictures(
    speech: Speech,
    step: Exercise,
    views: Sequence[EntryView],
    week: Sequence[date],
    open_days: Iterable[date],
    *,
    hers: bool = True,
) -> list[WeekPicture]:
    """A picture for each field that the exercise charts, of the entries of these days. ``open_days`` are those that can be
    written about; of a day without, she is told that it is not written, and (not ``hers``) her therapist that it is not shared."""
    can_be_written, empty = set(open_days), words.NOT_WRITTEN if hers else words.NOT_SHARED
    return [_picture(speech, field, views, week, can_be_written, empty) for field in charted_fields(step)]


def _picture(
    speech: Speech, field: Field, views: Sequence[EntryView], week: Sequence[date], open_days: set[date], empty: Text
) -> WeekPicture:
    numbers: dict[date, list[float]] = {day: [] for day in week}
    for view in reversed(views):
        number = number_in(field, view.answers)
        if number is not None and view.day in numbers:
            numbers[view.day].append(number)
    every = [each for day in week for each in numbers[day]]
    decimals = decimals_of(every)
    finding = finding_said(speech, finding_of(numbers), decimals)
    low, high = field.kind.bounds or (0.0, max(every, default=1.0))
    label = speech.say(field.label)
    chart = dots(
        [_dots_of(speech, day, numbers[day], day in open_days) for day in week],
        title=label,
        columns=(speech.say(DAY), f">{speech.say(words.NUMBERS)}"),
        low=low,
        high=high,
        empty=speech.say(empty),
        decimals=decimals,
        description=f"{finding}. {counted(speech, views)}",
    )
    return WeekPicture(field.key, label, finding, chart, _ends(speech, field))


def _dots_of(speech: Speech, day: date, numbers: Sequence[float], is_open: bool) -> DayDots:
    weekday = speech.weekday(day)
    return DayDots(f"{weekday[:2].lower()} {day.day}.", weekday, tuple(numbers), day == speech.today, is_open)


def _ends(speech: Speech, field: Field) -> str:
    low, high = (getattr(field.kind, name, None) for name in ("low_label", "high_label"))
    if not (isinstance(low, Text) and isinstance(high, Text) and field.kind.bounds):
        return ""
    first, last = field.kind.bounds
    return speech.say(
        words.SCALE_ENDS, low=speech.number(first), high=speech.number(last), low_label=low, high_label=high
    )


def counted(speech: Speech, views: Sequence[EntryView]) -> str:
    """“Elleve innføringer på seks dager”, in figures."""
    days = len({view.day for view in views})
    return speech.say(
        words.ENTRIES_ON_DAYS, entries=speech.count(words.ENTRIES, len(views)), days=speech.count(words.ON_DAYS, days)
    )


def finding_said(speech: Speech, finding: WeekFinding, decimals: int = 0) -> str:
    """What the numbers of a week say, in one sentence without a verdict: “Høyest torsdag (7), lavest mandag og tirsdag (2)”."""
    low, high = speech.number(finding.low, decimals), speech.number(finding.high, decimals)
    match finding.kind:
        case "nothing":
            return speech.say(words.NO_NUMBERS)
        case "one_day" if finding.low == finding.high:
            return speech.say(words.ONE_DAY_ONE_NUMBER, day=_weekday(speech, finding.high_days[0]), number=high)
        case "one_day":
            return speech.say(words.ONE_DAY, day=_weekday(speech, finding.high_days[0]), low=low, high=high)
        case "even":
            return speech.say(words.EVEN, number=high)
    return speech.say(
        words.SPREAD,
        high=high,
        low=low,
        high_days=_days(speech, finding.high_days),
        low_days=_days(speech, finding.low_days),
    )


def _days(speech: Speech, days: Sequence[date]) -> str:
    if len(days) > NAMED:
        return speech.count(words.ON_DAYS, len(days))
    names = [_weekday(speech, day) for day in days]
    return names[0] if len(names) == 1 else speech.say(words.AND_DAY, days=", ".join(names[:-1]), last=names[-1])


def _weekday(speech: Speech, day: date) -> str:
    """“torsdag”; every day of a week has another name."""
    return speech.weekday(day).split()[0].rstrip(",")


# --- what it said before, and everything at once


@dataclass(frozen=True, slots=True)
class FormerEntry:
    """What an entry said until then, in words."""

    until: str
    about: str
    written: tuple[Written, ...]


def former_of(speech: Speech, step: Exercise, versions: Sequence[EntryVersion]) -> list[FormerEntry]:
    """The former versions, the latest first."""
    return [
        FormerEntry(
            speech.ago(version.until),
            " ".join(filter(None, (speech.weekday(version.day), clock_said(speech, version.day, version.clock)))),
            written_in(step.fields, written_then(version), speech.language),
        )
        for version in reversed(versions)
    ]


def entry_table(speech: Speech, step: Exercise, entries: Sequence[Entry]) -> list[list[str]]:
    """Every entry as a table below the names of its columns: day, time, each answer as plain cells, and whether it is shared."""
    columns = [(field, part) for field in step.fields for part in field.kind.cell_names()]
    head = [speech.say(DAY), speech.say(CLOCK)]
    head += [f"{speech.say(field.label)} {part}".strip() for field, part in columns]
    rows = [[*head, speech.say(words.SHARED)]]
    for entry in entries:
        answers = written_by_patient(entry)
        cells = {field.key: _cells(field, answers) for field in step.fields}
        row = [entry.day.isoformat() if entry.day else "", f"{entry.clock:%H:%M}" if entry.clock else ""]
        row += [cells[field.key].get(part, "") for field, part in columns]
        rows.append([*row, speech.say(words.YES if entry.shared_at is not None else words.NO)])
    return rows


def _cells(field: Field, answers: Mapping[str, Any]) -> dict[str, str]:
    value = kept(field.kind, answers[field.key]) if field.key in answers else REFUSED
    if value is REFUSED:
        return {"": str(answers.get(field.key, ""))}
    return {part: "" if cell is None else str(cell) for part, cell in field.kind.cells(value).items()}
