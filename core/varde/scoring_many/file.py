"""A CSV file of responses in, a CSV file of scores out, read and written some rows at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varde.instruments.answers import check_answers, items_of
from varde.instruments.cells import answer_in
from varde.instruments.columns import STATUSES
from varde.instruments.context import check_context, context_in_cell
from varde.instruments.values import Context, Fault, Instrument, Item
from varde.kernel.errors import BadUsage
from varde.kernel.files import whole_files
from varde.kernel.table_output import TableWriter
from varde.kernel.tables import TableOptions, cleaned, missing_hint
from varde.scoring_many.headers import CONTEXT, ID, columns_of
from varde.scoring_many.opening import OpenedTable
from varde.scoring_many.output import ScoreTable
from varde.scoring_many.scores import INVALID, Scores
from varde.scoring_many.scoring import Answers, refused, score_columns

CHUNK = 100_000
"""Rows held in memory at a time."""
MOST_REMEMBERED = 200_000
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
    instrument: Instrument,
    source: Path,
    out: Path,
    errors: Path,
    context: Context | None = None,
    options: TableOptions | None = None,
) -> Summary:
    """Score each row of ``source`` into ``out``, and name in ``errors`` each answer that an item does not take.

    Columns are items (an empty cell is a missing answer), ``context.NAME`` and ``id``, which is kept. ``context`` is
    what holds for every row that says nothing else. Both files appear whole, or not at all; only their owner may read them.

    Empty lines are left out. With a single column an empty line is a missing answer, except the last line of the file.

    A row with too few or too many fields, or with a context that is none, is invalid and named in ``errors`` like an answer;
    so are all rows that share an id, since nothing says which of them holds. ``options`` say how the file is written.

    :raises BadUsage: a file cannot be read or written, or its columns are not what they must be.
    """
    if len({os.path.realpath(path) for path in (source, out, errors)}) < 3:
        raise BadUsage("The file that is read, the scores and the errors must be three different files.")
    summary = Summary(instrument.key)
    with ExitStack() as stack:
        table = stack.enter_context(OpenedTable.of(source, options or TableOptions()))
        reading = _AnswerReader(instrument, table, context or {})
        reading.begin()
        scored, refusals = stack.enter_context(whole_files(out, errors))
        scores_out = ScoreTable(scored, instrument, ID if reading.has_id else "row")
        faults = TableWriter(refusals)
        faults.row(ERRORS)
        for chunk in reading.chunks():
            scores = score_columns(instrument, chunk.answers, chunk.contexts)
            scores_out.write(chunk.ids or [str(number) for number in chunk.numbers], scores)
            faults.rows(_faults(instrument, chunk, scores, reading.delimiter))
            _count(summary, scores)
        scores_out.finish()
    return summary


def _count(summary: Summary, scores: Scores) -> None:
    counts = np.bincount(scores.status, minlength=len(STATUSES)).tolist()
    summary.rows += len(scores)
    for status, count in zip(STATUSES, counts, strict=True):
        setattr(summary, status, getattr(summary, status) + count)


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
    table: OpenedTable
    context: Context
    header: list[str | None] = field(default_factory=list)
    lines: Any = None
    first_row: int = 2
    delimiter: str = ","
    doubled: Mapping[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def has_id(self) -> bool:
        return ID in self.header and ID not in self._items()

    def begin(self) -> None:
        """Read the header. :raises BadUsage: it does not fit the instrument."""
        begun = self.table.begin()
        self.lines, self.first_row, self.delimiter = begun.rows, begun.first_row, begun.delimiter
        items = [item.key for item in items_of(self.instrument)]
        self.header = columns_of(self.instrument, begun.header, self.table.options, self.name)
        if not set(items) & set(self.header):
            raise BadUsage(f"{self.name}: no column is an item of {self.instrument.key}, which has {', '.join(items)}.")
        if len(self.header) == 1:
            self.lines = _with_empty_ones(begun.rows)
        if self.has_id:
            self.doubled = self.table.doubled(self.header.index(ID))

    def chunks(self) -> Iterator[_Chunk]:
        """The rows, empty lines left out. There is one chunk at least, so that what is written has its columns."""
        readers = {
            item.key: _reader(item, self.delimiter, self.table.options)
            for item in items_of(self.instrument)
            if item.key in self.header
        }
        number = self.first_row
        while True:
            rows = self.table.checked(lambda: list(islice(self.lines, CHUNK)))
            if not rows and number > self.first_row:
                return
            numbers: Sequence[int] = range(number, number + len(rows))
            number += max(len(rows), 1)
            if [] in rows:
                numbers = [place for place, row in zip(numbers, rows, strict=True) if row]
                rows = [row for row in rows if row]
            yield self._chunk(numbers, rows, readers)

    def _chunk(
        self, numbers: Sequence[int], rows: list[list[str]], readers: Mapping[str, Callable[[Sequence[str]], Answers]]
    ) -> _Chunk:
        width = len(self.header)
        broken: dict[int, tuple[Fault, ...]] = {}
        if not {width}.issuperset(map(len, rows)):
            place_of_id = self.header.index(ID) if self.has_id else width
            for place, row in enumerate(rows):
                if len(row) != width:
                    sentence = f"There are {len(row)} fields, and the header has {width}."
                    broken[place] = (Fault("", self.delimiter.join(row), "fields", sentence),)
                    rows[place] = [""] * width
                    rows[place][place_of_id : place_of_id + 1] = row[place_of_id : place_of_id + 1]
        cells: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) or [()] * width
        texts = {name: column for name, column in zip(self.header, cells, strict=True) if name}
        contexts, misfits = self._contexts(texts, len(numbers))
        nameless = [column for name, column in zip(self.header, cells, strict=True) if name == ""]
        broken = {**misfits, **_named_nowhere(nameless), **self._same_id(numbers, texts), **broken}
        answers = {key: read(texts[key]) for key, read in readers.items()}
        _refuse_all(answers, list(broken))
        return _Chunk(numbers, texts[ID] if self.has_id else (), texts, answers, contexts, broken)

    def _same_id(self, numbers: Sequence[int], texts: Mapping[str, Sequence[str]]) -> dict[int, tuple[Fault, ...]]:
        """Rows whose id is another's too, by place."""
        return {
            place: (Fault(ID, texts[ID][place].strip(), "duplicate", self.doubled[number]),)
            for place, number in enumerate(numbers if self.doubled else ())
            if number in self.doubled
        }

    def _contexts(
        self, texts: Mapping[str, Sequence[str]], rows: int
    ) -> tuple[Sequence[Context], dict[int, tuple[Fault, ...]]]:
        """What each row says besides its answers, and what is wrong with that, by place."""
        names = [name for name in texts if name.startswith(CONTEXT) and name not in self._items()]
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
            name.removeprefix(CONTEXT): context_in_cell(name.removeprefix(CONTEXT), text, self.delimiter)
            for name, text in cells.items()
            if not self.table.options.is_missing(cleaned(text))
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


