"""A file of responses as it is opened: its encoding found, read from the beginning more than once."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from varde.kernel.errors import BadUsage
from varde.kernel.tables import HEAD, NAMES, UNICODE, Begun, TableOptions, begin, cleaned, encoding_of, which_encoding

Value = TypeVar("Value")
_PIECE = 1 << 20


@dataclass(slots=True)
class OpenedTable:
    """A file that is read some rows at a time, from the beginning as often as one likes; ``name`` is what sentences call
    it, and ``place`` where it is."""

    name: str
    place: Path
    options: TableOptions
    codec: str
    stack: ExitStack
    begun: Begun | None = None

    @classmethod
    @contextmanager
    def of(cls, source: Path, options: TableOptions) -> Iterator[OpenedTable]:
        """The file, closed when the block ends.

        :raises BadUsage: it cannot be read, or is not in the encoding that is said.
        """
        with ExitStack() as stack:
            try:
                place = source if source.is_file() else _copied(source, stack)
                with place.open("rb") as file:
                    codec = encoding_of(file.read(HEAD), options)
                if options.encoding and codec not in UNICODE and _is_utf8(place):
                    raise BadUsage(f"the file is UTF-8, and --encoding says {options.encoding}; leave the option out.")
            except (OSError, ValueError) as fault:
                raise BadUsage(f"{source} cannot be read: {getattr(fault, 'strerror', fault)}.") from None
            except BadUsage as fault:
                raise BadUsage(*(f"{source.name}: {sentence}" for sentence in fault.faults)) from None
            yield cls(source.name, place, options, codec, stack)

    def begin(self) -> Begun:
        """The header, and the rows still to be read. :raises BadUsage: it is no table that can be read."""
        text = self.stack.enter_context(self.place.open(encoding=self.codec, newline=""))
        self.begun = self.checked(lambda: begin(text, self.options))
        return self.begun

    def checked(self, read: Callable[[], Value]) -> Value:
        """What ``read`` reads of the file. :raises BadUsage: it is not CSV, or not in its encoding."""
        try:
            return read()
        except BadUsage as fault:
            raise BadUsage(*(f"{self.name}: {sentence}" for sentence in fault.faults)) from None
        except csv.Error as fault:
            raise BadUsage(f"{self.name} is not CSV that can be read: {fault} (line {self._line()}).") from None
        except UnicodeError:
            hint = which_encoding(self.options)
            sentence = f"{self.name} is not {NAMES[self.codec]}; a line after line {self._line()} cannot be read.{hint}"
            raise BadUsage(sentence) from None

    def _line(self) -> int:
        return self.begun.line() if self.begun else 0

    def doubled(self, column: int) -> dict[int, str]:
        """The rows that share what stands in this column with another: the number of each, and the sentence about it. The
        file is read once more, and of its cells only marks are kept."""
        return self.checked(lambda: self._doubled(column))

    def _doubled(self, column: int) -> dict[int, str]:
        seen: set[int] = set()
        twice: set[int] = set()
        for _, text in self._cells(column):
            mark = hash(text)
            (twice if mark in seen else seen).add(mark)
        rows: dict[str, list[int]] = defaultdict(list)
        for number, text in self._cells(column) if twice else ():
            if hash(text) in twice:
                rows[text].append(number)
        return {
            number: f"The id “{text[:40]}” stands in row {', '.join(str(n) for n in numbers if n != number)} too."
            for text, numbers in rows.items()
            if len(numbers) > 1
            for number in numbers
        }

    def _cells(self, column: int) -> Iterator[tuple[int, str]]:
        """The number of each row, and what stands in this column when there is anything."""
        with self.place.open(encoding=self.codec, newline="") as text:
            begun = begin(text, self.options)
            for number, row in enumerate(begun.rows, start=begun.first_row):
                if len(row) > column and (cell := cleaned(row[column])):
                    yield number, cell


def _copied(source: Path, stack: ExitStack) -> Path:
    """A copy of what can be read only once."""
    copy = stack.enter_context(tempfile.NamedTemporaryFile())  # noqa: SIM115 - it lives as long as the stack
    with source.open("rb") as stream:
        shutil.copyfileobj(stream, copy)
    copy.flush()
    return Path(copy.name)


def _is_utf8(place: Path) -> bool:
    """Whether the file has letters beyond ASCII, all of them in UTF-8."""
    beyond = False
    try:
        with place.open(encoding="utf-8", newline="") as text:
            while piece := text.read(_PIECE):
                beyond = beyond or not piece.isascii()
    except UnicodeError:
        return False
    return beyond
