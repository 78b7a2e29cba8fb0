"""Files of invented people are what they say they are, and are taken in as anybody's."""

from __future__ import annotations

import io
import wave
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from varde.files.invented import RATE, invented_file, paced_tone
from varde.files.of_the_invented import keep_invented
from varde.files.rules import HEAD, type_of
from varde.files.service import find_file, opened
from varde.kinds.kind import AnswerKind, InventedPerson
from varde.kinds.uploaded import Film, Picture, SoundRecording
from varde.testing.house import make_house, sample_only, sqlite_url

KEY = "0" * 32


@pytest.mark.parametrize(("medium", "key"), [("picture", "png"), ("sound", "wav")])
def test_each_is_known_by_its_content(medium: str, key: str) -> None:
    content = invented_file(medium, Random(1))
    assert content is not None
    assert (kind := type_of(content[:HEAD], (medium,))) is not None
    assert kind.key == key
    assert content == invented_file(medium, Random(1)), "the same chance gives the same file"
    assert content != invented_file(medium, Random(2))
    assert len(content) < 20_000


def test_a_sound_lasts_a_second_and_nobody_invents_a_film() -> None:
    with wave.open(io.BytesIO(invented_file("sound", Random(3)) or b"")) as sound:
        assert sound.getnframes() / sound.getframerate() == 1
    assert invented_file("film", Random(3)) is None
    assert invented_file("document", Random(3)) is None


@pytest.mark.parametrize(
    ("kind", "kept"), [(Picture(), [("picture", True)]), (SoundRecording(1), [("sound", True)]), (Film(), [])]
)
def test_who_sends_files_answers_with_one(kind: AnswerKind, kept: list[tuple[str, bool]]) -> None:
    sent: list[tuple[str, bool]] = []

    def keeps(medium: str, content: bytes) -> str:
        sent.append((medium, bool(content)))
        return KEY

    assert kind.invent(InventedPerson(Random(1))) is None, "nowhere to send it"
    answer = kind.invent(InventedPerson(Random(1), keeps=keeps))
    assert (answer, sent) == (KEY if kept else None, kept)
    assert not kept or kind.accept(answer) == KEY


def test_what_is_kept_is_opened_again(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    kari, maren = house.person("Kari", "Vik"), house.person("Maren", "Lie", ("therapist", house.clinic))
    enrolment_id = house.enrolled(kari, maren, "sample")
    with house.work() as work:
        keeps = partial(keep_invented, work, enrolment_id, kari.id)
        keys = [kind.invent(InventedPerson(Random(1), keeps=keeps)) for kind in (Picture(), SoundRecording())]
    with house.work() as work:
        files = [find_file(work, str(key))[0] for key in keys]
        assert [(file.type, file.from_patient, file.by_id) for file in files] == [
            ("jpeg", True, kari.id),  # drawn anew
            ("wav", True, kari.id),
        ]
        heads = [opened(work.settings, file).read(4) for file in files]
    assert heads == [b"\xff\xd8\xff\xe0", b"RIFF"]


def test_the_tone_that_leads_the_breath_lasts_as_long_and_is_still_between() -> None:
    with wave.open(io.BytesIO(paced_tone(4, 6, 3))) as sound:
        assert (sound.getframerate(), sound.getnframes()) == (RATE, 30 * RATE)
        points = sound.readframes(30 * RATE)
    assert [points[second * RATE] for second in (0, 4, 10, 14, 20, 24)] == [128] * 6
    turns = [sum(1 for a, b in pairwise(points[at * RATE : (at + 1) * RATE]) if a < 128 <= b) for at in (0, 3, 4, 9)]
    assert turns[0] < turns[1]
    assert turns[2] > turns[3]
    assert max(points) <= 198
