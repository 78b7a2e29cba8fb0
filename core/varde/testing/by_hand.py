"""Tables that a test has written by hand: a line for each row, bars between the cells, and what the columns are called first."""

from __future__ import annotations


def cells_of(table: str) -> list[list[str]]:
    """The cells of each line, without the space around them.

    >>> cells_of('''
    ... state  | may write
    ... active | yes
    ... ''')
    [['state', 'may write'], ['active', 'yes']]
    """
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def rows_by_hand(table: str) -> list[dict[str, str]]:
    """Each row by what its columns are called."""
    heads, *rows = cells_of(table)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def crossed(table: str) -> dict[str, dict[str, str]]:
    """What stands where a row and a column meet, by the first cell of the row and what the column is called."""
    heads, *rows = cells_of(table)
    met = {row[0]: dict(zip(heads[1:], row[1:], strict=True)) for row in rows}
    assert len(met) == len(rows), "two rows begin with the same"
    return met
