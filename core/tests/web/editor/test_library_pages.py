"""The library of an organisation: taken in with its words, shown to those who are treated or work there, and withdrawn."""

from __future__ import annotations

import io
from typing import Any

import pytest

from varde.content.media import MOST
from varde.enrolments.models import Enrolment
from varde.files.errors import TooLargeFile
from varde.files.service import Incoming, prepare

from ...content.desk import KEY, Desk
from ...files.samples_of_files import PROGRAM, WAV
from ...files.samples_of_files import picture as drawn
from .editor_browser import LIBRARY, STEP, Browser, form_of

VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nPust.\n"
MP4 = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"


def film(**others: Any) -> dict[str, Any]:
    form = {"title": "Pusten ute", "transcript-nb": "Pust.", "transcript-nn": "Pust no."}
    files = {"file": (io.BytesIO(MP4), "pust.mp4")}
    files |= {f"captions-{code}": (io.BytesIO(VTT), f"{code}.vtt") for code in ("nb", "nn")}
    return {**form, **files, **others}


def code_after(page: str, mark: str) -> str:
    """The code of the newest that is written so."""
    return page.split(mark)[1].split(")" if "bilde" in mark else "]")[0].strip()


def test_what_is_taken_in_is_shown_where_it_is_read_and_nowhere_else(desk: Desk) -> None:
    house, kari = desk.house, Browser(desk, "kari")
    assert kari.post(f"{LIBRARY}/picture", title="Hånd", file=(io.BytesIO(drawn()), "h.jpg"))[0] == 303
    picture = code_after(kari.get(LIBRARY), "bilde:")
    alt = {"alt-nb": "En hånd på magen", "alt-nn": "Ei hand på magen"}
    assert kari.post(f"{LIBRARY}/film", **film(poster=picture, **alt))[0] == 303
    heard = film(title="Pust med lyden", file=(io.BytesIO(WAV), "pust.wav"))
    assert kari.post(f"{LIBRARY}/sound", **heard)[0] == 303
    page = kari.get(LIBRARY)
    shown, sound = code_after(page, "[film: "), code_after(page, "[lyd: ")
    answer = kari.client.get(f"/innholdsfil/{picture}")
    assert (answer.mimetype, answer.data[:2], answer.headers["Cache-Control"]) == (
        "image/jpeg",
        b"\xff\xd8",
        "no-store",
    )
    part = kari.client.get(f"/innholdsfil/{sound}", headers={"Range": "bytes=8-11"})
    assert (part.status_code, part.mimetype, part.data) == (206, "audio/wav", b"WAVE")
    assert kari.client.get(f"/innholdsfil/{shown}", headers={"Range": "bytes=900-"}).status_code == 416
    assert kari.client.get(f"/innholdsfil/{shown}/nn.vtt").data == VTT
    assert kari.client.get(f"/innholdsfil/{shown}/en.vtt").status_code == 404
    assert house.app.test_client().get(f"/innholdsfil/{shown}").status_code in (302, 303, 401)

    body = f"Se.\n\n![En hånd på magen](bilde:{picture})\n\n[film: {shown}]\n\n[lyd: {sound}]"
    words = {"body-nb": body, "body-nn": body, "lede-nb": "Kort.", "lede-nn": "Kort."}
    status, page = kari.post(STEP, gjor="send", **form_of(desk, **words))
    assert status == 303, page
    page = kari.get("/innhold/klinikken/versjon/1")
    assert 'alt="En hånd på magen"' in page
    assert f'poster="/innholdsfil/{picture}"' in page
    assert "Ei hand på magen" in page
    assert page.count('<track kind="captions" srclang="nn"') == 2
    assert "Pust no." in page
    assert Browser(desk, "siri").post("/innhold/klinikken/versjon/1", gjor="godkjenn")[0] == 303

    ida = house.person("Ida", "Vik")
    enrolment = house.enrolled(ida, desk.people["maren"])
    hers = f"/moduler/{enrolment}/{KEY.module}/{KEY.step}"
    assert f"/innholdsfil/{shown}" in house.browser(ida).get(hers).text
    nobody = house.person("Per", "Vik")
    elsewhere = house.person("Eli", "Vik", ("therapist", house.elsewhere))
    reached = {
        "patient": house.browser(ida).get(f"/innholdsfil/{shown}").status_code,
        "therapist": Browser(desk, "maren").client.get(f"/innholdsfil/{shown}").status_code,
        "trust": Browser(desk, "tor").client.get(f"/innholdsfil/{shown}").status_code,
        "not a patient": house.browser(nobody).get(f"/innholdsfil/{shown}").status_code,
        "another clinic": house.browser(elsewhere, staff=True).get(f"/innholdsfil/{shown}").status_code,
        "captions there": house.browser(elsewhere, staff=True).get(f"/innholdsfil/{shown}/nb.vtt").status_code,
    }
    assert reached == {
        "patient": 200,
        "therapist": 200,
        "trust": 200,
        "not a patient": 404,
        "another clinic": 404,
        "captions there": 404,
    }

    with house.work() as work:  # moved with the words that she began on
        work.session.get_one(Enrolment, enrolment).organisation_id = house.elsewhere.id
    assert house.browser(ida).get(f"/innholdsfil/{shown}").status_code == 200
    assert house.browser(elsewhere, staff=True).get(f"/innholdsfil/{shown}").status_code == 200

    one = f"{LIBRARY}/{shown}"
    assert "Se." not in kari.get(one)
    assert STEP in kari.get(one)
    assert kari.post(f"{one}/trekk", reason="x")[0] == 422
    assert Browser(desk, "siri").post(f"{one}/trekk", reason="Hun vil ikke mer.")[0] == 403
    assert kari.post(f"{one}/trekk", reason="Hun vil ikke mer.")[0] == 303
    assert "Hun vil ikke mer." in kari.get(one)
    assert kari.post(f"{one}/trekk", reason="Hun vil ikke mer.")[0] == 422
    assert house.browser(ida).get(f"/innholdsfil/{shown}").status_code == 404
    page = house.browser(ida).get(hers).text
    assert f"/innholdsfil/{shown}" not in page
    assert f"/innholdsfil/{sound}" in page
    assert "Trukket fra biblioteket" in kari.get(LIBRARY)


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("picture", {"title": "X", "file": (PROGRAM, "b.jpg")}, "Filen er ikke et bilde"),
    ("picture", {"title": "X"}, "Velg en fil."),
    ("picture", {"title": "", "file": (b"x", "b.jpg")}, "Skriv hva den skal hete i biblioteket"),
    ("film", {"file": (PROGRAM, "b.mp4")}, "Filen er ikke en film (MP4, MOV eller WebM)"),
    ("sound", {"file": (PROGRAM, "b.wav")}, "Filen er ikke et lydopptak"),
    ("film", {"captions-nn": (b"", "")}, "Tekstingen mangler på nynorsk."),
    ("sound", {"transcript-nn": ""}, "Avskriften mangler på nynorsk."),
    ("film", {"poster": "borte-0000", "alt-nb": "En hånd", "alt-nn": "Ei hand"}, "Bildet som er valgt, er ikke i"),
    ("film", {"poster": "borte-0000", "alt-nn": "Ei hand"}, "Skriv på bokmål hva bildet viser"),
    (
        "film",
        {"captions-nb": (VTT + b"\n00:00.500 --> 00:00.900\nSent.\n", "nb.vtt")},
        "Tekstingen på bokmål er ute av rekkefølge: linje 6 begynner 00:00.500, og den før begynner 00:01.000.",
    ),
    ("film", {"captions-nb": (b"\xff\xfe", "nb.vtt")}, "Filen er ikke tekst i UTF-8."),
]


def test_what_cannot_be_shown_is_refused_in_a_sentence_and_its_words_are_kept(desk: Desk) -> None:
    kari = Browser(desk, "kari")
    for kind, form, said in REFUSED:
        sent = {
            name: (io.BytesIO(each[0]), each[1]) if isinstance(each, tuple) else each for name, each in form.items()
        }
        status, page = kari.post(f"{LIBRARY}/{kind}", **(sent if kind == "picture" else film(**sent)))
        assert (status, said in page) == (422, True), (kind, form)
        assert kind == "picture" or ">\nPust.</textarea>" in page
    assert "Ingen bilder, filmer eller lyder ennå." in kari.get(LIBRARY)


def test_a_film_of_fifty_megabytes_is_refused_before_it_is_put_anywhere(desk: Desk) -> None:
    came = Incoming(io.BytesIO(MP4), 50_000_000, "lang.mp4")
    with pytest.raises(TooLargeFile) as refused:
        prepare(desk.house.platform.settings, "0" * 32, came, ("film",), MOST["film"])
    assert refused.value.to("nb") == "Filen er større enn 40 MB, og det er det meste vi kan ta imot her."
