"""Scores as rows of a CSV file whose columns are found while they are written."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from varde.instruments.columns import STATUSES, Floats, Named, Numbers, Outcomes
from varde.instruments.values import Instrument, Score
from varde.kernel.table_output import TableWriter, safe

SUBSCORE, FLAG, PROFILE = "sub.", "flag.", "profile"


class ScoreTable:
    """``id`` or ``row``, status, total, band, n_missing, then ``sub.KEY`` and ``flag.KEY``, and ``profile`` if any.

    Subscales and flags that the instrument declares are always there; those its own rule finds, from the rows that have
    them. A new one makes the file be written over with one more column, so all rows are equally long.
    """

    def __init__(self, file: TextIO, instrument: Instrument, first: str) -> None:
        self.file = file
        self.base = [first, "status", "total", "band", "n_missing"]
        self.order = [SUBSCORE + scale.key for scale in instrument.subscales]
        self.order += [FLAG + flag.key for flag in instrument.flags]
        self.columns = self._sorted(self.order)
        TableWriter(file).row(self.columns)

    def write(self, names: Sequence[str], scores: Outcomes) -> None:
        """Add rows, each named by its id or its number."""
        texts = _texts(scores)
        if not set(texts).issubset(self.columns):
            self._widen(self._sorted([*self.columns[len(self.base) :], *texts]))
        cells: list[Iterable[str]] = [
            map(safe, names),
            *(texts.get(key, [""] * len(names)) for key in self.columns[1:]),
        ]
        TableWriter(self.file, safe_already=True).rows(zip(*cells, strict=True))

    def finish(self) -> None:
        """Everything is written."""
        self.file.flush()

    def _sorted(self, keys: Iterable[str]) -> list[str]:
        def place(key: str) -> tuple[int, int, str]:
            kind = 0 if key.startswith(SUBSCORE) else 1 if key.startswith(FLAG) else 2
            return kind, self.order.index(key) if key in self.order else len(self.order), key

        return [*self.base, *sorted({*keys} - {*self.base}, key=place)]

    def _widen(self, columns: list[str]) -> None:
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as copy:
            self.file.seek(0)
            shutil.copyfileobj(self.file, copy)
            copy.seek(0)
            self.file.seek(0)
            self.file.truncate()
            lines = csv.reader(copy)
            places = {key: place for place, key in enumerate(next(lines))}
            old = [places.get(key) for key in columns]
            write = TableWriter(self.file, safe_already=True)
            write.row(columns)
            write.rows(["" if place is None else line[place] for place in old] for line in lines)
        self.columns = columns


def _texts(scores: Outcomes) -> Mapping[str, Sequence[str]]:
    status = np.array(STATUSES, dtype=object)[scores.status]
    columns: dict[str, NDArray[np.object_]] = {
        "status": status,
        "total": _cells(scores.total),
        "band": _cells(scores.band),
        "n_missing": _cells(scores.n_missing.astype(np.float64)),
        **{SUBSCORE + key: _cells(column) for key, column in scores.subscores.items()},
        **{FLAG + key: _cells(column) for key, column in scores.flags.items()},
    }
    if scores.profile is not None:
        columns[PROFILE] = _cells(scores.profile)
    return {key: column.tolist() for key, column in columns.items()}


def _cells(column: Floats | Numbers | Named) -> NDArray[np.object_]:
    if isinstance(column, Numbers):
        # A cell is empty where there is no number, known or not.
        return _cells(np.where(column.there, column.numbers, np.nan))
    if isinstance(column, Named):
        # The last is what a code of -1 takes.
        return np.array([*_each_once(column.values), ""], dtype=object)[column.codes]
    different, places = np.unique(column, return_inverse=True)
    return np.array([_cell(number) for number in different.tolist()], dtype=object)[places]


def _each_once(values: Sequence[Any]) -> Iterator[str]:
    """The cells of these values; most of them stand there many times."""
    known: dict[Any, str] = {}
    for value in values:
        if isinstance(value, list | dict):
            yield _cell(value)
            continue
        mark = value.__class__, value
        if mark not in known:
            known[mark] = _cell(value)
        yield known[mark]


def _cell(value: Any) -> str:
    """A value as JSON writes it, texts without quotes and nothing for null; numbers have at most four decimals."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        value = Score("scored", value).as_json()["total"]
    return safe(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
