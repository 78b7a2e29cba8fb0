"""An organisation and those above it, among organisations that are read already."""

from __future__ import annotations

from collections.abc import Mapping

from varde.identity.models import Organisation


def line_among(organisations: Mapping[int, Organisation], organisation_id: int) -> list[Organisation]:
    """The organisation and those above it, nearest first, as far up as they are among these, which are by id. Pure."""
    line = list[Organisation]()
    each = organisations.get(organisation_id)
    while each is not None:
        line.append(each)
        each = organisations.get(each.parent_id) if each.parent_id is not None else None
    return line
