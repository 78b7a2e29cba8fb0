"""Minutes are kept from what is done, seen by week on the patient's page, and corrected with a reason."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.minutes.models import SpentMinutes
from varde.modules.entries import give_feedback
from varde.modules.models import Entry
from varde.notes.service import notes_of
from varde.scheduling.booking import book, record_attendance
from varde.scheduling.models import Appointment
from varde.testing.house import House, all_samples, make_house, sqlite_url, token


def sent(client: FlaskClient, path: str, **form: Any) -> tuple[int, str]:
    answer = client.post(path, data=form | {"csrf_token": token(client)})
    return answer.status_code, " ".join(unescape(answer.get_data(as_text=True)).split())


def kept(house: House, enrolment_id: int) -> list[tuple[str, int]]:
    with house.work() as work:
        rows = work.session.scalars(
            select(SpentMinutes).where(SpentMinutes.enrolment_id == enrolment_id).order_by(SpentMinutes.id)
        )
        return [(row.kind, row.minutes) for row in rows]


def test_minutes_from_deeds_to_a_correction(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    hers, other = house.enrolled(ingrid, maren), house.enrolled(house.person("Bo", "Vik"), maren)
    actor = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        both = [work.session.get_one(Enrolment, each) for each in (hers, other)]
        write(work, house.actor(ingrid), both[0], "Hei?", "p")
        for enrolment in both:
            write(work, actor, enrolment, "Det samme til dere begge.", "m")
        write(work, actor, both[0], "Det samme til dere begge.", "m")
        entry = Entry(enrolment_id=hers, module="know-the-lake", step="water-diary", occurrence="", saved_at=work.now)
        entry.answers = entry.shared_answers = "{}"
        work.add(entry)
        work.session.flush()
        give_feedback(work, actor, entry, "Fint.")
        held = book(work, hers, maren.id, "phone", work.now + timedelta(hours=1), 30).id
    assert kept(house, hers) == [("message", 5), ("feedback", 8)]
    assert kept(house, other) == [("message", 1)], "the same words to another take a minute more"
    third = house.enrolled(house.person("Siv", "Moe"), maren)
    staff = house.browser(maren, staff=True)
    for words, minutes in (("Dette er til deg alene.", 5), ("Og ett ord til.", 10)):
        assert sent(staff, f"/pasient/{third}/melding", body=words, once=words, topic="")[0] == 303
        shown = unescape(staff.get(f"/pasient/{third}").get_data(as_text=True))
        assert f"Tid brukt: {minutes} min denne uken" in shown, (
            "other words are another message, at the same moment too"
        )
    house.clock.move(hours=2)
    for state, minutes in (("attended", 30), ("missed", 0), ("late", 30)):
        with house.work() as work:
            record_attendance(work, work.session.get_one(Appointment, held), state)
        assert kept(house, hers)[-1] == ("meeting", minutes), state

    page, client = f"/pasient/{hers}/tid", house.browser(maren, staff=True)
    call = {"day": "2026-09-21", "minutes": "12", "about": "Ringte om lørdagen.", "once": "1"}
    wrong = (
        ({"minutes": "-1"}, "Skriv hele minutter, fra 0 til 1440, som er et døgn."),
        ({"minutes": "1441"}, "Skriv hele minutter, fra 0 til 1440, som er et døgn."),
        ({"minutes": "tolv"}, "Skriv hele minutter, fra 0 til 1440, som er et døgn."),
        ({"minutes": ""}, "Skriv hele minutter, fra 0 til 1440, som er et døgn."),
        ({"day": "2026-09-22"}, "Dagen kan ikke være fram i tid."),
        ({"day": "2026-09-20"}, "Dagen er før forløpet begynte, 21.9.2026."),
    )
    for typed, said in wrong:
        status, shown = sent(client, page, **{**call, **typed})
        assert (status, said in shown, "Ringte om lørdagen." in shown) == (422, True, True), typed
    assert [sent(client, page, **call)[0] for _ in range(2)] == [303, 303]
    assert kept(house, hers)[-1] == ("call", 12)
    assert len(kept(house, hers)) == 4, "the form that is sent twice is one call"
    with house.work() as work:
        assert [note.words for note in notes_of(work, hers)] == ["Ringte om lørdagen."]
        ids = {
            row.kind: row.id
            for row in work.session.scalars(select(SpentMinutes).where(SpentMinutes.enrolment_id == hers))
        }

    for typed, said in (
        ({"minutes": "9", "reason": "xx xx"}, "Skriv hvorfor det var et annet tall."),
        ({"minutes": "9999", "reason": "Leste lenge før svaret"}, "Skriv hele minutter"),
    ):
        status, shown = sent(client, f"{page}/{ids['message']}", **typed)
        assert (status, said in shown, typed["reason"] in shown) == (422, True, True), typed
    right = {"minutes": "20", "reason": "Leste lenge før svaret"}
    assert sent(client, f"{page}/{ids['message']}", **right)[0] == 303
    assert sent(client, f"/pasient/{other}/tid/{ids['message']}", **right)[0] == 404
    assert sent(client, f"{page}/{ids['meeting']}", minutes="45", reason="Den varte lenger enn satt opp")[0] == 303
    with house.work() as work:
        record_attendance(work, work.session.get_one(Appointment, held), "attended")
    assert dict(kept(house, hers)) == {"message": 20, "feedback": 8, "meeting": 45, "call": 12}, (
        "what was corrected stays"
    )
    shown = unescape(client.get(page).get_data(as_text=True))
    assert "Rettet fra 5 til 20 min: Leste lenge før svaret" in shown
    card = unescape(client.get(f"/pasient/{hers}").get_data(as_text=True))
    assert "Tid brukt: 85 min denne uken" in card
    assert "Regnet av det som gjøres i Varde: 5 min for en melding, 8 for en tilbakemelding" in card
    assert re.search(r"Uke 1</th><td[^>]*>85 min", card)
    colleague = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    assert colleague.get(page).status_code == 403
    assert house.browser(ingrid).get(page).status_code == 403
