"""The name that text messages come from: what it may be, which one holds where, and what may not stand in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select

from varde.identity.models import Organisation
from varde.identity.service import with_those_above
from varde.instruments.values import Instrument
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.setup import words

TREATS = ("clinic", "municipality", "district")
SETS_NO_SENDER = ("clinic", "district")
"""Kinds of organisation that use the name of the one above: a name of their own would say where somebody is treated."""
ABOUT_HEALTH = (
    *(
        "angst",
        "depresj",
        "panikk",
        "fobi",
        "sorg",
        "søvn",
        "uro",
        "selvmord",
        "sjølvmord",
        "suicid",
        "anxiety",
        "depress",
    ),
    *(
        "mage",
        "tarm",
        "fordøy",
        "kost",
        "diett",
        "vekt",
        "røyk",
        "alkohol",
        "snus",
        "stomach",
        "bowel",
        "diet",
        "weight",
    ),
    *(
        "syk",
        "sjuk",
        "helse",
        "health",
        "pasient",
        "patient",
        "behandl",
        "terapi",
        "therap",
        "treat",
        "klinikk",
        "clinic",
    ),
    *("sykehus", "sjukehus", "hospital", "lege", "doctor", "psyk", "psych", "diagnos", "symptom", "frisk", "trening"),
    *("kommune", "avdeling", "poliklin", "program", "kurs", "mestr", "meistr", "modul", "module"),
)
"""What stands in no notice and in no sender's name, in small letters."""


def names_of_programmes(work: Work) -> list[str]:
    """Every name by which somebody could tell what is treated: of the programmes and the instruments that are installed."""
    declared: tuple[Programme | Instrument, ...] = (
        *work.catalogue.all(Programme).values(),
        *work.catalogue.all(Instrument).values(),
    )
    return [name for each in declared for name in (each.key, *(each.title.to(language) for language in LANGUAGES))]


def names_that_tell(work: Work) -> list[str]:
    """Every name that may not stand in a sender's: of what is treated, and of where. One statement."""
    places = work.session.scalars(select(Organisation).where(Organisation.kind.in_(TREATS))).all()
    return [*names_of_programmes(work), *(name for row in places for name in (row.name, row.key))]


def names_one_of(sender: str, names: Iterable[str]) -> str | None:
    """The first of these names that stands in the sender, whatever its case and what is between its letters; None when none does.
    A name of two letters is in too many words to tell anything."""
    said = _letters(sender)
    return next((name for name in names if len(_letters(name)) > 2 and _letters(name) in said), None)


def is_sender(text: str) -> bool:
    """Whether text can be the name of a sender: what the networks carry as one (3GPP TS 23.040, 9.1.2.5) is eleven characters of
    the alphabet of text messages; letters, digits and single spaces, and not digits alone, which would be a number."""
    return (
        re.fullmatch(r"(?=.*[^0-9 ])[A-Za-z0-9ÆØÅæøå]+(?: [A-Za-z0-9ÆØÅæøå]+)*", text) is not None and len(text) <= 11
    )


def faults_of_sender(kind: str, sender: str, telling: Sequence[str]) -> list[Text]:
    """A sentence when this cannot be the sender's name of an organisation of this kind; [] when it can. ``telling`` are those of
    :func:`names_that_tell`."""
    if kind in SETS_NO_SENDER:
        return [words.SENDER_ABOVE]
    if not is_sender(sender):
        return [words.SENDER_RULE.filled(sender=sender[:40])]
    named = names_one_of(sender, (*ABOUT_HEALTH, *telling))
    return [words.SENDER_TELLS.filled(sender=sender, name=named)] if named else []


def senders_at(work: Work, organisation_ids: Collection[int]) -> Mapping[int, str]:
    """The sender's name that holds at each of these organisations: its own, or that of the nearest above that has one. Those where
    none is set are left out. One statement, and none for no organisation."""
    if not organisation_ids:
        return {}
    rows = {row.id: row for row in with_those_above(work, organisation_ids)}
    holds: dict[int, str] = {}
    for each in organisation_ids:
        row = rows.get(each)
        while row is not None and not row.settings.sms_sender:
            row = rows.get(row.parent_id) if row.parent_id is not None else None
        if row is not None:
            holds[each] = row.settings.sms_sender
    return holds


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
