"""A panic patient through nine modules, from the referral to six months after: she on a phone, her therapist at a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from varde.programmes.values import Exercise
from varde.testing.browser import axe
from varde.testing.house import House

from .journeys_courses import DESK, PHONE, Course, OnScreen, Typed, completes, course_of, screen_of

pytestmark = pytest.mark.slow

READ = "Du skrev at du ble stående. Det er dette vi øver på."
WRITTEN: dict[str, dict[str, Typed]] = {
    "panic-going-out": {
        "my-ladder": {"situation": "Én stasjon med banen", "fear": "40", "put_away": []},
        "practice": {"feared": "At jeg besvimer", "highest": "60", "after": "30"},
    },
    "panic-longer": {"big-ladder": {"situation": "Fly til Bergen", "fear": "80", "put_away": []}},
}


def test_a_panic_patient_goes_through_nine_modules(house: House, open_page: Callable[..., Page]) -> None:
    sara, tone = house.person("Sara", "Holm", ("therapist", house.clinic)), house.person("Tone", "Berg")
    course = course_of(house, "emeistring", "panic", tone, sara)
    with house.served() as url:
        hers, desk = screen_of(course.hers, url, open_page, PHONE), screen_of(course.theirs, url, open_page, DESK)

        # She refers herself, is given a place, and comes to the first meeting before anything else.
        course.refer_herself("Jeg vil ta bussen igjen.", main_problem="panic")
        hers.at(f"/pamelding/{course.number}/mottatt").sees("Vi har fått påmeldingen din")
        desk.at(f"/henvisning/{course.number}").sees("Jeg vil ta bussen igjen.")
        desk.page.locator("form[data-draft^='place-offered'] input[value=panic]").check(force=True)
        desk.press("Gi plass", exact=True)
        desk.sees("Venter på å starte")
        course.meet("intake", decision="begin", risk="Ingen fare.", track="panic")
        hers.at("/min-sti").sees("Begynn når det passer deg")
        axe(hers.page)
        hers.press("Begynn", exact=True)
        hers.sees("Spørreskjema, start")

        # What she reads when she has answered, of what is closed, and of what nobody has opened.
        assert course.answer_forms(0.4) == ["start"]
        hers.at(course.hers.address).sees("Sara ser på svarene")
        hers.at(f"/moduler/{course.number}/understanding-panic/my-circle")
        writes_her_circle(hers)
        course.lay("understanding-panic", leave=("my-circle",))
        hers.at("/min-sti").sees(re.compile("Modul 2. Åpner 27. september"))
        course.house.tick()

        # The therapist sees what was handed in, answers it, and opens the next; she reads the answer.
        desk.at(f"/pasient/{course.number}/lekser").sees("1 uten svar")
        axe(desk.page)
        desk.page.get_by_role("link", name="Min panikksirkel").click()
        desk.page.get_by_text("Svar på denne").click()
        desk.page.locator("[name=feedback]").fill(READ)
        desk.press("Send tilbakemelding")
        desk.sees(READ)
        desk.at(f"/pasient/{course.number}/lekser").press("Åpne neste")
        house.tick()
        hers.at("/min-sti").sees("Du har fått svar på en øvelse")
        hers.press("Les svaret")
        hers.sees("Sara har svart deg")
        hers.sees(READ)
        hers.at("/min-sti").press("Svar på skjemaet")
        hers.sees("Et helt tall fra 0 til 100 som kan deles på 10.")

        # Module after module: the weekly form, the module, its homework answered, the next one opened.
        for number, module in enumerate(course.modules[1:], start=2):
            course.later(days=7)
            assert f"week-{number - 1}" in course.answer_forms(0.3)
            course.lay(module.key, WRITTEN.get(module.key))
            assert course.answer_homework(READ) == sum(isinstance(step, Exercise) for step in module.steps)
            if number == 2:
                hers.at("/min-sti").sees("Du har fått svar på 2 øvelser")
            if number < 7:
                course.open_next()
            if number == 7:
                hers.at("/min-sti").sees("Øv på et trinn, modul 6")
                hers.sees("Øv på et trinn, modul 7")
        goes_on_with_her_ladder(course, hers)
        hers.at("/min-sti").sees(
            re.compile("Du er gjennom alle modulene. Neste gang du hører fra oss, er 23. november.")
        )

        # The last weeks, the last meeting, and the end.
        for number in range(9, 14):
            course.later(days=7)
            assert course.answer_forms(0.1) == [f"week-{number}"]
        course.meet("end", risk="Ingen fare.")
        course.later(days=5)
        assert course.answer_forms(0.1) == ["end"]
        completes(desk, course.number, "Du kom langt.")
        hers.at("/min-sti").sees("Du er framme")
        hers.sees("Du kom langt.")
        hers.sees("Det går bedre enn da du begynte")
        axe(hers.page)
        course.later(days=182)
        assert course.answer_forms(0.1) == ["6m"]
        hers.at(course.hers.address).sees("Takk for svarene")


def writes_her_circle(hers: OnScreen) -> None:
    """Three parts of a form, and one entry shared."""
    for part in range(3):
        for box in hers.page.locator("form#ny textarea:visible, form#ny input[type=text]:visible").all():
            box.fill("Hjertet slo fort på banen.")
        for scale in hers.page.locator("form#ny fieldset:has(.scale):visible").all():
            scale.locator("input[type=radio]").nth(7).check(force=True)
        hers.press("Neste del" if part < 2 else "Lagre", exact=True)
    hers.sees("Bare du ser den.")
    hers.press(re.compile("^Del med Sara"))
    hers.sees("Sara ser den.")


def goes_on_with_her_ladder(course: Course, hers: OnScreen) -> None:
    """What became of the rung stands on the ladder."""
    hers.at(f"/moduler/{course.number}/panic-going-out/practice").sees("Én stasjon med banen")
    hers.sees(re.compile("På det høyeste 60"))
    axe(hers.page)
