"""What organisations decide, judged in words that a page can show and a command can print."""

from __future__ import annotations

import re
from collections.abc import Mapping

from varde.enrolments.models import Offering
from varde.enrolments.stored_settings import declared_for, faults_of_offering, faults_of_organisation
from varde.identity.models import Organisation
from varde.identity.service import LONGEST_CRISIS_TEXT, SHORTEST_CRISIS_TEXT
from varde.identity.settings import LONGEST_FRONT_TEXT, OrganisationSettings
from varde.kernel.declared import Setting, Texts, declared, declared_by, read
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.setup import words
from varde.setup.rules import is_statement, unknown_tracks
from varde.setup.senders import faults_of_sender, names_that_tell

TEXTS = {"crisis": (SHORTEST_CRISIS_TEXT, LONGEST_CRISIS_TEXT), "front": (20, LONGEST_FRONT_TEXT)}
"""Settings that are a text in every language, with the fewest and the most characters of each."""


def texts_of(organisation: Organisation, name: str) -> dict[str, str]:
    """One of :data:`TEXTS`, as it is stored: a text by language, "" where there is none."""
    stored: Texts = getattr(read(OrganisationSettings, organisation.details), name) or {}
    return {code: stored.get(code, "") for code in LANGUAGES}


def faults_of_texts(name: str, texts: Mapping[str, str]) -> list[Text]:
    """A sentence for each language whose text is missing, too short or too long."""
    low, high = TEXTS[name]
    lengths = {code: len(texts.get(code, "")) for code in LANGUAGES}
    return [
        words.TEXT_RULE.filled(language=words.IN_LANGUAGE[code], length=length, low=low, high=high)
        for code, length in lengths.items()
        if not low <= length <= high
    ]


def plain_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Each text with what white space there is as single spaces; a blank line parts paragraphs and stays."""
    return {
        code: "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", texts.get(code, "").strip()))
        for code in LANGUAGES
    }


def new_faults(
    work: Work, holder: Organisation | Offering, before: Mapping[str, object], after: Mapping[str, object]
) -> list[Text]:
    """What is wrong with the settings now and was not before: something wrong that is stored already stops no other change."""
    known, now = _faults(work, holder, before), _faults(work, holder, after)
    return [
        *(fault for fault in now if fault not in known),
        *_faults_of_tracks(work, holder, after),
        *_faults_of_sender(work, holder, before, after),
        *_faults_of_statement(before, after),
    ]


def settings_declared(work: Work, holder: Organisation | Offering) -> dict[str, Setting]:
    """What may be decided, by name."""
    if isinstance(holder, Offering):
        return declared_by(declared_for(work, "offering", holder.programme))
    return declared_by(declared_for(work, "organisation"))


def _faults(work: Work, holder: Organisation | Offering, stored: Mapping[str, object]) -> list[Text]:
    if isinstance(holder, Offering):
        return faults_of_offering(work, holder.programme, stored)
    return faults_of_organisation(work, stored)


def _faults_of_tracks(work: Work, holder: Organisation | Offering, after: Mapping[str, object]) -> list[Text]:
    programme = work.catalogue.all(Programme).get(holder.programme) if isinstance(holder, Offering) else None
    written = after.get("tracks")
    if programme is None or not isinstance(written, str):
        return []
    known = [track.key for track in programme.tracks]
    return [
        words.UNKNOWN_TRACK.filled(track=key[:40], programme=programme.title, known=", ".join(known) or "–")
        for key in unknown_tracks(written, known)
    ]


def _faults_of_sender(
    work: Work, holder: Organisation | Offering, before: Mapping[str, object], after: Mapping[str, object]
) -> list[Text]:
    written = _newly("sms_sender", before, after)
    if written is None or isinstance(holder, Offering):
        return []
    return faults_of_sender(holder.kind, written, names_that_tell(work))


def _faults_of_statement(before: Mapping[str, object], after: Mapping[str, object]) -> list[Text]:
    written = _newly("accessibility_url", before, after)
    return [] if written is None or is_statement(written) else [words.STATEMENT_RULE.filled(written=written[:80])]


def _newly(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> str | None:
    """The text that this setting is now and was not before."""
    written = after.get(name)
    return written if isinstance(written, str) and written != before.get(name) else None


OF_ORGANISATION = declared(OrganisationSettings)
