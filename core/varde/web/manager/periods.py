"""The months that an address names, and what is wrong with them beside the field."""

from __future__ import annotations

from flask import request

from varde.benefits.figures.looking import AskedFigures
from varde.kernel.errors import BadInput
from varde.web.shell import http


def period_asked(begins: str = "fra", ends: str = "til") -> tuple[AskedFigures, dict[str, str]]:
    """The first and the last month of the address, in the fields with these names; where they are no months, or in the wrong order,
    neither, and one sentence by the name of the field."""
    first, last = (request.args.get(name) or None for name in (begins, ends))
    errors = {}
    for name, month in ((begins, first), (ends, last)):
        try:
            AskedFigures(month)
        except BadInput as fault:
            errors[name] = fault.to(http.speech().language)
    if not errors:
        try:
            return AskedFigures(first, last), {}
        except BadInput as fault:
            errors[begins] = fault.to(http.speech().language)
    return AskedFigures(), errors
