"""Consents, as the house knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Keyed, Kind, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.consents.values import Purpose
    from varde.kernel.catalogue import Catalogue

LONGEST_KEY = 60


def tables() -> Tables:
    from varde.consents.models import Consent

    return Tables((Consent,))


def purposes() -> Sequence[Keyed]:
    from varde.consents.values import CORE

    return CORE


def kinds() -> Sequence[Kind]:
    from varde.consents.values import Purpose

    return (Kind(Purpose, check),)


def check(purposes: Mapping[str, Purpose], _catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """What is wrong with a purpose: no version, a key that is too long, or a text that lacks a language."""
    for key, purpose in purposes.items():
        if purpose.version < 1:
            yield key, f"purpose {key}: the version is {purpose.version}, and the first one is 1."
        if len(key) > LONGEST_KEY:
            yield key, f"purpose {key}: the key has {len(key)} characters; {LONGEST_KEY} is the most."
        for name, text in (("title", purpose.title), ("asks", purpose.asks)):
            if missing := text.missing():
                yield key, f"purpose {key}: the {name} lacks {', '.join(missing)}."


PART = Part(
    key="consents",
    tables=tables,
    declares=purposes,
    kinds=kinds,
    # What she said yes to, and when, is hers: it goes when she goes.
    personal_data=(PersonalData("consent", ("person_id",), "record", research=(("purpose", "kept"),)),),
)
