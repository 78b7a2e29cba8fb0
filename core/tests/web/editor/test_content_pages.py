"""Words are changed, looked at, sent and approved on pages, without scripts; whoever writes them reaches no patient."""

from __future__ import annotations

import pytest

from varde.content.approving import refuse
from varde.content.editing import draft_of
from varde.testing.house import token

from ...content.desk import KEY, Desk
from .editor_browser import LIBRARY, STEP, Browser, form_of


def test_from_a_change_to_what_the_patient_reads(desk: Desk) -> None:
    kari, siri = Browser(desk, "kari"), Browser(desk, "siri")
    assert "/innhold/klinikken" in kari.client.get("/innhold").headers["Location"]
    assert STEP in kari.get("/innhold/klinikken")
    page = kari.get(STEP)
    assert "Programmets tekst vises" in page
    words = {"lede-nb": "Kort.", "lede-nn": "Kort.", "body-nb": "Ring [telefon: klinikk].", "body-nn": "Ring no."}
    status, shown = kari.post(STEP, gjor="vis", **form_of(desk, **words))
    assert (status, '<a href="tel:55000000">' in shown) == (200, True)
    with desk.house.work() as work:
        assert draft_of(work, desk.clinic.id, KEY) is None
    status, _ = kari.post(STEP, gjor="lagre", **form_of(desk, **words))
    assert status == 303
    page = kari.get(STEP)
    assert "Utkast, ikke sendt" in page
    assert "<ins>Ring [telefon: klinikk].</ins>" in page
    status, _ = kari.post(STEP, gjor="send", note="Nytt nummer", **form_of(desk, **words))
    assert status == 303
    waiting = "/innhold/klinikken/versjon/1"
    assert waiting in siri.get("/innhold/klinikken")
    assert "Nytt nummer" in siri.get(waiting)
    assert 'value="godkjenn"' not in kari.get(waiting)
    assert kari.post(waiting, gjor="godkjenn")[0] == 422
    assert siri.post(waiting, gjor="avslaa", reason="x")[0] == 422
    assert siri.post(waiting, gjor="godkjenn")[0] == 303
    ida = desk.house.person("Ida", "Vik")
    enrolment = desk.house.enrolled(ida, desk.people["maren"])
    read = desk.house.browser(ida).get(f"/moduler/{enrolment}/{KEY.module}/{KEY.step}").text
    assert '<a href="tel:55000000">55\xa000\xa000\xa000</a>' in read
    page = kari.get(STEP)
    assert "Publisert: versjon 1" in page
    assert kari.post(f"{STEP}/tilbake", gjor="tilbake", version="")[0] == 303
    assert "Programmets tekst vises" in kari.get(STEP)


def test_what_is_not_whole_is_said_at_its_control_and_kept(desk: Desk) -> None:
    kari = Browser(desk, "kari")
    assert "Skriv dagen det gjelder fra." in kari.post(STEP, gjor="send", **form_of(desk, from_day="i morgen"))[1]
    status, page = kari.post(
        STEP, gjor="send", **form_of(desk, **{"body-nn": "", "lede-nn": "", "from_day": "1.1.2020"})
    )
    assert status == 422
    assert "Steget mangler tekst på nynorsk, og kan ikke publiseres før den er der." in page
    assert "Velg en dag fra i dag og høyst et år fram." in page
    with desk.house.work() as work:
        assert draft_of(work, desk.clinic.id, KEY) is not None


def test_the_later_of_two_is_told_and_sees_both_texts(desk: Desk) -> None:
    kari, odd = Browser(desk, "kari"), Browser(desk, "odd")
    before = form_of(desk)
    assert kari.post(STEP, gjor="lagre", **{**before, "body-nb": "Karis ord."})[0] == 303
    status, page = odd.post(STEP, gjor="lagre", **{**before, "body-nb": "Odds ord."})
    assert status == 409
    assert "Kari Lie lagret andre ord i dette steget" in page
    assert ">\nOdds ord.</textarea>" in page
    assert '<pre class="source">Karis ord.</pre>' in page
    base = page.split('name="base" value="')[1].split('">')[0]
    assert odd.post(STEP, gjor="lagre", **{**before, "body-nb": "Begges ord.", "base": base})[0] == 303
    assert ">\nBegges ord.</textarea>" in kari.get(STEP)
    status, _ = kari.post(STEP, gjor="lagre", **{**before, "body-nb": "Begges ord.", "lede-nn": "Stutt."})
    assert status == 303
    assert 'value="Stutt."' in odd.get(STEP)


