"""The official words of instruments at an organisation: which wait for them, packs published and gone back from, the history."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from varde.enrolments.models import Offering
from varde.identity.models import Organisation
from varde.identity.service import line_of, under
from varde.instruments.values import Instrument
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.setup import words
from varde.setup.changes import Editor, hold_place, must_be_open, must_stand, note
from varde.setup.errors import SetUpRefused
from varde.setup.rules import seen_of
from varde.wording.errors import PackRefused
from varde.wording.in_force import PackInForce, go_back, in_force
from varde.wording.loading import Loading, load_all, retire
from varde.wording.reading import read_packs
from varde.wording.values import Pack

T = TypeVar("T")
_QUOTED, _QUOTED_EN = "«{}»", "“{}”"


@dataclass(frozen=True, slots=True)
class WordingLine:
    """One instrument whose official wording belongs to others, as patients at an organisation read it: for each language the pack
    that is shown, None for Varde's own labels."""

    instrument: Instrument
    programmes: tuple[Programme, ...]
    shown: dict[str, PackInForce | None]

    @property
    def waits(self) -> tuple[str, ...]:
        """The languages without the official wording."""
        return tuple(language for language, pack in self.shown.items() if pack is None)


def wording_of(work: Work, organisation: Organisation) -> list[WordingLine]:
    """Every instrument that is asked here or below and is not our own, and those that have a pack here; by key. Three
    statements."""
    line = line_of(work, organisation.id)
    packs = in_force(work, line)
    asking = asked_at(work, organisation)
    own = {instrument for place, instrument, _language in packs if place == organisation.id}
    return [
        WordingLine(
            instrument, asking.get(key, ()), {language: _nearest(packs, line, key, language) for language in LANGUAGES}
        )
        for key, instrument in sorted(work.catalogue.all(Instrument).items())
        if key in own or (key in asking and instrument.licence.mark != "own")
    ]


def _nearest(
    packs: dict[tuple[int, str, str], PackInForce], line: Sequence[int], instrument: str, language: str
) -> PackInForce | None:
    return next((packs[at, instrument, language] for at in line if (at, instrument, language) in packs), None)


def asked_at(work: Work, organisation: Organisation) -> dict[str, tuple[Programme, ...]]:
    """The programmes that are offered here or below, by the instruments they ask, at the way in too. Two statements."""
    offered = select(Offering.programme).where(Offering.organisation_id.in_(under(work, [organisation.id]))).distinct()
    installed = work.catalogue.all(Programme)
    asking: dict[str, tuple[Programme, ...]] = {}
    for key in sorted(work.session.scalars(offered)):
        if key in installed:
            for instrument in _instruments_of(installed[key]):
                asking[instrument] = (*asking.get(instrument, ()), installed[key])
    return asking


def _instruments_of(programme: Programme) -> list[str]:
    at_occasions = [key for occasion in programme.occasions for key in occasion.every_instrument]
    at_the_way_in = [each.instrument for each in programme.eligibility.worked_out]
    return list(dict.fromkeys(key for key in (*at_occasions, *at_the_way_in) if key))


def seen_wording(work: Work, organisation: Organisation) -> str:
    """What the page about the wording was made from."""
    return seen_of(_versions(work, organisation))


def publish(
    work: Work,
    editor: Editor,
    organisation: str,
    packs: Sequence[Pack],
    *,
    dry_run: bool = False,
    seen: str | None = None,
    **said: Any,
) -> list[Loading]:
    """Show the packs of a file at the organisation with this key and below, or say what that would change; ``said`` is what the
    file does not say, as :func:`varde.wording.loading.load` takes it.

    :raises PackRefused: with a sentence for everything that is wrong, also where there is no such organisation.
    :raises NotYours, OvertakenBy, SetUpRefused: nothing is stored.
    """
    place = work.session.scalar(select(Organisation).where(Organisation.key == organisation))

    def deed() -> list[Loading]:
        return load_all(work, packs, organisation=organisation, dry_run=dry_run, **said)

    if place is None:
        return deed()
    must_be_open(place)
    return _noted(work, editor, place, deed, seen)


def publish_text(
    work: Work,
    editor: Editor,
    organisation: str,
    pack: str,
    *,
    dry_run: bool,
    seen: str | None = None,
    named: Mapping[str, Text],
    said: Mapping[str, str],
) -> list[Loading]:
    """As :func:`publish`, for a page: ``pack`` is the file, ``said`` what it does not say, and ``named`` what the page calls each
    of that, where a command has an option.

    :raises SetUpRefused: with a sentence for everything that is wrong.
    :raises NotYours, OvertakenBy: nothing is stored.
    """
    try:
        return publish(work, editor, organisation, read_packs(pack.encode()), dry_run=dry_run, seen=seen, **said)
    except PackRefused as fault:
        raise SetUpRefused(*(_on_page(sentence, named) for sentence in fault.texts)) from None


def _on_page(sentence: Text, named: Mapping[str, Text]) -> Text:
    return Text(*(_in_language(sentence.to(code), named, code) for code in LANGUAGES))


def _in_language(sentence: str, named: Mapping[str, Text], language: str) -> str:
    """The sentence with each field by its label, where a command has an option."""
    for option, label in named.items():
        shown = (_QUOTED_EN if language == "en" else _QUOTED).format(label.to(language))
        sentence = re.sub(rf"--{option}( KEY)?", shown.replace("\\", r"\\"), sentence)
    return sentence[:1].upper() + sentence[1:]


def take_back(
    work: Work, editor: Editor, organisation: Organisation, instrument: str, language: str, seen: str | None = None
) -> int | None:
    """Show the version before again. Returns it; None when this organisation has no other.

    :raises PackRefused: no pack of this organisation is shown. :raises NotYours, OvertakenBy: nothing is stored.
    """
    _noted(work, editor, organisation, lambda: go_back(work, organisation.id, instrument, language), seen)
    shown = in_force(work, [organisation.id]).get((organisation.id, instrument, language))
    return shown.version if shown else None


def stop_showing(
    work: Work, editor: Editor, organisation: Organisation, instrument: str, language: str, seen: str | None = None
) -> int:
    """Show none of this organisation's versions any more; how many it had. :raises PackRefused, NotYours, OvertakenBy"""
    return _noted(work, editor, organisation, lambda: retire(work, instrument, organisation.key, language), seen)


def must_be_shown(work: Work, organisation: Organisation, instrument: str, language: str) -> None:
    """:raises SetUpRefused: no pack of this organisation is shown for the instrument in this language."""
    if (organisation.id, instrument, language) not in in_force(work, [organisation.id]):
        raise SetUpRefused(words.NO_PACK_SHOWN)


def _noted(work: Work, editor: Editor, organisation: Organisation, deed: Callable[[], T], seen: str | None) -> T:
    """Do it while nobody else changes the words, and keep which version became which."""
    hold_place(work, editor, organisation)
    before = _versions(work, organisation)
    must_stand(work, organisation.id, ("wording",), before, seen)
    outcome = deed()
    work.session.flush()
    after = _versions(work, organisation)
    for name in sorted({*before, *after}):
        note(work, editor, organisation.id, "wording", name, before.get(name), after.get(name))
    return outcome


def _versions(work: Work, organisation: Organisation) -> dict[str, int]:
    shown = in_force(work, [organisation.id])
    return {f"{key}.{language}": pack.version for (_place, key, language), pack in shown.items()}
