"""The pages of groups, for staff and for a patient: a life of a group through its forms, and nobody learns who the others are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.audit.models import AccessEntry
from varde.dialogue.models import Message
from varde.dialogue.service import messages_of
from varde.groups.models import CareGroup, GroupAttendance, GroupMember
from varde.groups.sessions import sessions_of
from varde.identity.models import Person
from varde.notes.service import notes_of
from varde.testing.house import House, make_house, sample_only, sqlite_url, token

NAMES = ("Ingrid", "Tor", "Siri")


def post(client: FlaskClient, path: str, **form: Any) -> Any:
    return client.post(path, data=form | {"csrf_token": token(client)})


def text(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)[-2000:]
    return answer.get_data(as_text=True)


def test_a_group_from_both_sides(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    elsewhere = house.person("Stig", "Dal", ("therapist", house.elsewhere))
    people = [house.person(name, "Lie") for name in NAMES]
    ids = [house.enrolled(person, maren, "sample") for person in people]
    leader, other, stranger = (house.browser(each, staff=True) for each in (maren, per, elsewhere))

    # It is made, with what is wrong said first.
    form = text(leader, "/grupper/ny")
    kind = form.split("/walk")[0].rsplit('"', 1)[1] + "/walk"
    made = {"kind": kind, "name": "Gå og prat", "seats": "2", "led_by": str(maren.id), "led_with": "", "room": ""}
    made |= {
        "place": "Vestbyparken",
        "drop_in": "1",
        "clock": "10.00",
        "minutes": "90",
        "number": "3",
        "theme": "Pulsen",
    }
    late = post(leader, "/grupper/ny", **made, day="2026-09-01")
    assert (late.status_code, "Tirsdag 1. september kl. 10.00 er over." in late.get_data(as_text=True)) == (422, True)
    done = post(leader, "/grupper/ny", **made, day="2026-09-22")
    assert done.status_code == 303
    page = done.headers["Location"]
    assert "Gå og prat" in text(leader, "/grupper")
    assert text(stranger, page, 404)
    with house.work() as work:
        group = work.session.scalars(select(CareGroup)).one()
        first, second, third = (each.id for each in sessions_of(work, group.id))

    # Two have a seat, the third waits; whoever does not treat them sees how many.
    for enrolment_id in ids:
        assert post(leader, f"{page}/deltaker", person=str(enrolment_id)).status_code == 303
    whole, few = text(leader, page), text(other, page)
    assert all(name in whole for name in NAMES)
    assert "2 av 2 plasser" in few
    assert not any(name in few for name in NAMES)
    full = post(leader, f"{page}/deltaker/{ids[2]}/plass")
    assert (full.status_code, "Gruppen er full: alle 2 plassene er tatt." in full.get_data(as_text=True)) == (409, True)

    _the_patients_side(house, people, ids, group.id, (first, second))
    _what_is_written(house, leader, page, ids)

    # The sheet: all of it, or nothing.
    house.clock.move(days=2)
    leader = house.browser(maren, staff=True)
    sheet = f"{page}/oppmote/{first}"
    wrong = post(leader, sheet, **{f"came-{ids[0]}": "missed", f"came-{ids[2]}": "excused", "guests": "999"})
    said = wrong.get_data(as_text=True)
    assert wrong.status_code == 422
    assert "Skriv med noen ord hvorfor Siri er fritatt." in said
    assert "Skriv et tall fra 0 til 200." in said
    assert _attendance(house) == []
    closed = post(house.browser(per, staff=True), sheet, **{f"came-{ids[0]}": "excused", f"came-{ids[1]}": "missed"})
    assert (closed.status_code, any(name in closed.get_data(as_text=True) for name in NAMES)) == (403, False)
    right = {f"came-{ids[0]}": "missed", f"came-{ids[2]}": "excused", f"why-{ids[2]}": "Syk barnepasser", "guests": "2"}
    assert post(leader, sheet, **right, dropped_in=str(ids[1])).status_code == 303
    assert _attendance(house) == [(ids[0], "missed", False), (ids[1], "attended", True), (ids[2], "excused", False)]
    assert "3 av 5" in text(leader, page)

    # It is moved, cancelled, changed and closed.
    assert (
        post(leader, f"{page}/gang/{second}/flytt", to_day="2026-09-30", to_clock="14.00", row="1").status_code == 303
    )
    assert post(leader, f"{page}/gang/{third}/avlys", cancelled_because="Storm").status_code == 303
    assert post(leader, f"{page}/gang", day="9999-12-31", clock="10.00", minutes="60", number="2").status_code == 422
    assert post(leader, f"{page}/gang", day="2026-10-20", clock="10.00", minutes="60", number="1").status_code == 303
    unread = ("clock", "minutes", "number", "theme")
    plan = {key: value for key, value in made.items() if key not in ("kind", *unread)}
    assert post(leader, f"{page}/endre", **(plan | {"seats": "1"})).status_code == 422
    assert post(leader, f"{page}/endre", **(plan | {"seats": "5", "name": "Tur"})).status_code == 303
    assert "30. september" in text(leader, page)
    assert post(leader, f"{page}/deltaker/{ids[0]}/slutt").status_code == 303
    few_statements = _statements(house, leader, page)
    more = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren, "sample") for n in range(3)]
    for enrolment_id in more:
        assert post(leader, f"{page}/deltaker", person=str(enrolment_id)).status_code == 303
    assert _statements(house, leader, page) == few_statements, "as many however many are in it"
    assert post(leader, f"{page}/avslutt").status_code == 303
    assert "Gruppen er avsluttet." in text(leader, page)
    with house.work() as work:
        whats = select(AccessEntry.what, AccessEntry.action).where(AccessEntry.enrolment_id == ids[0])
        assert {("group", "read"), ("group", "write"), ("messages", "write")} <= set(
            map(tuple, work.session.execute(whats))
        )
    house.platform.engine.dispose()


def _the_patients_side(
    house: House, people: list[Person], ids: list[int], group_id: int, sessions: tuple[int, int]
) -> None:
    """Tor signs off and comes after all; Siri's waiting ends when Tor leaves; neither reads anybody's name."""
    tor, siri = (house.browser(person) for person in people[1:])
    hers, his = f"/grupper-mine/{ids[2]}", f"/grupper-mine/{ids[1]}"
    seen = text(tor, his)
    assert "Dere er 2 i gruppen." in seen
    assert "Ledes av Maren Aas." in seen
    assert not any(name in seen for name in ("Ingrid", "Siri"))
    assert "Gruppen er full." in text(siri, hers)
    assert post(siri, f"{hers}/{group_id}/plass").status_code == 409
    assert post(tor, f"{his}/{group_id}/{sessions[1]}/avbud", why="Hos tannlegen").status_code == 303
    assert "Du har meldt avbud" in text(tor, his)
    assert post(tor, f"{his}/{group_id}/{sessions[1]}/kommer").status_code == 303
    assert post(siri, f"{his}/{group_id}/slutt").status_code == 404, "another's"
    assert post(tor, f"{his}/{group_id}/slutt").status_code == 303
    assert "Den som svarer først, får den." in text(siri, hers)
    assert post(siri, f"{hers}/{group_id}/plass").status_code == 303
    with house.work() as work:
        seats = select(GroupMember.enrolment_id).where(GroupMember.state == "member").order_by(GroupMember.enrolment_id)
        assert list(work.session.scalars(seats)) == [ids[0], ids[2]]


def _what_is_written(house: House, leader: FlaskClient, page: str, ids: list[int]) -> None:
    """Each gets her own message; one that names a member goes to nobody."""
    names = post(leader, f"{page}/melding", body="Takk til  ingrid lie for turen", once="a")
    assert (names.status_code, "Meldingen nevner Ingrid Lie" in names.get_data(as_text=True)) == (422, True)
    for _ in range(2):
        assert post(leader, f"{page}/melding", body="Ta med refleks.", once="b").status_code == 303
    assert post(leader, f"{page}/notat", about=str(ids[0]), inner_note="Kneet er bedre.", once="c").status_code == 303
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Message)) == 2, "one each, however often it is sent"
        assert [[each.body for each in messages_of(work, enrolment_id)] for enrolment_id in ids] == [
            ["Ta med refleks."],
            [],
            ["Ta med refleks."],
        ]
        assert [each.words for each in notes_of(work, ids[0])] == ["Kneet er bedre."]
    assert "Kneet er bedre." in text(leader, page)


def _attendance(house: House) -> list[tuple[int, str, bool]]:
    with house.work() as work:
        rows = select(GroupAttendance.enrolment_id, GroupAttendance.state, GroupAttendance.drop_in)
        return [(a, b, c) for a, b, c in work.session.execute(rows.order_by(GroupAttendance.enrolment_id))]


def _statements(house: House, client: FlaskClient, page: str) -> int:
    with house.counted() as statements:
        text(client, page)
    return len(statements)
