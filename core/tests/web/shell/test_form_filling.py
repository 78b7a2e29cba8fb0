"""What was typed is put back in the form it came from, in whatever kind of control, and nowhere else."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.web.shell.form_filling import fill_form, put_first

PAGE = """<main><form method="post" action="/other"><textarea name="body">
</textarea></form>
<details class="more"><summary>Mer</summary><form method="post" action="/a?side=2&amp;x=1" novalidate>
<input type="hidden" name="csrf_token" value="fresh"><input type="hidden" name="version" value="2" data-of-page>
<input type="hidden" name="base" value="{}">
<input type="text" id="name" name="name" value="Gammelt &lt;navn&gt;">
<textarea id="body" name="body" rows="3">
Fra før &amp; nå</textarea>
<select name="kind"><option value="video" selected>Video</option><option value="phone">Telefon</option></select>
<input type="radio" name="shared" value="1"><input type="radio" name="shared" value="0" checked>
<input type="checkbox" name="ill" value="heart" checked><input type="checkbox" name="ill" value="none">
<button name="go" value="next">Neste</button></form></details></main>"""
ACTION = "/a?side=2&x=1"


def filled(*fields: tuple[str, str], action: str = ACTION, html: str = PAGE) -> str:
    page = fill_form(html, "/page", action, fields, note="<b>NOTE</b>", hidden="<i>HIDDEN</i>")
    assert page is not None
    return page


def test_every_kind_of_control_is_filled_and_the_rest_stays() -> None:
    sent = [
        ("csrf_token", "old"),
        ("version", "1"),
        ("base", '{"a":"b"}'),
        ("name", 'Å "ny" <x>'),
        ("body", "To\r\nlinjer"),
    ]
    sent += [("kind", "phone"), ("shared", "1"), ("ill", "none"), ("go", "next")]
    page = filled(*sent)
    expected = (
        PAGE.replace('<details class="more">', '<details class="more" open>')
        .replace('<form method="post" action="/a', '<b>NOTE</b><form method="post" action="/a')
        .replace("novalidate>", "novalidate><i>HIDDEN</i>")
        .replace('value="{}"', 'value="{&quot;a&quot;:&quot;b&quot;}"')
        .replace("Gammelt &lt;navn&gt;", "Å &quot;ny&quot; &lt;x&gt;")
        .replace("Fra før &amp; nå", "To\r\nlinjer")
        .replace(' value="video" selected', ' value="video"')
        .replace(' value="phone"', ' value="phone" selected')
        .replace('name="shared" value="1"', 'name="shared" value="1" checked')
        .replace('name="shared" value="0" checked', 'name="shared" value="0"')
        .replace('value="heart" checked', 'value="heart"')
        .replace('value="none"', 'value="none" checked')
    )
    assert page == expected


def test_what_was_not_sent_is_not_ticked_and_a_text_that_was_not_stays() -> None:
    page = filled(("name", "Ny"))
    assert 'name="shared" value="0">' in page
    assert 'value="heart">' in page
    assert "Fra før &amp; nå" in page
    assert '<option value="video" selected>' in page


@pytest.mark.parametrize("action", ["/a", "/a?side=1&x=1", "/b", ""])
def test_no_other_form_is_filled(action: str) -> None:
    assert fill_form(PAGE, "/page", action, [("body", "x")]) is None


def test_a_form_without_an_action_is_sent_to_its_page() -> None:
    html = '<form method="post"><textarea name="body"></textarea></form>'
    assert fill_form(html, "/blå", "/bl%C3%A5", [("body", "Hei")]) == html.replace('"body"></', '"body">\nHei</')
    assert fill_form(html, "/blå", "/other", [("body", "Hei")]) is None


ENDING = """<form action="/end"><input type="hidden" name="reason" value="completed"><button>Fullfør</button></form>
<form action="/end"><select name="reason"><option value="">Velg</option><option value="ill">Syk</option></select></form>"""


@pytest.mark.parametrize(("reason", "changed"), [("ill", '<option value="ill" selected>'), ("completed", "")])
def test_of_two_forms_with_one_action_it_is_the_one_that_can_have_sent_it(reason: str, changed: str) -> None:
    page = filled(("reason", reason), action="/end", html=ENDING)
    assert ('name="reason" value="completed"' in page, changed in page) == (True, True)
    assert page.index("NOTE") == (page.index("<form") - 8 if reason == "completed" else page.rindex("<form") - 8)


def test_values_that_no_form_can_have_sent_fill_none() -> None:
    assert fill_form(ENDING, "/page", "/end", [("reason", "moved")]) is None
    assert fill_form(ENDING, "/page", "/end", []) is None


def test_a_note_is_put_first_in_the_main_part() -> None:
    assert (
        put_first('<body><main id="x"><h1>Hei</h1></main>', "<b>!</b>")
        == '<body><main id="x"><b>!</b><h1>Hei</h1></main>'
    )


@given(st.text(), st.text())
def test_whatever_was_typed_is_what_the_browser_shows(name: str, body: str) -> None:
    """As a browser reads it: a character reference is a character, and the first line break of a text area is none."""
    page = filled(("name", name), ("body", body))

    shown = re.search(r'name="name" value="([^"]*)"', page)
    area = re.search(r'<textarea id="body" name="body" rows="3">\n([^<]*)</textarea>', page)
    assert shown is not None
    assert area is not None
    assert (unescape(shown[1]), unescape(area[1])) == (name, body)
    assert page.count("<form") == 2