def test_what_the_programme_changed_stands_beside_ours(desk: Desk) -> None:
    desk.published("Våre ord.")
    desk.ship(desk.words("Programmets nye ord."))
    kari = Browser(desk, "kari")
    assert "Programmet har ny tekst" in kari.get("/innhold/klinikken")
    page = kari.get(STEP)
    for words in ("Programmet har endret teksten", "Programmets nye ord.", "Begge har endret"):
        assert words in page
    assert kari.post(f"{STEP}/tilbake", gjor="ta-inn")[0] == 303
    assert "Programmet har endret teksten" not in kari.get(STEP)
    assert kari.post(f"{STEP}/tilbake", gjor="kast")[0] == 303
    assert "Programmet har endret teksten" in kari.get(STEP)
    assert kari.post(f"{STEP}/tilbake", gjor="behold")[0] == 303
    assert "Programmet har endret teksten" not in kari.get(STEP)


def test_whoever_approves_has_said_lately_that_it_is_her(desk: Desk) -> None:
    kari = Browser(desk, "kari")
    assert kari.post(STEP, gjor="send", **form_of(desk, **{"body-nb": "Ny.", "body-nn": "Ny."}))[0] == 303
    for minutes, status in ((61, 403), (59, 303)):
        siri = desk.house.browser(desk.people["siri"], staff=True, minutes_ago=minutes)
        sent = {"gjor": "godkjenn", "csrf_token": token(siri)}
        assert siri.post("/innhold/klinikken/versjon/1", data=sent).status_code == status


def test_all_are_moved_when_a_mistake_may_harm(desk: Desk) -> None:
    ida = desk.house.person("Ida", "Vik")
    enrolment = desk.house.enrolled(ida, desk.people["maren"])
    hers = f"/moduler/{enrolment}/{KEY.module}/{KEY.step}"
    old = desk.house.browser(ida).get(hers).text
    kari, siri = Browser(desk, "kari"), Browser(desk, "siri")
    words = {"body-nb": "Riktig dose.", "body-nn": "Rett dose.", "lede-nb": "Nytt.", "lede-nn": "Nytt."}
    status, _ = kari.post(STEP, gjor="send", **form_of(desk, **words, who="all", reason="Feil dose"))
    assert status == 303
    assert siri.post("/innhold/klinikken/versjon/1", gjor="godkjenn")[0] == 303
    new = desk.house.browser(ida).get(hers).text
    assert "Riktig dose." in new
    assert "Riktig dose." not in old
    assert "Teksten i dette steget er endret siden du leste den." in new
    assert "alle flyttet til teksten" in kari.get(STEP).lower()
    assert kari.post(f"{STEP}/tilbake", gjor="tilbake")[0] == 303
    assert "Riktig dose." in desk.house.browser(ida).get(hers).text
    assert kari.post(f"{STEP}/flytt", why="x")[0] == 422
    assert kari.post(f"{STEP}/flytt", why="Riktig likevel")[0] == 303
    assert "Riktig dose." not in desk.house.browser(ida).get(hers).text


def test_the_pages_cost_the_same_however_much_is_written(desk: Desk) -> None:
    tor, statements = Browser(desk, "tor"), list[int]()
    for number in range(3):
        desk.published(f"Ring [telefon: klinikk], {number}.")
        desk.sent("kari", f"Utkast {number}.")
        version = 2 * number + 2
        for address in ("/innhold/klinikken", STEP, f"/innhold/klinikken/versjon/{version}"):
            with desk.house.counted() as made:
                tor.get(address)
            statements.append(len(made))
        desk.do("kari", refuse, version, "")
    assert statements[:3] == statements[3:6] == statements[6:], statements
    assert statements[1] <= 21


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("siri", STEP, 403),
        ("maren", "/innhold/klinikken", 403),
        ("kari", "/innhold/fjordvest", 403),
        ("kari", "/innhold/nowhere", 404),
        ("kari", "/innhold/klinikken/steg/sample/first-steps/none", 404),
        ("kari", "/innhold/klinikken/versjon/7", 404),
        ("siri", LIBRARY, 403),
        ("kari", "/innholdsfil/borte", 404),
        ("kari", "/pasient/1", 403),
        ("tor", "/innhold/klinikken", 200),
    ],
)
def test_nobody_reaches_what_is_not_theirs(desk: Desk, who: str, address: str, status: int) -> None:
    ida = desk.house.person("Ida", "Vik")
    desk.house.enrolled(ida, desk.people["maren"])
    assert Browser(desk, who).client.get(address).status_code == status
