"""What can be wrong with a wording pack, said to a command and to a page."""

from __future__ import annotations

from varde.kernel.errors import BadUsage
from varde.kernel.words import Text


class PackRefused(BadUsage):
    """A pack cannot be shown; ``texts`` are the same sentences as ``faults``, in every language."""

    def __init__(self, *texts: Text) -> None:
        self.texts = texts
        super().__init__(*(text.to("en") for text in texts))
