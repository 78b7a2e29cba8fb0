"""Words of what a patient reads of her own answers."""

from __future__ import annotations

from varde.kernel.words import Text

PART_HEADS = (
    Text("Skjema", "Skjema", "Form"),
    Text("Del", "Del", "Part"),
    Text("Spørsmål", "Spørsmål", "Question"),
    Text("Svar", "Svar", "Answer"),
    Text("Forrige svar", "Førre svar", "Answer before"),
)
