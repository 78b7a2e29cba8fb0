"""Answers from an earlier system: what a CSV file with one row for each answer holds, and what is wrong with it.

Values in, values out. The columns are ``person`` (any id of 1 to 100 characters), ``started`` (when her treatment began),
``occasion`` (a key of the programme), ``date`` (when it was answered), ``instrument``, ``item`` and ``answer``; and, when
they are needed, ``version`` (of the instrument), ``track``, ``ended``, and ``context.NAME``: what scoring reads besides the
answers (``context.sex``), the same on every row of one response. An empty answer is a missing one. Where only the total is
known, the item of its one row is ``total``. Days of steps are a JSON
list in the cell. The first thing wrong with a row is named, with its row and column.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NoReturn

from varde.assessments.sheet import own_name
from varde.exchange.csv.background import BACKGROUND, background_fault, running_in
from varde.exchange.csv.legacy import LONGEST_ID, no_track
from varde.exchange.csv.table import LegacyFault, ReadTable, Row, doubled, past_date, read_table, these
from varde.instruments.answers import REFUSED, TOTAL, accept, check_answers, items_of
from varde.instruments.cells import answer_in
from varde.instruments.context import check_context, context_in_cell, unknown_name
from varde.instruments.values import NEEDS, Instrument, Item
from varde.kernel.tables import TableOptions, missing_hint
from varde.programmes.values import Programme

NEEDED = ("person", "started", "occasion", "date", "instrument", "item", "answer")
UNIT = "unit"
OPTIONAL = ("version", "track", "ended", "running", "sex", "age_band", "arm", UNIT)
NONE: Mapping[str, str] = {}
DATED = ("started", "date", "ended")
CONTEXT = "context."


def cell_of(value: Any) -> Any:
    """An answer, or what is known besides, as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, list) else value


@dataclass(slots=True)
class ImportedResponse:
    """One instrument answered at one occasion. ``row`` is where it begins; a missing answer is None."""

    instrument: Instrument
    occasion: str
    on: date
    row: int
    answers: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    total: float | None = None
    """What stands in a row whose item is ``total``: nothing else is known of it."""

    @property
    def needed(self) -> dict[str, Any]:
        """What is said in the file of the context that the instrument reads."""
        return {name: self.context[name] for name in self.instrument.needs if name in self.context}

    @property
    def given(self) -> dict[str, Any]:
        """The answers, missing ones left out."""
        return {key: answer for key, answer in self.answers.items() if answer is not None}


@dataclass(slots=True)
class ImportedPerson:
    """One person of the file, with her responses by (occasion, instrument). ``row`` is where she was first met."""

    source_id: str
    track: str | None
    started: date
    ended: date | None
    row: int
    running: bool = False
    background: Mapping[str, str] = field(default_factory=dict)
    responses: dict[tuple[str, str], ImportedResponse] = field(default_factory=dict)


def read_answers(raw: bytes, options: TableOptions) -> ReadTable:
    """The rows of the file, when its header names the columns it must have and no others."""
    return read_table(raw, lambda header: list(_header_faults(header)), options, DATED, keep=("person",))


def responses_in(
    table: ReadTable,
    programme: Programme,
    instruments: Mapping[str, Instrument],
    today: date,
    other_occasions: Mapping[str, str] = NONE,
) -> tuple[list[ImportedPerson], list[LegacyFault]]:
    """The persons of the file with what they answered, and one fault for each row that is wrong. ``other_occasions`` is by name
    what an occasion is stored as that is none of the programme's."""
    reading = _ResponseReader(table, programme, instruments, today, other_occasions)
    for row in table.rows:
        reading.take(row)
    return list(reading.people.values()), reading.faults


def _header_faults(header: Sequence[str]) -> Iterator[LegacyFault]:
    known = (*NEEDED, *OPTIONAL)
    yield from doubled(header)
    for name in dict.fromkeys(header):
        if name.startswith(CONTEXT) and name.removeprefix(CONTEXT) not in NEEDS:
            yield LegacyFault("unknown context", unknown_name(None, name.removeprefix(CONTEXT)), 1, name)
    unknown = [name for name in dict.fromkeys(header) if name not in known and not name.startswith(CONTEXT)]
    if unknown:
        near = difflib.get_close_matches(unknown[0].lower(), known, 1)
        meant = f" (did you mean “{near[0]}”?)" if near else ""
        sentence = (
            f"{these(unknown)} {'are' if len(unknown) > 1 else 'is'} not known{meant}; columns are {', '.join(known)} and "
            f"{CONTEXT}NAME: --column NAME=KEY says what one is, and --ignore NAME leaves it out."
        )
        yield LegacyFault("unknown column", sentence, 1)
    for name in NEEDED:
        if name not in header:
            yield LegacyFault("missing column", "the file must have this column, and does not.", 1, name)


