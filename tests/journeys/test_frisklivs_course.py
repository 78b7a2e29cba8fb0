"""A participant who loses heart and is called in, to the end with maintenance: in nynorsk, without JavaScript, she on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from varde.testing.browser import axe, expect
from varde.testing.house import House

from .journeys_courses import DESK, PHONE, OnScreen, completes, course_of, screen_of
from .journeys_people import Somebody

pytestmark = pytest.mark.slow


def test_a_participant_loses_heart_and_is_called_in(house: House, open_page: Callable[..., Page]) -> None:
    jonas = house.person("Jonas", "Lie", ("therapist", house.clinic))
    eva = house.person("Eva", "Strand", language="nn")
    course = course_of(house, "frisklivs", None, eva, jonas)
    with house.served() as url:
        hers = screen_of(course.hers, url, open_page, PHONE, scripts=False)
        desk = screen_of(course.theirs, url, open_page, DESK)

        course.refer_herself("Eg vil orke trappene.")
        hers.at(f"/pamelding/{course.number}/mottatt").sees("Vi har fått påmeldinga di")
        course.theirs.go(f"/henvisning/{course.number}").send(f"/henvisning/{course.number}", decision="accept")
        house.tick()
        # It begins with a talk, which she could have booked herself.
        hers.at("/min-sti")
        expect(hers.page.get_by_role("button", name="Begynn", exact=True)).to_have_count(0)
        course.meet("first")
        hers.at("/min-sti").press("Begynn", exact=True)
        # She answers, talks about her everyday life, and chooses what to work with and how much contact she wants.
        assert course.answer_forms(0.6) == ["start"]
        course.lay("health-conversation")
        hers.at("/min-sti").sees("Vel om du vil ha med modul 2, Rørsle.")
        course.hers.go(f"/moduler/{course.number}").send("/valg/activity", choice="choose")
        for theme in ("food", "tobacco", "alcohol", "strain-and-mood", "pain-and-joints"):
            course.hers.go(f"/moduler/{course.number}").send(f"/valg/{theme}", choice="decline")
        course.lay("activity")
        hers.at(f"/min-sti/{course.number}/kontakt").sees("Kor mykje kontakt vil du ha?")
        hers.page.locator("input[name=contact][value=often]").check(force=True)
        hers.press("Lagre valet")
        assert course.answer_homework("Fint at du har byrja.") > 3

        # A good week, and one in which she loses heart: her coach sees why at the top of the list.
        course.later(days=7)
        assert course.answer_forms(0.8) == ["week-1"]
        course.later(days=7)
        assert course.answer_forms(0.2) == ["week-2"]
        hers.at("/min-sti").sees("Jonas Lie svarar deg. Skriv når du lurer på noko.")
        desk.at("/arbeidsliste").sees("Motivasjonen er lav eller har falt mye.")
        axe(desk.page)
        desk.at(f"/pasient/{course.number}/varsler").press(re.compile("^Jeg tar dette nå"))
        calls_her_in(desk, "2026-10-07")
        house.tick()
        hers.at("/min-sti").sees("Telefontime onsdag 7. oktober kl. 10.00")
        course.later(days=2, hours=1)
        course.later(days=2, hours=1)
        says_what_came_of_it(desk.at(f"/pasient/{course.number}/varsler"))
        house.tick()
        hers.at("/min-sti").sees("Du har fått svar på 5 øvingar")
        expect(hers.page.get_by_text("Telefontime")).to_have_count(0)

        # She goes on with a smaller plan, makes it anew in the middle, and comes to what lasts.
        course.later(days=4, hours=23)
        for number in range(3, 11):
            assert course.answer_forms(0.7) == [f"week-{number}"]
            if number == 6:
                hers.at(f"/moduler/{course.number}").sees("Opnar 1. desember, eller når Jonas opnar han.")
                course.lay("keeping-going")
            if number == 10:
                course.lay("maintenance")
            course.later(days=7)
        assert course.answer_homework("Behald turen med naboen.") == 2
        hers.at(f"/moduler/{course.number}/maintenance/heavy-times").sees("Jonas har svart deg")
        hers.sees("Behald turen med naboen.")
        assert course.answer_forms(0.8) == ["week-11", "12w"]
        hers.at(course.hers.address).sees("Takk for svara")
        course.later(days=7)
        assert course.answer_forms(0.8) == ["week-12"]

        # The end: a talk that looks back; her coach says it, she reads it, and is asked once more.
        desk.at("/arbeidsliste")
        expect(desk.page.get_by_text("Motivasjonen er lav")).to_have_count(0)
        course.meet("end")
        desk.at(f"/pasient/{course.number}/avslutt").sees("Ingen åpne varsler")
        completes(desk, course.number, "Du fann ein måte som varer.")
        hers.at("/min-sti").sees("Du er framme")
        hers.sees("Du fann ein måte som varer.")
        hers.sees("Du kan lese modulane fram til 22. september 2027.")
        hers.at(f"/moduler/{course.number}/maintenance/looking-back")
        expect(hers.page.get_by_role("heading", name="Sjå tilbake")).to_be_visible()
        course.later(days=100)
        assert course.answer_forms(0.8) == ["6m"]


def says_what_came_of_it(desk: Somebody) -> None:
    form = desk.page.locator("form[action$='/innkalling/utfall']")
    form.locator("input[value=held]").check(force=True)
    form.locator("[name=agreed]").fill("Hun har hatt influensa. Én kort tur i uken til hun er frisk.")
    form.get_by_role("button", name="Lagre", exact=True).click()
    desk.sees("Samtalen er holdt")


def calls_her_in(desk: OnScreen, day: str) -> None:
    desk.page.get_by_text("Kall inn Eva").click()
    form = desk.page.locator("form[action$='/innkalling']")
    form.locator("[name=day]").fill(day)
    form.locator("[name=clock]").fill("10:00")
    form.get_by_role("button", name="Kall inn").click()
    desk.sees("Innkalling til samtale")
