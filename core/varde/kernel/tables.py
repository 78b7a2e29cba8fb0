"""Tables in files as spreadsheets and survey tools write them: CSV in one of many forms, found out where it is certain.

What is not certain is refused in one sentence, which names the option that decides it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain, islice
from typing import TextIO

from varde.kernel.errors import BadUsage

ENCODINGS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252", "latin-1": "iso-8859-1", "cp850": "cp850"}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
HEAD = 400
"""How many bytes are looked at to say how letters are written."""
UNICODE = ("utf-8-sig", "utf-16")
_CANDIDATES = tuple(DELIMITERS.values())
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 200
"""Rows that are looked at before it is said what parts the columns."""
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_QUALTRICS = re.compile(r'\{"ImportId": ?".*"\}')


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What is said about a file on the command line, or in a mapping; what is empty is found out.

    ``dates`` is ``ymd``, ``dmy`` or ``mdy``; ``missing`` are the texts that stand for no answer; ``ignore`` are columns that
    are not read and ``columns`` what others are called here, both with ``*`` for any text.
    """

    delimiter: str = ""
    encoding: str = ""
    dates: str = ""
    missing: frozenset[str] = frozenset()
    ignore: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()

    def is_missing(self, cell: str) -> bool:
        """Whether a cell, stripped, says nothing."""
        return not cell or cell in self.missing


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that is begun: its header, its rows (numbered as a spreadsheet counts them), and what parts its columns."""

    header: tuple[str, ...]
    rows: Iterator[list[str]]
    first_row: int
    delimiter: str
    line: Callable[[], int]


def cleaned(cell: str) -> str:
    """A cell without the spaces around it, hard and invisible ones too, and without the mark that keeps a spreadsheet from
    running it."""
    plain = cell.strip().strip(_INVISIBLE).strip()
    return plain[1:] if plain[:1] == "'" and is_formula(plain.lstrip("'")) else plain


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run this as a formula."""
    return (cell[:1] in _RUNS or cell.lstrip()[:1] in _RUNS) and not _PLAIN_NUMBER.fullmatch(cell)


_RUNS = frozenset("=+-@\t\r\n＝＋－＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def encoding_of(raw: bytes, options: TableOptions) -> str:
    """The codec for a file that begins like this.

    :raises BadUsage: what it begins with and the option do not agree.
    """
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), "")
    if marked and options.encoding and options.encoding != marked:
        raise BadUsage(f"The file begins with the mark of {marked}, and --encoding says {options.encoding}.")
    if not marked and options.encoding == "utf-16" and b"\0" not in raw:
        raise BadUsage("The file is not UTF-16, and --encoding says that it is.")
    if not marked and not options.encoding and b"\0" in raw:
        raise BadUsage("The file seems to be UTF-16 without its mark: --encoding utf-16 says so.")
    return ENCODINGS[marked or options.encoding or "utf-8"]


def decoded(raw: bytes, options: TableOptions) -> str:
    """The text of a file.

    :raises BadUsage: it is not in the encoding that was found or said; the sentence names the option.
    """
    codec = encoding_of(raw[:HEAD], options)
    if options.encoding and codec not in UNICODE and _is_utf8(raw):
        raise BadUsage(f"The file is UTF-8, and --encoding says {options.encoding}; it is read without the option.")
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        where = f"byte {fault.start + 1}, on line {line}"
        raise BadUsage(f"The file is not {NAMES[codec]}: {where}, cannot be read.{which_encoding(options)}") from None


NAMES = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "cp1252", "iso-8859-1": "latin-1", "cp850": "cp850"}


def which_encoding(options: TableOptions) -> str:
    """What to say after a byte that cannot be read; "" when the encoding was said."""
    return "" if options.encoding else " --encoding says what it is; Excel in Norway writes cp1252."


def _is_utf8(raw: bytes) -> bool:
    try:
        return not raw.isascii() and bool(raw.decode())
    except UnicodeDecodeError:
        return False


