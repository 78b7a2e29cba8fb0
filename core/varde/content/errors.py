"""What keeps words of a step from being saved, sent or published."""

from __future__ import annotations

from collections.abc import Mapping

from varde.content.models import ContentDraft
from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.merging import Merged
from varde.kernel.words import Text


class ContentRefused(BadInput):
    """Words that cannot be taken. ``of`` has the sentences by the control that each is about. Nothing is stored."""

    def __init__(self, *faults: Text, of: Mapping[str, Text] | None = None) -> None:
        self.of: Mapping[str, Text] = dict(of or {})
        super().__init__(*faults, *self.of.values())


class NotYourContent(NotAllowed):
    """It is another organisation's, or another programme's."""

    sentence = Text(
        "Du er ikke redaktør for dette.", "Du er ikkje redaktør for dette.", "You are not an editor of this."
    )


class NoSuchContent(NotFound):
    """No such step, version, picture or film."""

    sentence = Text("Vi finner ikke dette.", "Vi finn ikkje dette.", "We cannot find this.")


class DraftClash(Conflict):
    """Another editor has saved other words of the same step. ``merged`` has both, ``draft`` is what stands; nothing is stored."""

    sentence = Text(
        "{name} lagret andre ord i dette steget {at}. Ingenting er overskrevet: begge tekstene står her.",
        "{name} lagra andre ord i dette steget {at}. Ingenting er overskrive: begge tekstane står her.",
        "{name} saved other words of this step {at}. Nothing is overwritten: both texts are here.",
    )

    def __init__(self, draft: ContentDraft | None, merged: Merged, name: str, at: str) -> None:
        self.draft, self.merged = draft, merged
        super().__init__(name=name, at=at)
