"""What an operator has ticked."""

from __future__ import annotations

from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.web.shell.forms import sent


def chosen(none: Text) -> list[int]:
    """The numbers of what is ticked. :raises BadInput: with these words, when nothing is."""
    numbers = [int(raw) for raw in sent().get("id", ()) if raw.isascii() and raw.isdigit() and len(raw) < 19]
    if not numbers:
        raise BadInput(none)
    return numbers