def unit_of_answer(instrument: Instrument | None, key: str) -> str:
    """What an answer, or the total when it stands alone, is counted in, in English as the file is; "" for none, or when it is not
    known any more."""
    if instrument is None:
        return ""
    unit = instrument.unit if key == TOTAL else getattr(_items(instrument).get(key), "unit", None)
    return unit.to("en") if unit is not None else ""


def _total_of(instrument: Instrument, key: str) -> Item | None:
    """The total as if it were an item, of an instrument that has items; None for another key, or one that has no total."""
    if key != TOTAL or instrument.kind != "full" or instrument.total_range is None:
        return None
    return Item(TOTAL, "number", *instrument.total_range, instrument.title)


class _Wrong(Exception):
    """The first thing wrong with a row."""

    def __init__(self, rule: str, sentence: str, column: str) -> None:
        super().__init__(sentence)
        self.rule, self.sentence, self.column = rule, sentence, column


def _wrong(rule: str, sentence: str, column: str) -> NoReturn:
    raise _Wrong(rule, sentence, column)


def _must_be_in(instrument: Instrument, key: str, said: str) -> None:
    unit = unit_of_answer(instrument, key)
    if said != unit:
        _wrong("unit", f"“{said[:40]}” is not what {key} is in: {unit or 'it has no unit'}.", UNIT)


@cache
def _items(instrument: Instrument) -> Mapping[str, Item]:
    return {item.key: item for item in items_of(instrument)}