def begin(file: TextIO, options: TableOptions) -> Begun:
    """The header of a file of text, and its rows still to be read. Rows of a Qualtrics header that say the questions and
    their ids are passed over.

    :raises BadUsage: it cannot be said what parts the columns. :raises csv.Error: it is not CSV.
    """
    first = _first_record(file)
    first_row = 1
    hint = re.fullmatch(r"sep=(.)\s*", first)
    if hint:
        if options.delimiter and options.delimiter != hint[1]:
            raise BadUsage(f"The file says “{first.strip()}”, and --delimiter says “{options.delimiter}”.")
        first, first_row = _first_record(file), 2
    sample = list(islice(file, _SAMPLE))
    delimiter = options.delimiter or (hint[1] if hint else _delimiter(first, sample))
    lines = chain([first] if first else [], sample, file)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header = tuple(unicodedata.normalize("NFC", cleaned(name)) for name in next(reader, []))
    if options.delimiter and len(header) == 1 and any(sign in first for sign in _CANDIDATES):
        raise BadUsage(f"--delimiter says {_named(options.delimiter)}, and it does not part the columns of the header.")
    rows, passed = _without_questions(reader)
    return Begun(header, rows, first_row + 1 + passed, delimiter, lambda: reader.line_num + first_row - 1)


def _first_record(file: TextIO) -> str:
    """The first record, which goes on for as long as a quote is open."""
    lines = [file.readline()]
    is_open = lines[0].count('"') % 2
    while is_open and lines[-1]:
        lines.append(file.readline())
        is_open ^= lines[-1].count('"') % 2
    return "".join(lines)


def _delimiter(first: str, sample: Sequence[str]) -> str:
    bare = re.sub(r'"[^"]*"', "", first)
    there = [sign for sign in _CANDIDATES if sign in bare]
    if not there:
        # One column: a comma in it is a decimal sign.
        return ";"
    if len(there) == 1:
        return there[0]
    even = [sign for sign in there if _even(sign, first, sample)]
    if len(even) == 1:
        return even[0]
    raise BadUsage(
        f"It is not certain what parts the columns: the header has {' and '.join(_named(sign) for sign in there)}. "
        f"--delimiter says which, such as --delimiter {next(n for n, s in DELIMITERS.items() if s == there[-1])}."
    )


def _named(sign: str) -> str:
    return next((name for name, known in DELIMITERS.items() if known == sign), f"“{sign}”")


def _even(sign: str, first: str, sample: Sequence[str]) -> bool:
    try:
        rows = list(csv.reader([first, *sample], delimiter=sign, strict=True))
    except csv.Error:
        rows = list(csv.reader([first, *sample], delimiter=sign))[:-1]
    widths = {len(row) for row in rows if row}
    return len(widths) == 1 and widths != {1}


def _without_questions(reader: Iterator[list[str]]) -> tuple[Iterator[list[str]], int]:
    """The rows after the two in which Qualtrics says the questions and their ids; how many were passed over."""
    begun: list[list[str]] = []
    try:
        begun += [next(reader)]
        begun += [next(reader)]
    except StopIteration:
        return iter(begun), 0
    except csv.Error as fault:
        return _then_refuse(begun, fault), 0
    if len(begun) == 2 and begun[1] and all(_QUALTRICS.fullmatch(cell.strip()) for cell in begun[1]):
        return reader, 2
    return chain(begun, reader), 0


def _then_refuse(rows: Sequence[list[str]], fault: csv.Error) -> Iterator[list[str]]:
    """The rows before something is wrong, and then what is."""
    yield from rows
    raise fault


def text_file(raw: bytes, options: TableOptions) -> TextIO:
    """The text of a file, to be read by lines. :raises BadUsage: see :func:`decoded`."""
    return io.StringIO(decoded(raw, options), newline="")


_MARKS_OF_NOTHING = frozenset(
    ("NA", "N/A", "NaN", "NULL", "#NULL!", "#N/A", "#I/T", ".", "-", "-9", "-99", "-999", "-77", "-88", "99", "999")
)
"""How other tools often write that there is no answer. None of them is believed before somebody says so."""


def missing_hint(cell: str) -> str:
    """What to say after a value that is not taken, when it often stands for none; "" otherwise."""
    return f" If it stands for a missing answer, say --missing={cell}." if cell in _MARKS_OF_NOTHING else ""


# --- columns


def renamed(header: Sequence[str], options: TableOptions) -> tuple[str | None, ...]:
    """What each column is called here; None for one that is ignored.

    :raises BadUsage: ``--ignore`` or ``--column`` names a column that is not there.
    """
    for name in (*options.ignore, *(name for name, _ in options.columns)):
        if "*" not in name and name not in header:
            option = "--ignore" if name in options.ignore else "--column"
            raise BadUsage(f"{option} names the column “{name}”, and the header does not have it.")
    return tuple(_renamed(name, options) for name in header)


