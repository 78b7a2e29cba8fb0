"""The options that every command which reads a table has, the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import rich_click as click

from varde.kernel.errors import BadUsage
from varde.kernel.tables import DELIMITERS, ENCODINGS, TableOptions

_OPTIONS = (
    click.option(
        "--delimiter",
        default="",
        metavar="SIGN",
        help=f"What parts the columns: one sign, or {', '.join(DELIMITERS)}. Found out when it is certain.",
    ),
    click.option(
        "--encoding", type=click.Choice(list(ENCODINGS)), help="How letters are written, when it is not UTF-8."
    ),
    click.option(
        "--dates",
        type=click.Choice(["dmy", "mdy"]),
        help="Which number of 03/04/2024 is the day, when no date shows it.",
    ),
    click.option("--missing", multiple=True, metavar="TEXT", help="A text that stands for no answer; may be repeated."),
    click.option(
        "--ignore", multiple=True, metavar="COLUMN", help="A column that is not read, * for any text; may be repeated."
    ),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="NAME=KEY",
        help="What a column is called here, such as phq9_*=q*; may be repeated.",
    ),
)


def table_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options; it gets them as ``options``, a :class:`~varde.kernel.tables.TableOptions`."""

    @wraps(command)
    def run(
        *args: Any,
        delimiter: str,
        encoding: str | None,
        dates: str | None,
        missing: tuple[str, ...],
        ignore: tuple[str, ...],
        columns: tuple[str, ...],
        **arguments: Any,
    ) -> None:
        options = TableOptions(
            _sign(delimiter),
            encoding or "",
            dates or "",
            frozenset(text.strip() for text in missing),
            ignore,
            tuple(_column(each) for each in columns),
        )
        command(*args, options=options, **arguments)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def _sign(written: str) -> str:
    sign = DELIMITERS.get(written, "\t" if written == "\\t" else written)
    if len(sign) > 1 or sign in ('"', "\r", "\n"):
        raise BadUsage(f"--delimiter is “{written}”, and must be one sign, or {', '.join(DELIMITERS)}.")
    return sign


def _column(written: str) -> tuple[str, str]:
    name, sign, key = written.rpartition("=")
    if not (name and sign and key):
        raise BadUsage(f"--column is “{written}”, and must be NAME=KEY.")
    if name.count("*") > 1 or name.count("*") < key.count("*"):
        raise BadUsage(f"--column is “{written}”: a * in NAME stands for the text that * in KEY is, and is there once.")
    return name, key
