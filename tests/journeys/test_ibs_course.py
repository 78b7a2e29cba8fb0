"""An IBS patient through the five modules: she leaves one out, chooses the diet, and finds what she tolerates, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from varde.testing.browser import axe, expect
from varde.testing.house import House

from .journeys_courses import DESK, PHONE, Course, OnScreen, Typed, completes, course_of, screen_of

pytestmark = pytest.mark.slow

TRACKER = "calming-food/reintroduction"
TRIED = (
    ("lactose", (("small", 1), ("medium", 1), ("large", 2))),
    ("onion", (("small", 1), ("medium", 5))),
    ("garlic", (("small", 6),)),
)
"""What she tries, and how bad the evening is after each portion; it is 1 otherwise."""


UNSAID: Typed = {"challenge": [], "portion": [], "disturbed": []}


def test_an_ibs_patient_chooses_diet_and_finds_what_she_tolerates(house: House, open_page: Callable[..., Page]) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic), ("dietitian", house.clinic))
    tone = house.person("Tone", "Berg")
    course = course_of(house, "ibs", None, tone, maren)
    with house.served() as url:
        hers, desk = screen_of(course.hers, url, open_page, PHONE), screen_of(course.theirs, url, open_page, DESK)

        course.refer_herself("Jeg vil tørre å spise ute igjen.")
        desk.at(f"/henvisning/{course.number}").press("Gi plass", exact=True)
        house.tick()
        hers.at("/min-sti").press("Begynn", exact=True)
        assert course.answer_forms(0.6) == ["start"]

        # Three modules at their own times. Of the two that are optional she leaves one out, and takes the other.
        course.lay("know-your-gut")
        hers.at("/min-sti").sees("Modul 2, Kropp og bevegelse, åpner 28. september.")
        course.later(days=7)
        course.lay("body-and-movement")
        course.later(days=14)
        course.lay("head-and-gut")
        assert course.answer_homework("Fint at du øver.") == 7
        course.later(days=7)
        hers.at("/min-sti").sees("Velg om du vil ha med modul 5, Mat som roer magen.")
        axe(hers.page)
        hers.press("Se alle modulene")
        hers.press(re.compile("^La den være.*Trygg i hverdagen"))
        hers.press(re.compile("^Ta den med.*Mat som roer magen"))
        hers.sees("Valgt")
        # What takes foods away opens by no time: her dietitian looks at what she has tried, and opens it for her.
        hers.at(f"/moduler/{course.number}/{TRACKER}").sees("Ernæringsfysiologen åpner denne delen når du har prøvd")
        lock = f"/pasient/{course.number}/las/diet-opened-by-dietitian"
        tried = "Fire uker med vanlige råd, og prøven for cøliaki er tatt."
        course.theirs.go(lock).send(lock, reason=tried)
        course.lay("calming-food", {"reintroduction": {**UNSAID, "phase": "swap", **evening(1)}})
        hers.at("/min-sti").sees("Du er gjennom alle modulene.")

        # Four weeks of swapping; then one food at a time, with days of rest between. The tracker says what comes, and why.
        course.later(days=25)
        for _ in range(3):
            course.later(days=1)
            writes(course, phase="swap", **evening(1))
        for challenge, portions in TRIED:
            for portion, worst in portions:
                course.later(days=1)
                writes(course, phase="try", challenge=challenge, portion=portion, **evening(worst))
                if (challenge, portion) == ("onion", "small"):
                    sees_the_next_portion(course, hers, desk)
            for _ in range(3):
                course.later(days=1)
                writes(course, phase="try", challenge=challenge, portion="none", **evening(1))
        finds_what_she_tolerates(course, hers)
        assert course.answer_homework("Bra prøvd. Løk kan du spise litt av.") == 8

        # Three and six months, and the end.
        course.later(days=20)
        assert course.answer_forms(0.4) == ["3m"]
        hers.at(course.hers.address).sees("Maren ser på svarene")
        hers.at("/min-sti").sees("Det går bedre enn da du begynte")
        course.later(days=91)
        assert course.answer_forms(0.2) == ["6m"]
        completes(desk, course.number, "Du vet hva du tåler. God tur på kafé.")
        hers.at("/min-sti").sees("Du er framme")
        hers.sees("Du vet hva du tåler. God tur på kafé.")
        axe(hers.page)


def finds_what_she_tolerates(course: Course, hers: OnScreen) -> None:
    """The sheet says what she tolerates and when to try again; on paper it is the sheet that is left."""
    hers.at(f"/moduler/{course.number}/{TRACKER}").sees("Magen er som før. Du kan prøve neste gruppe.")
    sheet = hers.page.locator(".sheet")
    for lines in (
        "Tåler Laktose Magen var omtrent som før etter alle tre porsjonene.",
        "Tåler litt Fruktaner: løk Du tåler omtrent ½ ss. Den neste porsjonen ga mer plager.",
        "Tåler ikke nå Fruktaner: hvitløk Den minste porsjonen, ¼ fedd, ga tydelig mer plager enn før. "
        "Prøv igjen mellom fredag 26. februar og torsdag 27. mai.",
    ):
        heading = lines.split(" Laktose")[0].split(" Fruktaner")[0]
        part = sheet.locator("section").filter(has=hers.page.get_by_role("heading", name=heading, exact=True))
        expect(part).to_have_text(re.compile(r"\s*".join(map(re.escape, lines.split()))))
    expect(hers.page.get_by_role("button", name="Skriv ut")).to_be_visible()
    hers.page.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(hers.page.locator("form#ny")).to_be_hidden()
    expect(hers.page.get_by_role("button", name="Skriv ut")).to_be_hidden()
    hers.page.emulate_media(media="screen")


def evening(worst: int) -> dict[str, str]:
    """How her stomach was, with nothing else that may have troubled it."""
    return {"pain": str(worst), "bloating": "1", "stool": "1"}


def writes(course: Course, **said: str) -> None:
    """One evening in the tracker, shared."""
    course.hers.go(f"/moduler/{course.number}/{TRACKER}")
    course.write_entry({**UNSAID, **said})
    course.share_all()


def sees_the_next_portion(course: Course, hers: OnScreen, desk: OnScreen) -> None:
    """She reads what comes next; her dietitian reads that symptoms are brought on deliberately."""
    course.house.tick()
    hers.at(f"/moduler/{course.number}/{TRACKER}").sees(re.compile("Fase 2, prøve, dag"))
    axe(hers.page)
    desk.at(f"/pasient/{course.number}/ovelse/{TRACKER}").sees("I denne fasen framkaller du plager med vilje.")
    desk.sees("Neste er porsjon 2: 1 ss kokt gul løk.")
