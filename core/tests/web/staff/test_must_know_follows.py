"""A safety fact that is the answer to a question follows the latest answer, and the page never says two things at once.

The table is of what happens, in order, and what the section then says; written by hand.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from varde.alerts.note_rules import dangers_of_answers
from varde.alerts.notes import RiskSent, crisis_alerts, keep_refused
from varde.enrolments.models import Enrolment
from varde.enrolments.service import start
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.plugin.fitting import fitting_facts
from varde.referrals.service import decide, refer
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, token

from .test_safety import page_of, text_of

NEVER, SOME, OFTEN, DAILY = 0, 1, 2, 3
LABEL = "PHQ-9, spørsmål 9"
REFERRED = "Tor Vik, påmeldingen 21. september 2026."
IN_FORM = "Tor Vik, i et skjema 22. september 2026."
IN_SECOND = "Tor Vik, i et skjema 29. september 2026."

# What happens, in order: referred, answered (the first or a later form), drafted, refused, closed; then what the section says
# of the question ("" when it is silent).
ORDERS: dict[str, tuple[list[tuple[str, int | None]], str]] = {
    "no in the referral": ([("referred", NEVER)], ""),
    "yes in the referral": ([("referred", OFTEN)], f"{LABEL}: mer enn halvparten av dagene (2) {REFERRED}"),
    "some days in the referral": ([("referred", SOME)], f"{LABEL}: noen dager (1) {REFERRED}"),
    "not said in the referral": ([("referred", None)], f"Ikke svart på: {LABEL}"),
    "no, then yes": (
        [("referred", NEVER), ("answered", DAILY)],
        f"{LABEL}: nesten hver dag (3) {IN_FORM} Forrige svar: aldri (0).",
    ),
    "no, then some days": (
        [("referred", NEVER), ("answered", SOME)],
        f"{LABEL}: noen dager (1) {IN_FORM} Forrige svar: aldri (0).",
    ),
    "yes, then no": ([("referred", DAILY), ("answered", NEVER)], ""),
    "no, no, then yes": (
        [("referred", NEVER), ("answered", NEVER), ("answered", OFTEN)],
        f"{LABEL}: mer enn halvparten av dagene (2) {IN_SECOND} Forrige svar: aldri (0).",
    ),
    "no, yes, then no": ([("referred", NEVER), ("answered", DAILY), ("answered", NEVER)], ""),
    "not said, then yes": ([("referred", None), ("answered", DAILY)], f"{LABEL}: nesten hver dag (3) {IN_FORM}"),
    "not said, then no": ([("referred", None), ("answered", NEVER)], ""),
    "no, then yes in a draft": ([("referred", NEVER), ("drafted", DAILY)], ""),
    "not said, then yes in a draft": ([("referred", None), ("drafted", DAILY)], ""),
    "no, then yes in what was refused": ([("referred", NEVER), ("refused", DAILY)], ""),
    "not said, then yes in what was refused": ([("referred", None), ("refused", DAILY)], ""),
    "yes in what was refused, then no": ([("referred", None), ("refused", DAILY), ("answered", NEVER)], ""),
}


def happen(house: House, maren: Person, tor: Person, events: list[tuple[str, int | None]]) -> int:
    enrolment_id, answered = 0, 0
    for what, answer in events:
        if what == "referred":
            declared = house.programme("ridge")
            with house.work() as work:
                facts = {**fitting_facts(declared), "phq9_item9": answer}
                enrolment, _ = refer(work, tor, house.clinic, declared, facts, source="self")
                decide(work, house.actor(maren, ("therapist", house.clinic)), enrolment, accept=True, track="north")
                enrolment_id = enrolment.id
            house.clock.move(days=1)
            begin(house, enrolment_id)
        elif what == "refused":
            with house.work() as work:
                dangers = dangers_of_answers(
                    work.catalogue.one(Instrument, "phq-9"), {"q9": answer}, crisis_alerts(work, "ridge")
                )
                sent = RiskSent(tor.id, house.clinic.id, "ridge", "answer", dangers, tor.id, enrolment_id)
                assert keep_refused(work, sent, "faults") is not None
        else:
            if answered:
                house.clock.move(days=7)
            give(house, tor, enrolment_id, answer, draft=what == "drafted")
            answered += 1
    return enrolment_id


def begin(house: House, enrolment_id: int) -> None:
    with house.work() as work:
        start(work, work.session.get_one(Enrolment, enrolment_id))


def give(house: House, tor: Person, enrolment_id: int, answer: int | None, *, draft: bool) -> None:
    """The first form that is open and asks PHQ-9."""
    browser = house.browser(tor)
    with house.work() as work:
        items = work.session.scalars(
            select(AgendaItem.id)
            .where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == "assessment")
            .where(AgendaItem.state == "planned", AgendaItem.opens_at <= work.now)
            .order_by(AgendaItem.due_at)
        ).all()
    form: dict[str, Any] = {f"q{number}": "0" for number in range(1, 10)} | {"q9": str(answer), "instrument": "phq-9"}
    for item in items:
        path = f"/skjema/{item}"
        if 'value="phq-9"' not in browser.get(path).get_data(as_text=True):
            continue
        answer_page = browser.post(f"{path}/utkast" if draft else path, data=form | {"csrf_token": token(browser)})
        assert answer_page.status_code == (200 if draft else 303)
        if draft:  # the page saved by itself, so it is looked at when it has lain for an hour
            house.clock.move(minutes=61)
            tick(house.platform)
        return
    raise AssertionError("no form is open")


@pytest.mark.parametrize("order", ORDERS)
def test_the_section_says_what_she_said_last(house: House, maren: Person, tor: Person, order: str) -> None:
    events, expected = ORDERS[order]
    enrolment_id = happen(house, maren, tor, events)
    therapist = house.browser(maren, staff=True)
    page = page_of(therapist, f"/pasient/{enrolment_id}")
    section = page.split('class="must-know"')[1].split("</section>")[0].split(">", 1)[1] if "must-know" in page else ""
    said = text_of(section).removeprefix("Må vites før du leser videre Endre, og se hva som er sagt før").strip()
    assert said == expected
    if "alert-form" in page and events[-1] != ("answered", NEVER):
        for path in (f"/pasient/{enrolment_id}", f"/pasient/{enrolment_id}/maa-vites"):
            shown = text_of(page_of(therapist, path).split("<main", 1)[1])
            assert "ldri (0)" not in shown.replace("Forrige svar: aldri (0).", ""), path
            assert f"{LABEL}: 0: Aldri" not in shown, path
            assert f"Ikke svart på: {LABEL}" not in shown, path
