"""What can be wrong with an inner note."""

from __future__ import annotations

from varde.kernel.errors import BadInput
from varde.kernel.words import Text


class EmptyNote(BadInput):
    sentence = Text("Skriv notatet først.", "Skriv notatet først.", "Write the note first.")
