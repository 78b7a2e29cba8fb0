"""A CSV file of responses in, a CSV file of scores out, read and written some rows at a time."""

from __future__ import annotations

import csv
import difflib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from varde.instruments.answers import check_answers, items_of
from varde.instruments.cells import NUMBER, YES_NO, answer_in
from varde.instruments.columns import STATUSES
from varde.instruments.context import check_context, context_in_cell, unknown_name
from varde.instruments.values import NEEDS, Context, Fault, Instrument, Item
from varde.kernel.errors import BadUsage
from varde.kernel.files import whole_files
from varde.scoring_many.output import ScoreTable
from varde.scoring_many.scoring import INVALID, Answers, Scores, refused, score_columns

CHUNK = 100_000
"""Rows held in memory at a time."""
MOST_REMEMBERED = 200_000
ID, CONTEXT = "id", "context."
ERRORS = ("row", "id", "item", "value", "rule", "sentence")


@dataclass(slots=True)
class Summary:
    """How many rows there were, and what came of them."""

    instrument: str
    rows: int = 0
    scored: int = 0
    not_scored: int = 0
    excluded: int = 0
    invalid: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def score_file(
    instrument: Instrument, source: Path, out: Path, errors: Path, context: Context | None = None
) -> Summary:
    """Score each row of ``source`` into ``out``, and name in ``errors`` each answer that an item does not take.

    Columns are items (an empty cell is a missing answer), ``context.NAME`` and ``id``, which is kept. ``context`` is
    what holds for every row that says nothing else. Both files appear whole, or not at all; only their owner may read them.

    Empty lines are left out. With a single column an empty line is a missing answer, except the last line of the file.

    A row with too few or too many fields, or with a context that is none, is invalid and named in ``errors`` like an answer.

    :raises BadUsage: a file cannot be read or written, or its columns are not what they must be.
    """
    if len({os.path.realpath(path) for path in (source, out, errors)}) < 3:
        raise BadUsage("The file that is read, the scores and the errors must be three different files.")
    summary = Summary(instrument.key)
    with ExitStack() as stack:
        reading = _AnswerReader(instrument, _opened(source, stack), source.name, context or {})
        reading.begin()
        scored, refusals = stack.enter_context(whole_files(out, errors))
        table = ScoreTable(scored, instrument, ID if reading.has_id else "row")
        faults = csv.writer(refusals, lineterminator="\n")
        faults.writerow(ERRORS)
        for chunk in reading.chunks():
            scores = score_columns(instrument, chunk.answers, chunk.contexts)
            table.write(chunk.ids or [str(number) for number in chunk.numbers], scores)
            faults.writerows(_faults(instrument, chunk, scores))
            _count(summary, scores)
        table.finish()
    return summary


def _count(summary: Summary, scores: Scores) -> None:
    counts = np.bincount(scores.status, minlength=len(STATUSES)).tolist()
    summary.rows += len(scores)
    for status, count in zip(STATUSES, counts, strict=True):
        setattr(summary, status, getattr(summary, status) + count)


