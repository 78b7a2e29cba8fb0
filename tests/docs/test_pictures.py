"""The page about pictures: its block is run as it stands, and a patient fills it in."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from varde.files.models import StoredFile
from varde.files.values import LARGEST, MB
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.modules.entries import entry_of, written_by_patient
from varde.programmes.check import check_programme
from varde.programmes.values import Exercise, Programme
from varde.testing.house import make_house, sample_only, sqlite_url, token

from .documents import ROOT

PAGE = ROOT / "docs" / "plugin-author" / "pictures.md"
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(500)
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(500)


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def declared(page: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", page, re.M | re.S):
        exec(compile(block, str(PAGE), "exec"), names)
    return names


def with_skin(page: str) -> Catalogue:
    """The sample, whose exercise asks for what the page declares."""
    programme = sample_only().one(Programme, "sample")
    first = programme.modules[0]
    steps = tuple(
        replace(step, fields=declared(page)["SKIN"].fields) if isinstance(step, Exercise) and not step.dated else step
        for step in first.steps
    )
    changed = replace(programme, modules=(replace(first, steps=steps), *programme.modules[1:]))
    return sample_only().with_values(Programme, [changed])


def test_what_it_declares_is_sound(page: str) -> None:
    catalogue = with_skin(page)
    assert list(check_programme(catalogue.one(Programme, "sample"), catalogue.all(Instrument), catalogue)) == []


def test_it_says_how_large_they_may_be(page: str) -> None:
    said = re.search(r"at most (\d+) of a picture, (\d+) of sound and (\d+) of film", page)
    assert said is not None
    assert [int(most) * MB for most in said.groups()] == [LARGEST[medium] for medium in ("picture", "sound", "film")]


def test_a_patient_fills_it_in(page: str, tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=with_skin(page))
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ida", "Vik")
    enrolment = house.enrolled(ingrid, maren, "sample")
    browser, address = house.browser(ingrid), f"/moduler/{enrolment}/first-steps/packing"
    html = browser.get(address).get_data(as_text=True)
    assert 'id="walk-camera" name="walk-camera" accept="video/mp4' in html
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "pink").save(picture, "PNG")
    sent = {
        "csrf_token": token(browser),
        "base": "",
        "shared": "1",
        "words": "Litt rød.",
        "photo-camera": (io.BytesIO(picture.getvalue()), "IMG.png"),
        "walk-file": (io.BytesIO(FILM), "walk.mp4"),
        "cough-file": (io.BytesIO(SOUND), "cough.mp3"),
    }
    assert browser.post(address, data=sent, content_type="multipart/form-data").status_code == 303
    with house.work() as work:
        sheet = entry_of(work, enrolment, "first-steps", "packing")
        answers = written_by_patient(sheet)
        files = {key: work.session.get_one(StoredFile, answers[key]).medium for key in ("photo", "walk", "cough")}
    assert files == {"photo": "picture", "walk": "film", "cough": "sound"}
    assert answers["words"] == "Litt rød."
    seen = house.browser(maren, staff=True).get(f"/pasient/{enrolment}").get_data(as_text=True)
    assert f'<video controls preload="metadata" src="/fil/{answers["walk"]}"' in seen
    assert f'<audio controls preload="none" src="/fil/{answers["cough"]}"' in seen
    assert f'<img src="/fil/{answers["photo"]}/liten"' in seen
