"""Occasions that a file has and the programme has not: kept under their own name, with their own day, and counted nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from varde.assessments.sheet import OTHER, own_name
from varde.exchange.csv.table import ReadTable
from varde.kernel.errors import BadUsage
from varde.programmes.values import Programme

LONGEST_NAME = 60 - len(OTHER)


def own_names(table: ReadTable) -> Mapping[str, str]:
    """What the names that already say so, as an export writes them in FHIR, are stored as."""
    written = {" ".join(row.cells.get("occasion", "").split()) for row in table.rows}
    return {name: name for name in sorted(written) if own_name(name) and len(name) <= len(OTHER) + LONGEST_NAME}


def check_others(programme: Programme, names: Collection[str], option: str = "--other-occasion") -> Mapping[str, str]:
    """What each name is stored as.

    :raises BadUsage: a name is empty, longer than is stored, or an occasion of the programme.
    """
    plain = {" ".join(name.split()) for name in names}
    known = [occasion.key for occasion in programme.occasions]
    faults = [
        f"{option} has “{name}”, which is an occasion of the programme."
        if name in known
        else f"{option} has “{name[:80]}”; it must be a name of 1 to {LONGEST_NAME} characters."
        for name in sorted(plain)
        if name in known or not 1 <= len(name) <= LONGEST_NAME
    ]
    if faults:
        raise BadUsage(*faults)
    return {name: OTHER + name for name in sorted(plain)}
