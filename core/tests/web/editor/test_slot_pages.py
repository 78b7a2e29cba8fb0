"""A slot of a step: empty to the patient until one has chosen and another has approved, and inherited as words are."""

from __future__ import annotations

import io

from varde.enrolments.models import Enrolment

from ...content.desk import KEY, Desk
from ...files.samples_of_files import WAV
from .editor_browser import LIBRARY, Browser
from .test_library_pages import code_after, film

SLOTS = "/innhold/{}/plasser"
SLOT = f"{SLOTS}/{KEY}/birdsong"
AT_CLINIC, AT_TRUST = SLOT.format("klinikken"), SLOT.format("fjordvest")


def sound(browser: Browser, place: str, title: str) -> str:
    """The code of a sound that is put in the library."""
    library = LIBRARY.replace("klinikken", place)
    assert browser.post(f"{library}/sound", **film(title=title, file=(io.BytesIO(WAV), "a.wav")))[0] == 303
    return code_after(browser.get(library), "[lyd: ")


def test_a_slot_is_filled_by_one_and_approved_by_another(desk: Desk) -> None:
    house = desk.house
    kari, odd, siri, tor = (Browser(desk, who) for who in ("kari", "odd", "siri", "tor"))
    ida = house.person("Ida", "Vik")
    hers = f"/moduler/{house.enrolled(ida, desk.people['maren'])}/{KEY.module}/{KEY.step}"
    house.browser(ida).get(hers)

    def read() -> tuple[str, int]:
        with house.counted() as made:
            page = house.browser(ida).get(hers).text
        return page, len(made)

    page, empty = read()
    assert "Hør løypa" not in page
    assert "<video" not in page
    assert "0 av 1 plasser er fylt." in kari.get(SLOTS.format("klinikken"))
    assert "Ingenting i biblioteket passer her ennå." in kari.get(AT_CLINIC)

    assert kari.post(f"{LIBRARY}/film", **film())[0] == 303
    wrong = code_after(kari.get(LIBRARY), "[film: ")
    first, second = (sound(kari, "klinikken", title) for title in ("Fugler", "Flere fugler"))
    refusals = {
        wrong: "Plassen er til en lyd, og «Pusten ute» er en film.",
        "borte-0000": "Velg noe som er i biblioteket.",
    }
    for code, said in refusals.items():
        assert said in kari.post(AT_CLINIC, gjor="send", base="0", code=code)[1]
    assert kari.post(AT_CLINIC, gjor="send", base="0", code=first)[0] == 303
    status, page = odd.post(AT_CLINIC, gjor="send", base="0", code=second)
    assert (status, "Det som Kari Lie har sendt hit, venter på godkjenning." in page) == (422, True)
    assert "<video" not in read()[0]
    assert "Hør løypa" in siri.get("/innhold/klinikken")
    assert 'value="godkjenn"' not in kari.get(AT_CLINIC)
    assert "Den som har sendt det, kan ikke godkjenne det." in kari.post(AT_CLINIC, gjor="godkjenn", waits="1")[1]
    assert siri.post(AT_CLINIC, gjor="avslaa", waits="1", reason="x")[0] == 422
    assert siri.post(AT_CLINIC, gjor="send", base="0", code=second)[0] == 403
    assert siri.post(AT_CLINIC, gjor="godkjenn", waits="1")[0] == 303
    status, page = odd.post(AT_CLINIC, gjor="avslaa", waits="1", reason="For sent ute.")
    assert (status, "Dette er avgjort allerede, av Siri Lie." in page) == (422, True)

    page, filled = read()
    assert f'src="/innholdsfil/{first}"' in page
    assert '<track kind="captions" srclang="nb"' in page
    assert "Les det som blir sagt" in page
    assert filled == empty
    assert "1 av 1 plasser er fylt." in kari.get(SLOTS.format("klinikken"))
    assert AT_CLINIC in kari.get(f"{LIBRARY}/{first}")

    status, page = odd.post(AT_CLINIC, gjor="send", base="0", code=second)
    assert (status, "Siri Lie har endret det som vises her" in page) == (422, True)
    base = page.split('name="base" value="')[1].split('"')[0]
    assert odd.post(AT_CLINIC, gjor="send", base=base, code=second)[0] == 303
    assert odd.post(AT_CLINIC, gjor="trekk", waits="3")[0] == 303
    assert kari.post(f"{LIBRARY}/{first}/trekk", reason="Feil fugler.")[0] == 303
    assert "<video" not in read()[0]

    ours = sound(tor, "fjordvest", "Fjordens fugler")
    assert tor.post(AT_TRUST, gjor="send", base="0", code=ours)[0] == 303
    assert tor.post(AT_TRUST, gjor="godkjenn", waits="5")[0] == 422
    assert "Pasienten ser ikke at plassen finnes." in kari.get(AT_CLINIC)
    assert kari.client.get(AT_TRUST).status_code == 403


def test_what_the_trust_shows_is_shown_at_its_clinics_and_nowhere_else(desk: Desk) -> None:
    house, kari, tor = desk.house, Browser(desk, "kari"), Browser(desk, "tor")
    desk.people["eva"] = house.person("Eva", "Lie", ("content_editor", house.trust))
    ours = sound(tor, "fjordvest", "Fjordens fugler")
    assert tor.post(AT_TRUST, gjor="send", base="0", code=ours)[0] == 303
    assert Browser(desk, "eva").post(AT_TRUST, gjor="godkjenn", waits="1")[0] == 303
    ida, per = house.person("Ida", "Vik"), house.person("Per", "Vik")
    step = f"{KEY.module}/{KEY.step}"
    hers, his = (house.enrolled(person, desk.people["maren"]) for person in (ida, per))
    with house.work() as work:
        work.session.get_one(Enrolment, his).organisation_id = house.elsewhere.id
    here, there = (
        house.browser(person).get(f"/moduler/{number}/{step}").text for person, number in ((ida, hers), (per, his))
    )
    assert (f"/innholdsfil/{ours}" in here, f"/innholdsfil/{ours}" in there) == (True, False)
    assert house.browser(per).get(f"/innholdsfil/{ours}").status_code == 404
    assert house.browser(ida).get(f"/innholdsfil/{ours}", headers={"Range": "bytes=0-3"}).data == b"RIFF"
    assert "fra over" in kari.get(SLOTS.format("klinikken"))
    own = sound(kari, "klinikken", "Våre fugler")
    base = kari.get(AT_CLINIC).split('name="base" value="')[1].split('"')[0]
    assert kari.post(AT_CLINIC, gjor="send", base=base, code=own)[0] == 303
    assert Browser(desk, "siri").post(AT_CLINIC, gjor="godkjenn", waits="3")[0] == 303
    assert kari.post(AT_CLINIC, gjor="tom", why="")[0] == 422
    assert kari.post(AT_CLINIC, gjor="tom", why="Feil opptak.")[0] == 303
    assert "Fjordens fugler" in kari.get(AT_CLINIC)
    assert "Feil opptak." in kari.get(AT_CLINIC)
    assert kari.post(AT_CLINIC, gjor="tom", why="Feil opptak.")[0] == 422
