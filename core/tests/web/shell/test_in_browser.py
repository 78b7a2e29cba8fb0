"""The shell in Chromium, under Varde's own security policy: looks, reads, slides, saves and warns."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from varde.testing.browser import axe, expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from .conftest import Shell, Site

ERRORS = {"mobil": "Skriv åtte siffer.", "diagnose": "Velg ett av svarene.", "innsats": "Kryss av for å gå videre."}
SLIDER = "{{ forms.slider('smerte', 'Hvor vondt?', value, low_label='Ingen', high_label='Verst') }}"
FORM = (
    "<form method='post' action='/send' data-autosave-url='/utkast' data-saved-at='{{ saved_at }}'>{{ forms.csrf() }}"
    "{{ forms.saved() }}{{ forms.textarea('tekst', 'Skriv', written) }}"
    "{{ forms.checkboxes('alarm', 'Hva?', [('a', 'A'), ('b', 'B'), ('ingen', 'Ingen')], none_of='ingen') }}"
    + SLIDER
    + "{{ forms.actions('Send') }}</form>"
)


@pytest.fixture
def written_page(shell: Shell, site: Site) -> str:
    return site.show("/skriv", shell.page(FORM, value=None, written="", saved_at=""))


def sent(site: Site, page: Page) -> dict[str, list[str]]:
    """What the form posts when its button is pressed, without the token."""
    site.on_post["/send"] = lambda: (200, "<!doctype html><title>Takk</title>")
    page.get_by_role("button", name="Send").click()
    page.wait_for_load_state()
    form = site.posted("/send")[-1]
    assert form.pop("csrf_token") == ["token-1"]
    return form


# --- looks ------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_is_accessible(
    shell: Shell, site: Site, open_page: Callable[..., Page], width: int, scheme: str
) -> None:
    page = open_page((width, 900), color_scheme=scheme)
    flashes = [("done", "Sendt."), ("error", "Ikke sendt.")]
    page.goto(site.show("/alt", shell.render("gallery.html", errors=ERRORS, flashes=flashes)))
    page.wait_for_load_state("networkidle")
    axe(page)


@pytest.mark.parametrize("name", ["varde/error.html", "varde/signed_out.html", "varde/clinician.html"])
def test_whole_pages_are_accessible(shell: Shell, site: Site, page: Page, name: str) -> None:
    html = shell.render(name, status=404, sentence="Vi finner ikke denne siden.")
    page.goto(site.show("/side", html))
    axe(page, except_rules=("page-has-heading-one",) if "clinician" in name else ())  # the bare shell has no page in it


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_cut_off_or_scrolls_sideways(
    shell: Shell, site: Site, open_page: Callable[..., Page], width: int
) -> None:
    page = open_page((width, 800))
    page.goto(site.show("/alt", shell.render("gallery.html", errors=ERRORS)))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sprite_is_drawn_and_takes_the_pages_colours(shell: Shell, site: Site, page: Page) -> None:
    page.goto(site.show("/varde", shell.page("<p>{{ cairns.cairn(2, here=true) }}</p>")))
    page.wait_for_load_state("networkidle")
    stones = page.evaluate(
        """[...document.querySelectorAll('main .cairn use')].map(
             (stone) => [stone.getBBox().width > 5, getComputedStyle(stone).fill])"""
    )
    fills = [fill for _, fill in stones]
    assert [drawn for drawn, _ in stones] == [True] * 5
    assert fills[0] == fills[1] != fills[2] != fills[3] == fills[4]


def test_the_page_says_first_what_was_wrong(shell: Shell, site: Site, page: Page) -> None:
    html = shell.page("<form>{{ forms.error_summary(errors) }}{{ forms.tel('mobil', 'Mobil') }}</form>", errors=ERRORS)
    page.goto(site.show("/feil", html))
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="Skriv åtte siffer.").click()
    assert page.evaluate("document.activeElement.id") == "mobil"


def test_what_a_no_makes_pointless_steps_aside_without_a_script(
    shell: Shell, site: Site, scriptless_page: Page
) -> None:
    page = scriptless_page
    page.goto(site.show("/s", shell.page("<form>{{ questionnaire.items(instrument, {}, {}, 'nb') }}</form>")))
    gate = page.get_by_role("group", name="Har du hatt vondt i magen?")
    gated = page.get_by_label("Hvor vondt har det vært?")
    expect(gated).to_be_visible()
    gate.get_by_text("Nei").click()
    expect(gated).to_be_hidden()
    gate.get_by_text("Ja").click()
    expect(gated).to_be_visible()


# --- slides -----------------------------------------------------------------------------------------------------------


def test_an_untouched_slider_is_not_an_answer(site: Site, page: Page, written_page: str) -> None:
    page.goto(written_page)
    slider = page.get_by_role("slider", name="Hvor vondt?")
    assert slider.get_attribute("aria-valuetext") == "Ikke besvart"
    expect(page.locator("output")).to_be_hidden()
    assert "smerte" not in sent(site, page)


@pytest.mark.parametrize(("key", "answer"), [("ArrowRight", "51"), ("Home", "0"), ("End", "100"), (" ", "50")])
def test_the_keyboard_answers(site: Site, page: Page, written_page: str, key: str, answer: str) -> None:
    page.goto(written_page)
    slider = page.get_by_role("slider", name="Hvor vondt?")
    slider.press(key)
    assert page.locator("output").inner_text() == answer
    assert slider.get_attribute("aria-valuetext") is None
    assert sent(site, page)["smerte"] == [answer]


def test_a_tap_where_the_stone_lies_answers(site: Site, page: Page, written_page: str) -> None:
    page.goto(written_page)
    page.get_by_role("slider", name="Hvor vondt?").click()
    assert sent(site, page)["smerte"] == ["50"]


def test_a_stone_without_an_answer_looks_different(page: Page, written_page: str) -> None:
    page.goto(written_page)
    slider = page.get_by_role("slider", name="Hvor vondt?")
    slider.press("Shift")  # focused as by the keyboard, before both pictures
    hollow = slider.screenshot()
    slider.press(" ")
    assert slider.input_value() == "50"
    assert slider.screenshot() != hollow


def test_an_answer_can_be_taken_back(site: Site, page: Page, written_page: str) -> None:
    page.goto(written_page)
    page.get_by_role("slider", name="Hvor vondt?").press("End")
    page.get_by_role("button", name="Fjern svaret").click()
    expect(page.locator("output")).to_be_hidden()
    assert "smerte" not in sent(site, page)


def test_an_answer_given_before_is_shown(shell: Shell, site: Site, page: Page) -> None:
    page.goto(site.show("/s", shell.page(FORM, value=46, written="", saved_at="")))
    assert page.locator("output").inner_text() == "46"


def test_without_a_script_a_number_is_written_or_left_out(shell: Shell, site: Site, scriptless_page: Page) -> None:
    page = scriptless_page
    address = site.show("/s", shell.page(FORM, value=None, written="", saved_at=""))
    page.goto(address)
    assert sent(site, page)["smerte"] == [""]
    page.goto(address)
    page.get_by_label("Hvor vondt?").fill("46")
    assert sent(site, page)["smerte"] == ["46"]


def test_none_of_these_clears_the_others(page: Page, written_page: str) -> None:
    page.goto(written_page)
    page.get_by_text("A", exact=True).click()
    page.get_by_text("Ingen", exact=True).first.click()
    assert page.locator("input[name=alarm]:checked").evaluate_all("boxes => boxes.map(box => box.value)") == ["ingen"]
    page.get_by_text("B", exact=True).click()
    assert page.locator("input[name=alarm]:checked").evaluate_all("boxes => boxes.map(box => box.value)") == ["b"]


# --- saves ------------------------------------------------------------------------------------------------------------


def drafts(page: Page) -> Any:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('varde:draft:'))")


def write(page: Page, words: str) -> None:
    page.get_by_label("Skriv").fill(words)


def test_a_draft_is_saved_when_the_writer_pauses(site: Site, page: Page, written_page: str) -> None:
    page.goto(written_page)
    write(page, "Jeg turte å spise ute.")
    page.get_by_role("slider", name="Hvor vondt?").press("End")
    assert drafts(page) == ["varde:draft:p-17:/utkast"]
    page.get_by_text("Lagret kl. 10.42").wait_for()
    assert site.posted("/utkast") == [{"tekst": ["Jeg turte å spise ute."], "smerte": ["100"]}]
    headers = {name.lower(): value for name, value in site.posts[0][2].items()}
    assert headers["x-csrf-token"] == "token-1"
    assert drafts(page) == []


def test_text_written_offline_survives_a_reload_and_is_saved_when_back(
    site: Site, page: Page, written_page: str
) -> None:
    page.goto(written_page)
    page.context.set_offline(True)
    write(page, "Skrevet i tunnelen")
    page.get_by_text("Lagres når du er på nett igjen").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Lagret kl. 10.42").wait_for()
    assert site.posted("/utkast")[-1]["tekst"] == ["Skrevet i tunnelen"]

    site.draft_status = 500
    write(page, "Skrevet mens tjeneren var nede")
    page.get_by_text("Vi fikk ikke lagret").wait_for()
    page.reload()
    assert page.get_by_label("Skriv").input_value() == "Skrevet mens tjeneren var nede"


def test_a_newer_draft_on_the_server_wins(shell: Shell, site: Site, page: Page, written_page: str) -> None:
    page.goto(written_page)
    site.draft_status = 500
    write(page, "Gammelt")
    page.get_by_text("Vi fikk ikke lagret").wait_for()
    site.show("/skriv", shell.page(FORM, value=None, written="Nyere", saved_at="2099-01-01T00:00:00+00:00"))
    page.reload()
    assert page.get_by_label("Skriv").input_value() == "Nyere"
    assert drafts(page) == []


def test_nobody_sees_another_persons_draft(shell: Shell, site: Site, page: Page, written_page: str) -> None:
    page.goto(written_page)
    site.draft_status = 500
    write(page, "Mitt")
    page.get_by_text("Vi fikk ikke lagret").wait_for()
    other = SimpleNamespace(name="En annen", person_id="p-99", is_patient=True, is_staff=False, is_manager=False)
    site.show("/skriv", shell.page(FORM, value=None, written="", saved_at="", actor=other))
    page.reload()
    assert page.get_by_label("Skriv").input_value() == ""


def submit(page: Page) -> None:
    page.get_by_role("button", name="Send").click()
    page.wait_for_load_state("networkidle")


def test_a_sent_form_comes_back_empty(site: Site, page: Page, written_page: str) -> None:
    site.on_post["/send"] = lambda: (303, "/skriv")
    page.goto(written_page)
    write(page, "Hei, Maren")
    submit(page)
    assert page.get_by_label("Skriv").input_value() == ""
    assert drafts(page) == []


def test_text_survives_a_server_that_failed(shell: Shell, site: Site, page: Page, written_page: str) -> None:
    site.draft_status = 500
    site.on_post["/send"] = lambda: (500, shell.render("varde/error.html", status=500, sentence="Noe gikk galt."))
    page.goto(written_page)
    write(page, "Hei, Maren")
    submit(page)
    page.goto(written_page)
    assert page.get_by_label("Skriv").input_value() == "Hei, Maren"


def test_text_survives_being_sent_to_sign_in(shell: Shell, site: Site, page: Page, written_page: str) -> None:
    site.draft_status = 401
    site.on_post["/send"] = lambda: (303, "/logg-inn")
    site.show("/logg-inn", shell.page("", extends="public.html", actor=None))
    page.goto(written_page)
    write(page, "Hei, Maren")
    page.get_by_text("Du er logget ut.").wait_for()
    submit(page)
    page.goto(written_page)
    assert page.get_by_label("Skriv").input_value() == "Hei, Maren"


def test_signing_out_saves_first_and_leaves_nothing_behind(site: Site, page: Page, written_page: str) -> None:
    site.on_post["/logg-ut"] = lambda: (200, "<!doctype html><title>Ute</title>")
    page.goto(written_page)
    write(page, "Halvferdig")
    page.get_by_role("button", name="Logg ut").click()
    page.wait_for_url("**/logg-ut")
    assert [path for path, _, _ in site.posts] == ["/utkast", "/logg-ut"]
    assert site.posted("/utkast")[0]["tekst"] == ["Halvferdig"]
    assert drafts(page) == []


# --- warns ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def short_session(shell: Shell, site: Site) -> str:
    idle = SimpleNamespace(seconds=5, extend_url="/her", ended_url="/ute")
    site.show("/ute", "<!doctype html><title>Ute</title>")
    return site.show("/her", shell.page("<p>Ro</p>", idle=idle))


@pytest.mark.slow
def test_a_still_person_is_warned_and_can_stay(site: Site, page: Page, short_session: str) -> None:
    page.goto(short_session)
    warning = page.get_by_role("dialog", name="Er du her fortsatt?")
    warning.wait_for()
    axe(page)
    page.get_by_role("button", name="Ja, fortsett").click()
    warning.wait_for(state="hidden")
    assert site.posted("/her") == [{}]


@pytest.mark.slow
def test_a_person_who_is_gone_is_led_out(site: Site, page: Page, short_session: str) -> None:
    page.goto(short_session)
    page.wait_for_url("**/ute")
    assert site.posted("/her") == []


@pytest.mark.slow
def test_a_person_who_types_is_not_disturbed(site: Site, page: Page, short_session: str) -> None:
    page.goto(short_session)
    page.wait_for_timeout(300)
    page.keyboard.press("a")
    page.wait_for_timeout(3500)
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert len(site.posted("/her")) == 1