@dataclass(slots=True)
class _ResponseReader:
    table: ReadTable
    programme: Programme
    instruments: Mapping[str, Instrument]
    today: date
    other_occasions: Mapping[str, str]
    people: dict[str, ImportedPerson] = field(default_factory=dict)
    faults: list[LegacyFault] = field(default_factory=list)

    def take(self, row: Row) -> None:
        try:
            self._take(row)
        except _Wrong as wrong:
            self.faults.append(LegacyFault(wrong.rule, wrong.sentence, row.number, wrong.column))

    def _take(self, row: Row) -> None:
        person = self._person(row)
        occasion = self._occasion(person, row)
        on = self._date(row, "date")
        if on < person.started and own_name(occasion) is None:
            _wrong("date", f"{on} is before {person.started}, when the treatment started.", "date")
        instrument = self._instrument(row)
        item = _items(instrument).get(row.cells["item"]) or _total_of(instrument, row.cells["item"])
        if item is None:
            (fault,) = check_answers(instrument, {row.cells["item"][:40]: 0}, "en")
            _wrong("unknown item", fault.sentence, "item")
        if row.cells.get(UNIT):
            _must_be_in(instrument, item.key, row.cells[UNIT])
        answer = answer_in(item, row.cells["answer"], self.table.delimiter)
        accepted = None if answer is None else accept(item, answer)
        if accepted is REFUSED:
            (fault,) = check_answers(instrument, {item.key: answer}, "en")
            _wrong("answer", fault.sentence + missing_hint(row.cells["answer"]), "answer")
        context = self._context(instrument, row)
        response = person.responses.setdefault(
            (occasion, instrument.key), ImportedResponse(instrument, occasion, on, row.number, context=context)
        )
        if response.on != on:
            _wrong(
                "date",
                f"{instrument.key} at {row.cells['occasion']} is dated {response.on} in row {response.row}.",
                "date",
            )
        for name in dict.fromkeys((*context, *response.context)):
            if context.get(name) != response.context.get(name):
                sentence = f"{instrument.key} at {row.cells['occasion']} has another {name} in row {response.row}."
                _wrong("context", sentence, CONTEXT + name)
        if item.key in response.rows:
            sentence = f"{item.key} of {instrument.key} at {row.cells['occasion']} stands in row {response.rows[item.key]} too."
            _wrong("duplicate", sentence, "item")
        alone = item.key == TOTAL and instrument.kind == "full"
        if response.rows and alone != (response.total is not None):
            _wrong("total", f"{instrument.key} at {row.cells['occasion']} has both answers and a total.", "item")
        response.rows[item.key] = row.number
        if alone:
            response.total = accepted
        else:
            response.answers[item.key] = accepted

    def _person(self, row: Row) -> ImportedPerson:
        source_id = row.cells["person"]
        if not source_id or len(source_id) > LONGEST_ID:
            _wrong("person", f"a person's id has 1 to {LONGEST_ID} characters.", "person")
        started, track = self._date(row, "started"), self._track(row)
        ended = self._date(row, "ended") if row.cells.get("ended") else None
        if ended is not None and ended < started:
            _wrong("date", f"{ended} is before {started}, when the treatment started.", "ended")
        person = ImportedPerson(source_id, track, started, ended, row.number, self._running(row), self._background(row))
        known = self.people.setdefault(source_id, person)
        if (known.started, known.track, known.ended) != (started, track, ended):
            _wrong("person", f"the same person has another start, track or end in row {known.row}.", "person")
        if (known.running, known.background) != (person.running, person.background):
            sentence = f"the same person has another running, sex, age_band or arm in row {known.row}."
            _wrong("person", sentence, "person")
        return known

    def _running(self, row: Row) -> bool:
        """Whether she is still in treatment where she was."""
        running = running_in(row.cells.get("running", ""))
        if isinstance(running, str):
            _wrong("running", running, "running")
        if running and row.cells.get("ended"):
            _wrong("running", "who is running has not ended.", "running")
        return running

    def _background(self, row: Row) -> dict[str, str]:
        background = {name: row.cells[name] for name in BACKGROUND if row.cells.get(name)}
        for name, text in background.items():
            if sentence := background_fault(name, text):
                _wrong("background", sentence, name)
        return background

    def _track(self, row: Row) -> str | None:
        written = row.cells.get("track", "")
        known = {track.key for track in self.programme.tracks}
        if not known and not written:
            return None
        if not written:
            _wrong("no track", f"The programme {self.programme.key} has tracks; name one of {self._tracks()}.", "track")
        if written not in known:
            _wrong("unknown track", no_track(self.programme, written[:40]), "track")
        return written

    def _tracks(self) -> str:
        return ", ".join(track.key for track in self.programme.tracks)

    def _occasion(self, person: ImportedPerson, row: Row) -> str:
        written = row.cells["occasion"]
        known = [occasion.key for occasion in self.programme.occasions_of(person.track)]
        if written not in known and " ".join(written.split()) in self.other_occasions:
            return self.other_occasions[" ".join(written.split())]
        if written not in known:
            on_track = f" on the track {person.track}" if person.track else ""
            sentence = f"The programme {self.programme.key} has no occasion “{written[:40]}”{on_track}. It has {', '.join(known)}."
            own = f" --other-occasion “{written[:40]}” keeps it under its own name." if written else ""
            _wrong("unknown occasion", sentence + own, "occasion")
        return written

    def _instrument(self, row: Row) -> Instrument:
        written = row.cells["instrument"]
        instrument = self.instruments.get(written)
        if instrument is None:
            near = difflib.get_close_matches(written.lower(), list(self.instruments), 1)
            meant = f" (did you mean “{near[0]}”?)" if near else ""
            _wrong("unknown instrument", f"no instrument “{written[:40]}” is installed{meant}.", "instrument")
        version = row.cells.get("version", "")
        if version and version != instrument.version:
            sentence = f"{written} is scored here in version {instrument.version}, and this is version {version[:20]}."
            _wrong("superseded version", sentence, "version")
        return instrument

    def _context(self, instrument: Instrument, row: Row) -> dict[str, Any]:
        """What the row says besides its answer, by name."""
        context = {}
        for column, text in row.cells.items():
            name = column.removeprefix(CONTEXT)
            if name != column and (value := context_in_cell(name, text, self.table.delimiter)) is not None:
                for fault in check_context(instrument, {name: value}):
                    _wrong("context", fault, column)
                context[name] = value
        return context

    def _date(self, row: Row, column: str) -> date:
        day = past_date(row.cells[column], self.today, self.table.dates)
        if isinstance(day, str):
            _wrong("date", day, column)
        return day
