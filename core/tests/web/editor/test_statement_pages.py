"""A clinical owner reads what the step says, signs it on its page, and takes it back; an editor reads alone."""

from __future__ import annotations

import re
from html import unescape

from varde.testing.house import token

from ...content.desk import KEY, Desk

INDEX = "/innhold/klinikken/utsagn"
STEP = f"{INDEX}/{KEY}"


def test_a_statement_is_signed_where_its_step_is_read(desk: Desk) -> None:
    siri, kari = (desk.house.browser(desk.people[who], staff=True) for who in ("siri", "kari"))
    index = unescape(siri.get(INDEX).text)
    assert f'href="{STEP}"' in index
    assert "1 av 1 venter" in index
    assert INDEX in siri.get("/innhold/klinikken").text
    page = unescape(siri.get(STEP).text)
    for said in ("Støvlene er tørre før en tur.", "Egen praksis", "Du ser hvor løypa går.", "Du ser kvar løypa går."):
        assert said in page
    for language, says in (
        ("nn", "Støvlane er tørre før ein tur."),
        ("en", "Boots are dry before a trail."),
        ("nb", ""),
    ):
        siri.post("/logg-inn/sprak", data={"language": language})
        assert says in unescape(siri.get(STEP).text), language
        assert says in unescape(siri.get(INDEX).text), language
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen is not None
    form = {"statement": "boots", "seen": seen[1], "gjor": "signer"}

    assert 'value="signer"' not in kari.get(STEP).text
    assert kari.post(STEP, data={"csrf_token": token(kari), **form}).status_code == 403
    stale = siri.post(STEP, data={"csrf_token": token(siri), **form, "seen": "0" * 64})
    assert stale.status_code == 422
    assert "Teksten er endret siden" in stale.text
    assert siri.post(STEP, data={"csrf_token": token(siri), **form}).headers["Location"].endswith(STEP)
    assert "Siri Lie" in kari.get(STEP).text
    assert "Alle er signert" in kari.get(INDEX).text
    for deed in ({}, {"gjor": ""}, {"gjor": "sign"}):
        neither = siri.post(STEP, data={"csrf_token": token(siri), "statement": "boots", "seen": seen[1], **deed})
        assert neither.status_code == 422, deed
        assert "Velg om utsagnet skal signeres" in neither.text, deed
    assert "Alle er signert" in kari.get(INDEX).text
    assert siri.post(STEP, data={"csrf_token": token(siri), **form, "gjor": "trekk"}).status_code == 303
    assert "1 av 1 venter" in siri.get(INDEX).text
    for wrong in (f"{INDEX}/sample/first-steps/packing", f"{INDEX}/sample/first-steps/lost", f"{INDEX}/lake/a/b"):
        assert siri.get(wrong).status_code == 404, wrong
