"""The words of a step on a page that is not of her way: those that whoever begins there now reads, and none that nobody has signed
where only what is signed is shown."""

from __future__ import annotations

from collections.abc import Mapping

from varde.content.archive import words_at
from varde.content.published import editions_in_force, lines_of
from varde.content.signing import signed_at, unsigned_steps
from varde.content.statements import statements_of
from varde.content.texts import StepText, as_text, shipped, text_of
from varde.content.values import StepKey
from varde.kernel.work import Work
from varde.modules.errors import NoSuchStep
from varde.programmes.gone import programme_of


def words_in_public(work: Work, places: Mapping[int, bool], key: StepKey, language: str) -> StepText | None:
    """What a step says in this language or in bokmål where all of ``places`` read the same, else as its plugin ships it; None where
    one of them shows only what is signed (true) and nobody there has signed these words. Five statements at the most.

    :raises NoSuchStep: no installed plugin has the step.
    """
    ours = shipped(work.catalogue, key)
    if ours is None:
        raise NoSuchStep()
    read = set(editions_in_force(work, places, key).values()) if places else {None}
    own = next(iter(read)) if len(read) == 1 else None
    if _unsigned(work, [place for place, demanded in places.items() if demanded], key, own or ours.digest):
        return None
    return as_text(key, *words_at(work, own, language)) if own else text_of(work.catalogue, key, language)


def _unsigned(work: Work, demanding: list[int], key: StepKey, edition: str) -> bool:
    stated = [each for each in statements_of(work.catalogue, [programme_of(work, key.programme)]) if each.step == key]
    if not stated or not demanding:
        return False
    signed = signed_at(work, lines_of(work, demanding))
    return any(unsigned_steps(stated, {key: edition}, signed[place]) for place in demanding)