def _renamed(name: str, options: TableOptions) -> str | None:
    for pattern, key in options.columns:
        before, star, after = pattern.partition("*")
        if name == pattern:
            return key
        if star and len(name) > len(before) + len(after) and name.startswith(before) and name.endswith(after):
            return key.replace("*", name[len(before) : len(name) - len(after)])
    if name in options.ignore or any("*" in each and fnmatchcase(name, _literal(each)) for each in options.ignore):
        return None
    return name


def _literal(pattern: str) -> str:
    """The pattern with only ``*`` special."""
    return re.sub(r"([\[?])", r"[\1]", pattern)


# --- numbers

_SPACES = "[ \u00a0\u202f\u2009']"
_NUMBER = re.compile(r"[+-]?[0-9]{1,300}(?:[.,][0-9]+)?", re.ASCII)
_GROUPED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+(?:[.,][0-9]+)?", re.ASCII)
_BOTH = (
    re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+", re.ASCII),
    re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", re.ASCII),
)
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)


def readings_of(cell: str, delimiter: str = ",") -> tuple[float | int, ...]:
    """The numbers that a cell can stand for: none, one, or two when a sign in it can part thousands or decimals.

    Where columns are parted by semicolons the comma is the decimal sign, elsewhere the point; the other sign is one too,
    unless exactly three digits follow it. Spaces between thousands and a true minus are read.
    """
    plain = cell.replace("\u2212", "-")
    if _GROUPED.fullmatch(plain):
        plain = re.sub(_SPACES, "", plain)
    elif _BOTH[0].fullmatch(plain):
        plain = plain.replace(",", "")
    elif _BOTH[1].fullmatch(plain):
        plain = plain.replace(".", "")
    if not _NUMBER.fullmatch(plain):
        return ()
    point = plain.replace(",", ".")
    if "." not in point:
        return (int(point),)
    foreign = "." if delimiter == ";" else ","
    if foreign in plain and _THOUSANDS.fullmatch(plain):
        return float(point), int(point.replace(".", ""))
    return (float(point),)


# --- dates

_TIME = r"(?:[T ](?:kl\. ?)?[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AaPp][Mm])?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_TIME}", re.ASCII)
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}", re.ASCII)
_MONTH = re.compile(rf"([0-9]{{1,2}})[-. ]+([A-Za-z]{{3}})[a-z]*[-. ]+([0-9]{{4}}){_TIME}", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NORWEGIAN = {"mai": 5, "okt": 10, "des": 12}


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A date as it was written: its numbers, in an order that may not be known. ``order`` is "" when it is not."""

    numbers: tuple[int, int, int]
    order: str


def day_written(cell: str) -> WrittenDay | None:
    """The numbers of a date, with a time of day or without; None when it is none. Points always mean that the day comes
    first; between slashes and hyphens it may be the month."""
    if match := _YEAR_FIRST.fullmatch(cell):
        return WrittenDay((int(match[1]), int(match[2]), int(match[3])), "ymd")
    if match := _YEAR_LAST.fullmatch(cell):
        return WrittenDay((int(match[1]), int(match[3]), int(match[4])), "dmy" if match[2] == "." else "")
    if match := _MONTH.fullmatch(cell):
        name = match[2].lower()
        month = _NORWEGIAN.get(name) or (_MONTHS.index(name) + 1 if name in _MONTHS else 0)
        return WrittenDay((int(match[1]), month, int(match[3])), "dmy") if month else None
    return None


def order_of(days: Sequence[WrittenDay]) -> str:
    """``dmy`` or ``mdy`` for the dates of a file that leave it open, when any of them decides it; "" otherwise."""
    unsure = [day.numbers for day in days if not day.order]
    orders = {"dmy" for first, _, _ in unsure if first > 12} | {"mdy" for _, second, _ in unsure if second > 12}
    return orders.pop() if len(orders) == 1 else ""


def unsure(day: WrittenDay, order: str) -> bool:
    """Whether it is not known which number of a date is the day, when the file's dates are in this order."""
    return not (day.order or order)


def in_order(day: WrittenDay, order: str) -> tuple[int, int, int]:
    """Year, month and day."""
    first, second, third = day.numbers
    match day.order or order:
        case "ymd":
            return first, second, third
        case "mdy":
            return third, first, second
        case _:
            return third, second, first