def _opened(source: Path, stack: ExitStack) -> TextIO:
    try:
        return stack.enter_context(source.open(encoding="utf-8-sig", newline=""))
    except (OSError, ValueError) as fault:
        raise BadUsage(f"{source} cannot be read: {getattr(fault, 'strerror', fault)}.") from None


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some rows: their numbers, as a spreadsheet counts them, their columns, and what is wrong with whole rows, by place."""

    numbers: Sequence[int]
    ids: Sequence[str]
    texts: Mapping[str, Sequence[str]]
    answers: Mapping[str, Answers]
    contexts: Sequence[Context] = ()
    broken: Mapping[int, tuple[Fault, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _AnswerReader:
    instrument: Instrument
    file: TextIO
    name: str
    context: Context
    header: list[str] = field(default_factory=list)
    reader: Any = None
    lines: Any = None
    has_id: bool = False

    def begin(self) -> None:
        """Read the header. :raises BadUsage: it does not fit the instrument."""
        self.lines = self.reader = csv.reader(self.file, strict=True)
        first = self._next(1)
        if not first:
            raise BadUsage(f"{self.name} is empty; its first line must name the columns.")
        self.header = [name.strip() for name in first[0]]
        items = [item.key for item in items_of(self.instrument)]
        for name in self.header:
            if self.header.count(name) > 1:
                raise BadUsage(f"{self.name}: the header names the column “{name}” more than once.")
            if name in items or name == ID:
                continue
            if not name.startswith(CONTEXT) or name == CONTEXT:
                raise BadUsage(
                    f"{self.name}: {self.instrument.key} has no item “{name}”{_meant(name, self.instrument, items)}."
                )
            if name.removeprefix(CONTEXT) not in NEEDS:
                sentence = unknown_name(self.instrument, name.removeprefix(CONTEXT))
                raise BadUsage(f"{self.name}, column “{name}”: {sentence}")
        if not set(items) & set(self.header):
            raise BadUsage(f"{self.name}: no column is an item of {self.instrument.key}, which has {', '.join(items)}.")
        self.has_id = ID in self.header and ID not in items
        if len(self.header) == 1:
            self.lines = _with_empty_ones(self.reader)

    def chunks(self) -> Iterator[_Chunk]:
        """The rows, empty lines left out. There is one chunk at least, so that what is written has its columns."""
        readers = {item.key: _reader(item) for item in items_of(self.instrument) if item.key in self.header}
        number = 2
        while True:
            rows = self._next(CHUNK)
            if not rows and number > 2:
                return
            numbers: Sequence[int] = range(number, number + len(rows))
            number += max(len(rows), 1)
            if [] in rows:
                numbers = [place for place, row in zip(numbers, rows, strict=True) if row]
                rows = [row for row in rows if row]
            yield self._chunk(numbers, rows, readers)

    def _next(self, most: int) -> list[list[str]]:
        try:
            return list(islice(self.lines, most))
        except csv.Error as fault:
            raise BadUsage(f"{self.name} is not CSV that can be read: {fault} (line {self.reader.line_num}).") from None
        except UnicodeDecodeError:
            raise BadUsage(
                f"{self.name} is not UTF-8; a line after line {self.reader.line_num} cannot be read."
            ) from None

    def _chunk(
        self, numbers: Sequence[int], rows: list[list[str]], readers: Mapping[str, Callable[[Sequence[str]], Answers]]
    ) -> _Chunk:
        width = len(self.header)
        broken: dict[int, tuple[Fault, ...]] = {}
        if not {width}.issuperset(map(len, rows)):
            for place, row in enumerate(rows):
                if len(row) != width:
                    sentence = f"There are {len(row)} fields, and the header has {width}."
                    broken[place] = (Fault("", ",".join(row), "fields", sentence),)
                    rows[place] = [*row[:1], *[""] * (width - 1)] if self.header[0] == ID else [""] * width
        cells: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) or [()] * width
        texts = dict(zip(self.header, cells, strict=True))
        contexts, misfits = self._contexts(texts, len(numbers))
        broken = {**misfits, **broken}
        answers = {key: read(texts[key]) for key, read in readers.items()}
        _refuse_all(answers, list(broken))
        return _Chunk(numbers, texts[ID] if self.has_id else (), texts, answers, contexts, broken)

    def _contexts(
        self, texts: Mapping[str, Sequence[str]], rows: int
    ) -> tuple[Sequence[Context], dict[int, tuple[Fault, ...]]]:
        """What each row says besides its answers, and what is wrong with that, by place."""
        names = [name for name in self.header if name.startswith(CONTEXT) and name not in self._items()]
        if not names:
            return ([self.context] * rows if self.context else ()), {}
        made: dict[tuple[str, ...], tuple[Context, tuple[Fault, ...]]] = {}
        contexts, misfits = [], {}
        for place, cells in enumerate(zip(*(texts[name] for name in names), strict=True)):
            if cells not in made:
                made[cells] = self._context(dict(zip(names, cells, strict=True)))
            context, faults = made[cells]
            contexts.append(context)
            if faults:
                misfits[place] = faults
        return contexts, misfits

    def _context(self, cells: Mapping[str, str]) -> tuple[Context, tuple[Fault, ...]]:
        own = {
            name.removeprefix(CONTEXT): context_in_cell(name.removeprefix(CONTEXT), text)
            for name, text in cells.items()
            if text.strip()
        }
        faults = []
        for key, value in own.items():
            for sentence in check_context(self.instrument, {key: value}):
                faults.append(Fault(CONTEXT + key, cells[CONTEXT + key].strip(), "context", sentence))
        return ({} if faults else {**self.context, **own}), tuple(faults)

    def _items(self) -> set[str]:
        return {item.key for item in items_of(self.instrument)}


def _refuse_all(answers: Mapping[str, Answers], places: list[int]) -> None:
    """Put in these rows what no item takes, so that they come out as invalid."""
    if places:
        for column in answers.values():
            column[places] = "" if column.dtype == object else np.inf


def _with_empty_ones(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows of a single column: an empty line is an empty cell, except when the file ends with it."""
    empty = False
    for row in lines:
        if empty:
            yield [""]
        empty = not row
        if row:
            yield row


