"""What can be wrong with a module, a step or a worksheet."""

from __future__ import annotations

from varde.kernel.errors import BadInput, NotAllowed, NotFound
from varde.kernel.words import Text


class ModuleLocked(NotAllowed):
    """The module is not open yet; ``why`` says what it waits for."""

    sentence = Text(
        nb="Denne modulen er ikke åpen ennå. {why}.",
        nn="Denne modulen er ikkje open enno. {why}.",
        en="This module is not open yet. {why}.",
    )


class NoSuchStep(NotFound):
    sentence = Text(
        nb="Dette steget finnes ikke i programmet.",
        nn="Dette steget finst ikkje i programmet.",
        en="There is no such step in the programme.",
    )


class BadWorksheet(BadInput):
    """A worksheet answer breaks its field's rule."""
