"""The sound that the demo makes stands in its slot, sent by one and approved by another, and is made once."""

from __future__ import annotations

from varde.content.captions import end_of, fault_of_captions
from varde.content.models import ContentMedium, ContentSlotDeed
from varde.content.slots import filled_slots, slots_in
from varde.files.models import SharedFile
from varde.files.service import opened
from varde_demo.organisations import sites_of
from varde_demo.sounds import is_at, place_sounds

from .platforms import MakePlatform


def test_the_sound_of_a_slot_is_made_once_and_shown(furnished: MakePlatform) -> None:
    platform = furnished()
    for _ in range(2):
        with platform.work() as work:
            place_sounds(work, sites_of(work))
    with platform.work() as work:
        sounds = [(site, sound) for site in sites_of(work) for sound in site.simulation.sounds]
        assert len(sounds) == work.session.query(ContentMedium).count() >= 1
        for site, sound in sounds:
            step, place = next((step, at) for _, _, step, at in slots_in([site.programme]) if is_at(at, sound))
            shown = dict(filled_slots(work, site.organisation.id, place.key, step))[place.slot].medium
            for language in ("nb", "nn"):
                assert fault_of_captions(shown.captions[language], language) is None
                assert end_of(shown.captions[language]) == 1000 * sound.rounds * (sound.rising + sound.falling)
            file = work.session.get_one(SharedFile, shown.file_key)
            assert (file.type, opened(work.settings, file).read(4)) == ("wav", b"RIFF")
        deeds = work.session.query(ContentSlotDeed).order_by(ContentSlotDeed.id).all()
        assert [deed.kind for deed in deeds] == ["sent", "shown"] * len(sounds)
        assert all(sent.by_id != approved.by_id for sent, approved in zip(deeds[::2], deeds[1::2], strict=True))
