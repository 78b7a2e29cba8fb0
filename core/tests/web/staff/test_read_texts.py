"""Her therapist sees which words she has read, reads them again, and moves her to the newest with a reason."""

from __future__ import annotations

from pathlib import Path

from varde.content.archive import keep_edition, step_id
from varde.content.values import StepEdition, StepKey, tidy
from varde.kernel.words import PATIENT_LANGUAGES
from varde.modules.models import StepPin
from varde.testing.house import make_house, sample_only, sqlite_url, token

KEY = StepKey("sample", "first-steps", "the-trail")


def test_what_was_read_is_read_again_and_moved_from(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren, sara = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Sara"))
    ida = house.person("Ida", "Vik")
    enrolment = house.enrolled(ida, maren)
    with house.work() as work:
        before = StepEdition.of(
            {language: tidy("Før.", f"Gå **rolig** ({language}).") for language in PATIENT_LANGUAGES}
        )
        pin = StepPin(enrolment_id=enrolment, step_id=step_id(work, KEY), edition=keep_edition(work, before))
        work.add(pin)
    hers, therapist = house.browser(ida), house.browser(maren, staff=True)
    step, page = f"/moduler/{enrolment}/{KEY.module}/{KEY.step}", f"/pasient/{enrolment}/tekster"
    assert "Gå <strong>rolig</strong> (nb)." in hers.get(step).text
    listed = therapist.get(page).text
    assert "Det finnes en nyere tekst" in listed
    digest = before.texts[0][1].digest("nb")
    assert f'href="{page}/{digest}"' in listed
    assert "Gå <strong>rolig</strong> (nb)." in therapist.get(f"{page}/{digest}").text
    unread = before.texts[1][1].digest("nn")
    assert therapist.get(f"{page}/{unread}").status_code == 404
    stranger = house.browser(sara, staff=True)
    for address in (page, f"{page}/{digest}"):
        assert stranger.get(address).status_code == 403
    sent = {"csrf_token": token(therapist), "reason": "Det sto feil."}
    assert therapist.post(f"{page}/{KEY.module}/{KEY.step}", data=sent).status_code == 303
    listed = therapist.get(page).text
    assert "Det finnes en nyere tekst" not in listed
    assert "Det sto feil." in listed
    assert "tidligere tekst" in listed
    shown = hers.get(step).text
    assert "Teksten i dette steget er endret siden du leste den." in shown
    assert "Du ser hvor løypa går." in shown
    assert therapist.post(f"{page}/{KEY.module}/{KEY.step}", data=sent).status_code == 422
