"""How a wording pack comes and goes: loaded from a file, listed, retired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from varde.identity.models import Organisation
from varde.identity.service import line_of, organisation_by_key
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.wording import words as said
from varde.wording import words_of_items
from varde.wording.differences import WordingDifference, differences
from varde.wording.errors import PackRefused
from varde.wording.fitting import Fitted, fitted
from varde.wording.in_force import standing_among
from varde.wording.models import WordingPack
from varde.wording.questionnaires import form_named
from varde.wording.rules import check_note, check_words, language_of, meant, worded
from varde.wording.service import shown_in
from varde.wording.values import Pack, Words

MOST_IN_NOTE = 500


@dataclass(frozen=True, slots=True)
class Loading:
    """What loading a pack came to. ``stored`` is False in a dry run, and when these very words are shown already;
    ``left_out`` says which texts of the file are not shown, and ``changes`` which words the organisation shows become others."""

    instrument: str
    language: str
    organisation: str
    version: int
    items: int
    stored: bool
    known: bool = False
    left_out: tuple[Text, ...] = ()
    changes: tuple[WordingDifference, ...] = ()

    def as_json(self, *, changes: bool = False) -> dict[str, Any]:
        """What the command says, with every text that becomes another when that is asked for."""
        changed = {"changes": [each.as_json() for each in self.changes]} if changes else {}
        return {
            "instrument": self.instrument,
            "language": self.language,
            "organisation": self.organisation,
            "version": self.version,
            "items": self.items,
            "stored": self.stored,
            **changed,
        }


def load_all(work: Work, packs: Sequence[Pack], *, language: str = "", **options: Any) -> list[Loading]:
    """Load every pack of a file, or none of them; ``options`` are what :func:`load` takes. Of a Bundle, ``language`` chooses
    those in that language.

    :raises PackRefused: with a sentence for everything that is wrong with any of them.
    """
    chosen = [
        pack for pack in packs if not language or len(packs) == 1 or language_of(pack.language) in (language, None)
    ]
    if not chosen:
        tags = ", ".join(pack.language for pack in packs)
        raise PackRefused(said.OTHER_LANGUAGES.filled(tags=tags, asked=language))
    not_chosen = [
        words_of_items.OTHER_FORM.filled(tag=pack.language, language=language) for pack in packs if pack not in chosen
    ]
    loaded: list[Loading] = []
    faults: list[Text] = []
    for pack in chosen:
        form = form_named(pack.names[0] if pack.names else "", pack.language) if packs[1:] else None
        try:
            done = load(work, pack, language=language, **options)
        except PackRefused as fault:
            faults += [_of(form, sentence) for sentence in fault.texts]
            continue
        if any((done.instrument, done.language) == (each.instrument, each.language) for each in loaded):
            second = said.SECOND.filled(instrument=done.instrument, language=done.language)
            faults.append(_of(form, second))
        loaded.append(done)
    if faults:
        raise PackRefused(*faults)
    return [replace(loaded[0], left_out=(*not_chosen, *loaded[0].left_out)), *loaded[1:]]


def _of(form: Text | None, fault: Text) -> Text:
    return said.OF_FORM.filled(form=form, fault=fault) if form else fault


def load(
    work: Work,
    pack: Pack,
    *,
    organisation: str,
    licence: str = "",
    instrument: str = "",
    language: str = "",
    version: str = "",
    dry_run: bool = False,
) -> Loading:
    """Keep the pack as the newest version for this organisation, instrument and language. ``licence``, ``instrument``,
    ``language`` and ``version`` (of the instrument) say what the file does not; the licence note given here goes before
    the file's.

    The same words as those that are shown now change nothing.

    :raises PackRefused: with a sentence for everything that is wrong; none of them names the file.
    """
    faults: list[Text] = []
    owner = work.session.scalar(select(Organisation).where(Organisation.key == organisation).with_for_update())
    if owner is None:
        near = meant(organisation, _organisations(work))
        faults.append(said.NO_ORGANISATION.filled(key=organisation, meant=near))
    note = (licence or pack.licence).strip()
    faults += check_note(note, MOST_IN_NOTE)
    spoken = _language(pack, language, faults)
    declared = _instrument(pack, instrument, work.catalogue, faults)
    pairing = Fitted(Words())
    if declared is not None:
        pairing = fitted(declared, pack, spoken or "nb")
        faults += _version(pack, declared, version)
        # What could not be understood is not compared as well: each thing is said once.
        faults += pairing.faults or check_words(declared, pairing.words, spoken or "nb")
    if faults or owner is None or declared is None or spoken is None:
        raise PackRefused(*faults)
    words = replace(pairing.words, publisher_version=_publishers(pack, declared))
    rows = _rows(work, owner.id, declared.key, spoken)
    standing = standing_among((row for row in rows if row.retired_at is None), {declared.key: declared})
    shown = next((of_key[-1] for of_key in standing.values()), None)
    known = shown is not None and shown.digest == words.digest()
    changes = differences(
        shown_in(work, owner.id, declared, spoken).instrument, worded(declared, words, spoken), spoken
    )
    number = shown.version if shown is not None and known else 1 + max((row.version for row in rows), default=0)
    if not known and not dry_run:
        work.add(
            WordingPack(
                organisation_id=owner.id,
                instrument=declared.key,
                instrument_version=declared.version,
                language=spoken,
                version=number,
                source=pack.source,
                licence_note=note,
                words=words.as_json(),
                digest=words.digest(),
                loaded_at=work.now,
                retired_at=None,
            )
        )
    stored = not known and not dry_run
    return Loading(declared.key, spoken, owner.key, number, len(words.items), stored, known, pairing.left_out, changes)


def _organisations(work: Work) -> list[str]:
    return list(work.session.scalars(select(Organisation.key)))


def _language(pack: Pack, asked: str, faults: list[Text]) -> str | None:
    if not pack.language:
        if not asked:
            faults.append(said.NO_LANGUAGE)
        return asked or None
    own = language_of(pack.language)
    if own is None:
        faults.append(said.LANGUAGE_RULE.filled(tag=repr(pack.language)))
    elif asked and asked != own:
        faults.append(said.OTHER_LANGUAGE.filled(tag=pack.language, asked=asked))
    return own


def _instrument(pack: Pack, asked: str, catalogue: Catalogue, faults: list[Text]) -> Instrument | None:
    known = catalogue.all(Instrument)
    alike = {_plain(key): key for key in known}
    named = dict.fromkeys(alike[_plain(name)] for name in pack.names if _plain(name) in alike)
    by_code = [
        key for key, each in known.items() if pack.form and _panels(each) & set(pack.form.codes) and key not in named
    ]
    own = [*named, *by_code]
    key = alike.get(_plain(asked)) if asked else own[0] if own else None
    if asked and key is None:
        faults.append(said.NO_INSTRUMENT.filled(name=asked, meant=meant(asked, known)))
    elif len(own) > 1:
        listed = Text(*(said.AND_OF.to(code).join(own) for code in LANGUAGES))
        faults.append(said.SEVERAL_INSTRUMENTS.filled(said=listed))
        return None
    elif key is None and pack.names:
        name = pack.names[0]
        faults.append(said.NO_INSTRUMENT_OF_FILE.filled(name=name, meant=meant(name, known)))
    elif key is None:
        faults.append(said.INSTRUMENT_UNSAID)
    elif (own and key not in own) or (pack.source == "toml" and asked and pack.names and not own):
        faults.append(said.OTHER_INSTRUMENT.filled(own=own[0] if own else pack.names[0], asked=key))
        return None
    return known[key] if key else None


def _panels(instrument: Instrument) -> set[str]:
    return {code.code for code in instrument.codes if code.of == "panel"}


def _plain(name: str) -> str:
    """“PHQ9” and “phq-9” are one name."""
    return "".join(sign for sign in name.casefold() if sign not in "-_ ")


def _version(pack: Pack, declared: Instrument, asked: str) -> list[Text]:
    """A pack is for one version of an instrument. A publisher numbers its form in a way of its own."""
    about = {"instrument": declared.key, "version": declared.version, "own": pack.version[:40], "asked": asked}
    foreign = pack.form is not None and not pack.form.own
    if asked and asked != declared.version:
        return [said.OTHER_VERSION.filled(**about)]
    if not pack.version and not asked:
        return [said.NO_VERSION.filled(**about)]
    if pack.version in ("", declared.version) or (asked and foreign):
        return []
    return [(said.FOREIGN_VERSION if foreign else said.OF_VERSION).filled(**about)]


def _publishers(pack: Pack, declared: Instrument) -> str | None:
    return pack.version if pack.version not in ("", declared.version) else None


def _rows(work: Work, organisation_id: int, instrument: str, language: str) -> list[WordingPack]:
    return list(
        work.session.scalars(
            select(WordingPack)
            .where(
                WordingPack.organisation_id == organisation_id,
                WordingPack.instrument == instrument,
                WordingPack.language == language,
            )
            .order_by(WordingPack.version)
        )
    )


def packs(work: Work, organisation: str | None = None) -> list[dict[str, Any]]:
    """Every version of every pack, or of those of one organisation and those above it, as the command lists them.
    ``in_force`` says that the organisation that loaded it shows it. One statement, three for one organisation.

    :raises NoSuchOrganisation: naming the key.
    """
    query = select(WordingPack, Organisation.key).join(Organisation, Organisation.id == WordingPack.organisation_id)
    if organisation is not None:
        query = query.where(Organisation.id.in_(line_of(work, organisation_by_key(work, organisation).id)))
    order = (Organisation.key, WordingPack.instrument, WordingPack.language, WordingPack.version)
    rows = [(row, key) for row, key in work.session.execute(query.order_by(*order))]
    known = work.catalogue.all(Instrument)
    standing = standing_among((row for row, _ in rows if row.retired_at is None), known)
    shown = {of_key[-1].id for of_key in standing.values()}
    return [
        {
            "organisation": key,
            "instrument": row.instrument,
            "instrument_version": row.instrument_version,
            "language": row.language,
            "version": row.version,
            "source": row.source,
            "publisher_version": row.words.get("publisher_version"),
            "licence": row.licence_note,
            "loaded_at": row.loaded_at.isoformat(),
            "in_force": row.id in shown,
            "retired_at": row.retired_at.isoformat() if row.retired_at else None,
        }
        for row, key in rows
    ]


def retire(work: Work, instrument: str, organisation: str, language: str) -> int:
    """Show this organisation's pack to nobody from now on; how many versions that were not retired before. What was
    answered with it keeps its words, and a pack of an organisation above is shown again if there is one.

    :raises NoSuchOrganisation: naming the key.
    :raises PackRefused: there is no such pack, or it is retired already.
    """
    owner = organisation_by_key(work, organisation)
    rows = [row for row in _rows(work, owner.id, instrument, language) if row.retired_at is None]
    if not rows:
        packs = select(func.distinct(WordingPack.instrument)).where(
            WordingPack.organisation_id == owner.id, WordingPack.retired_at.is_(None)
        )
        known = list(work.session.scalars(packs))
        about = {"instrument": instrument, "language": language, "meant": meant(instrument, known)}
        raise PackRefused(said.NO_PACK.filled(organisation=organisation, **about))
    for row in rows:
        row.retired_at = work.now
    return len(rows)
