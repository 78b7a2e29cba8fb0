"""The sounds that the demo makes itself, in the slots that the programmes name: taken in, sent and approved as anybody's are."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from varde.content.editing import editor_signed_in
from varde.content.media import PlayedWords, keep_medium
from varde.content.slots import SlotPlace, approve_slot, send_to_slot, slots_in, standing_slot
from varde.files.invented import paced_tone
from varde.files.service import Incoming, expect_shared, prepare
from varde.files.stores import is_on
from varde.identity.acting import acting
from varde.identity.service import RoleAt
from varde.kernel.words import PATIENT_LANGUAGES
from varde.kernel.work import Work
from varde.plugin.simulation import PacedSound
from varde_demo.cast import EDITOR, HEAD
from varde_demo.organisations import Site, person_with


def place_sounds(work: Work, sites: Sequence[Site]) -> None:
    """Fill the slots that the programmes name a sound for, at the clinic that gives each; once."""
    for site in sites if is_on(work.settings) else ():
        for sound in site.simulation.sounds:
            place = next(at for *_, at in slots_in([site.programme]) if is_at(at, sound))
            if standing_slot(work, site.organisation.id, place).shown is None:
                _fill(work, site, place, sound)


def is_at(place: SlotPlace, sound: PacedSound) -> bool:
    """Whether the sound is made for this slot."""
    return (place.key.module, place.key.step, place.slot.key) == (sound.module, sound.step, sound.slot)


def _fill(work: Work, site: Site, place: SlotPlace, sound: PacedSound) -> None:
    at = site.organisation
    writer, approver = (
        editor_signed_in(work, acting(person_with(work, member.nin), (RoleAt(role, at.id),), staff=True))
        for member, role in ((EDITOR, "content_editor"), (HEAD, "head"))
    )
    content = paced_tone(sound.rising, sound.falling, sound.rounds)
    key = expect_shared(work, at.id)
    work.session.flush()
    prepared = prepare(work.settings, key, Incoming(io.BytesIO(content), len(content), None), ("sound",))
    played = PlayedWords(
        {language: "\n".join(captions(sound, language)) for language in PATIENT_LANGUAGES},
        {language: sound.transcript.to(language) for language in PATIENT_LANGUAGES},
    )
    medium = keep_medium(work, writer.person_id, writer.name, at.id, sound.title.nb, prepared, played)
    sent = send_to_slot(work, writer, at, place, medium.code, 0)
    approve_slot(work, approver, at, place, sent.id)


def captions(sound: PacedSound, language: str) -> Iterator[str]:
    """What is done while the tone rises and while it falls, as WebVTT."""
    yield "WEBVTT\n"
    second = 0
    for _ in range(sound.rounds):
        for lasts, said in ((sound.rising, sound.rise), (sound.falling, sound.fall)):
            yield f"{_clock(second)} --> {_clock(second + lasts)}\n{said.to(language)}\n"
            second += lasts


def _clock(second: int) -> str:
    return f"{second // 60:02}:{second % 60:02}.000"