class _Numbers(dict[str, float]):
    """What each text stands for, found out once: nan for nothing, inf for what is no number."""

    def __init__(self, item: Item, delimiter: str, options: TableOptions) -> None:
        self.item, self.delimiter, self.options = item, delimiter, options

    def __missing__(self, text: str) -> float:
        if self.options.is_missing(cleaned(text)):
            number = np.nan
        else:
            answer = answer_in(self.item, text, self.delimiter)
            yes_or_no = self.item.yes_or_no or not isinstance(answer, bool)
            number = float(answer) if isinstance(answer, int | float) and yes_or_no else np.inf
        self[text] = number
        return number


def _named_nowhere(columns: Sequence[Sequence[str]]) -> dict[int, tuple[Fault, ...]]:
    """Rows with something in a column that the header gives no name, by place."""
    sentence = "There is something in a column that the header gives no name."
    return {
        place: (Fault("", cell.strip(), "fields", sentence),)
        for column in columns
        for place, cell in enumerate(column)
        if cell.strip()
    }


def _reader(item: Item, delimiter: str, options: TableOptions) -> Callable[[Sequence[str]], Answers]:
    """What makes a column of texts a column of answers."""
    if not item.in_columns:
        return partial(_days, item, options)
    known = _Numbers(item, delimiter, options)

    def read(texts: Sequence[str]) -> NDArray[np.float64]:
        if len(known) > MOST_REMEMBERED:
            known.clear()
        return np.fromiter(map(known.__getitem__, texts), np.float64, len(texts))

    return read


def _days(item: Item, options: TableOptions, texts: Sequence[str]) -> NDArray[np.object_]:
    column = np.empty(len(texts), dtype=object)
    for place, text in enumerate(texts):
        column[place] = None if options.is_missing(cleaned(text)) else answer_in(item, text)
    return column


def _faults(instrument: Instrument, chunk: _Chunk, scores: Scores, delimiter: str) -> Iterator[tuple[Any, ...]]:
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
                (fault,) = check_answers(instrument, {key: answer_in(items[key], text, delimiter)}, "en")
                yield *row, key, text, fault.rule, fault.sentence + missing_hint(text)