def _meant(name: str, instrument: Instrument, items: Sequence[str]) -> str:
    if name in instrument.needs:
        return f" (did you mean “{CONTEXT}{name}”?)"
    near = difflib.get_close_matches(name.lower(), [ID, *items], 1)
    if near:
        return f" (did you mean “{near[0]}”?)"
    return f"; a column is {ID}, {CONTEXT}NAME or an item: {', '.join(items[:12])}{' …' if len(items) > 12 else ''}"


class _Numbers(dict[str, float]):
    """What each text stands for, found out once: nan for nothing, inf for what is no number."""

    def __init__(self, yes_no: bool) -> None:
        self.yes_no = yes_no

    def __missing__(self, text: str) -> float:
        plain = text.strip()
        if not plain:
            number = np.nan
        elif self.yes_no and plain.lower() in YES_NO:
            number = float(YES_NO[plain.lower()])
        else:
            number = float(plain) if NUMBER.fullmatch(plain) else np.inf
        self[text] = number
        return number


def _reader(item: Item) -> Callable[[Sequence[str]], Answers]:
    """What makes a column of texts a column of answers."""
    if item.kind == "days":
        return partial(_days, item)
    known = _Numbers(item.kind == "boolean")

    def read(texts: Sequence[str]) -> NDArray[np.float64]:
        if len(known) > MOST_REMEMBERED:
            known.clear()
        return np.fromiter(map(known.__getitem__, texts), np.float64, len(texts))

    return read


def _days(item: Item, texts: Sequence[str]) -> NDArray[np.object_]:
    column = np.empty(len(texts), dtype=object)
    for place, text in enumerate(texts):
        column[place] = answer_in(item, text)
    return column


def _faults(instrument: Instrument, chunk: _Chunk, scores: Scores) -> Iterator[tuple[Any, ...]]:
    """A line for each answer that is not taken, in the order of the rows."""
    bad = np.flatnonzero(scores.status == INVALID)
    if not len(bad):
        return
    items = {item.key: item for item in items_of(instrument)}
    wrong = {key: refused(items[key], column[bad]) for key, column in chunk.answers.items()}
    for at, place in enumerate(bad.tolist()):
        row = chunk.numbers[place], chunk.ids[place] if chunk.ids else ""
        if place in chunk.broken:
            yield from ((*row, fault.item, fault.value, fault.rule, fault.sentence) for fault in chunk.broken[place])
            continue
        for key, faulty in wrong.items():
            if faulty[at]:
                text = chunk.texts[key][place].strip()
                (fault,) = check_answers(instrument, {key: answer_in(items[key], text)}, "en")
                yield *row, key, text, fault.rule, fault.sentence
