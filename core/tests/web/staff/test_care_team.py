"""Who cares for whom: one responsible and her team, who of them reaches the record, and taking over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from varde.audit.models import AccessEntry
from varde.enrolments.exits import end
from varde.enrolments.models import CareTeamMember, Enrolment, EnrolmentEvent
from varde.enrolments.team import team_of
from varde.enrolments.team_words import RESPONSIBLE
from varde.identity.models import Grant, Organisation, Person
from varde.notifications.models import Delivery
from varde.testing.house import House

from .conftest import send
from .test_patient import patient_writes

REASON = "Maren er i permisjon, og jeg følger deg så lenge."


@pytest.fixture
def coop(house: House) -> Organisation:
    """The other clinic, with which ours cooperates."""
    with house.work() as work:
        work.session.get_one(Organisation, house.clinic.id).details = {"cooperates_with": "fjordvest, elsewhere"}
    return house.elsewhere


def members(house: House, enrolment_id: int) -> list[tuple[str, str, bool]]:
    """Name, role and whether she still belongs, in the order they joined."""
    with house.work() as work:
        rows = work.session.execute(
            select(Person.given_name, CareTeamMember)
            .join(CareTeamMember, CareTeamMember.person_id == Person.id)
            .where(CareTeamMember.enrolment_id == enrolment_id)
            .order_by(CareTeamMember.id)
        )
        return [(name, member.role, member.until is None) for name, member in rows]


def notices(house: House) -> list[tuple[int, str]]:
    with house.work() as work:
        rows = work.session.scalars(select(Delivery).order_by(Delivery.id))
        return [(row.person_id or 0, row.notice) for row in rows if row.notice in ("news", "list")]


def test_whoever_accepts_is_responsible_and_whoever_takes_over_is_alone_in_it(
    house: House, maren: Person, ingrid: Person, under_way: int
) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    assert members(house, under_way) == [("Maren", RESPONSIBLE, True)]
    client = house.browser(sara, staff=True)
    assert send(client, f"/pasient/{under_way}/ta-over", {"reason": REASON}).status_code == 303
    assert members(house, under_way) == [("Maren", RESPONSIBLE, False), ("Sara", RESPONSIBLE, True)]
    assert house.enrolment(under_way).therapist_id == sara.id
    assert notices(house) == [(ingrid.id, "news"), (maren.id, "list")]


def test_the_reason_is_sealed_and_read_by_the_patient(house: House, ingrid: Person, under_way: int) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    send(house.browser(sara, staff=True), f"/pasient/{under_way}/ta-over", {"reason": REASON})
    with house.work() as work:
        event = work.session.scalars(select(EnrolmentEvent).where(EnrolmentEvent.kind == "taken_over")).one()
        assert (event.note, event.details) == (REASON, {})
        assert "Maren" not in str(work.session.connection().exec_driver_sql("SELECT * FROM enrolment_event").all())
    page = house.browser(ingrid).get("/innsyn").get_data(as_text=True)
    assert f"«{REASON}»" in page
    assert "Sara Holm" in house.browser(ingrid).get(f"/meldinger/{under_way}").get_data(as_text=True)


@pytest.mark.parametrize("reason", ["", "xxxxx", "syk", "xxxxx xxxxx", "........."])
def test_a_reason_is_words(house: House, maren: Person, under_way: int, reason: str) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    answer = send(house.browser(sara, staff=True), f"/pasient/{under_way}/ta-over", {"reason": reason})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "hva har skjedd, eller hva skal du hjelpe med?" in page) == (422, True)
    assert (reason in page, house.enrolment(under_way).therapist_id) == (True, maren.id)


@pytest.mark.parametrize("reason", ["completed", "withdrawn"])
def test_what_has_ended_is_not_taken_over(house: House, maren: Person, under_way: int, reason: str) -> None:
    with house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, under_way), reason)
    client = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    for answer in (
        client.get(f"/pasient/{under_way}"),
        send(client, f"/pasient/{under_way}/ta-over", {"reason": REASON}),
    ):
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "er avsluttet og kan ikke tas over" in page) == (403, True)
        assert "Ingrid" not in page
    assert house.enrolment(under_way).therapist_id == maren.id
    with house.work() as work:
        denied = work.session.scalars(select(AccessEntry.basis).where(AccessEntry.outcome == "denied")).all()
    assert denied == ["relation", "relation"]


def test_what_has_ended_and_waits_for_an_answer_is_taken_over(
    house: House, maren: Person, ingrid: Person, under_way: int
) -> None:
    """Danger and questions are never lost: a message after the end can be answered by a colleague."""
    with house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, under_way), "completed")
    patient_writes(house, ingrid, under_way, "Kan jeg begynne å løpe?")
    client = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    assert send(client, f"/pasient/{under_way}/ta-over", {"reason": REASON}).status_code == 303
    assert client.get(f"/pasient/{under_way}").status_code == 200


# --- the team


@pytest.mark.parametrize("role", ["therapist", "care_team", "group_leader"])
@pytest.mark.parametrize("at", ["clinic", "elsewhere"])
def test_a_member_reaches_the_record_as_long_as_she_is_one(
    house: House, coop: Organisation, under_way: int, therapist: FlaskClient, role: str, at: str
) -> None:
    gro = house.person("Gro", "Heggem", (role, house.clinic if at == "clinic" else coop), title="sykepleier")
    hers = house.browser(gro, staff=True)
    closed = 404 if at == "elsewhere" else 403
    assert hers.get(f"/pasient/{under_way}").status_code == closed
    form = {"person": str(gro.id), "role": "nurse", "until": "2026-09-28"}
    assert send(therapist, f"/pasient/{under_way}/team", form).status_code == 303
    assert "<h1>Ingrid Solheim</h1>" in hers.get(f"/pasient/{under_way}").get_data(as_text=True)
    assert "Ingrid Solheim</a>" in hers.get("/arbeidsliste?hvorfor=on_track").get_data(as_text=True)
    with house.work() as work:
        [_maren, line] = team_of(work, under_way)
        assert (line.person.id, line.role, line.place) == (
            gro.id,
            "nurse",
            "En annen klinikk" if at != "clinic" else "",
        )
        entry = work.session.scalars(
            select(AccessEntry).where(AccessEntry.actor_id == gro.id, AccessEntry.outcome == "ok")
        ).first()
        assert entry is not None
        assert (entry.basis, entry.role) == ("team", role)
    house.clock.move(days=7)  # the morning of the last day
    hers = house.browser(gro, staff=True)
    assert hers.get(f"/pasient/{under_way}").status_code == 200
    house.clock.move(days=1)
    hers = house.browser(gro, staff=True)
    assert hers.get(f"/pasient/{under_way}").status_code == closed


def test_whoever_is_taken_out_reaches_it_no_more(house: House, under_way: int, therapist: FlaskClient) -> None:
    gro = house.person("Gro", "Heggem", ("care_team", house.clinic))
    send(therapist, f"/pasient/{under_way}/team", {"person": str(gro.id), "role": "dietitian"})
    with house.work() as work:
        [maren, line] = team_of(work, under_way)
    assert send(therapist, f"/pasient/{under_way}/team/{line.id}/slutt").status_code == 303
    assert house.browser(gro, staff=True).get(f"/pasient/{under_way}").status_code == 403
    assert send(therapist, f"/pasient/{under_way}/team/{maren.id}/slutt").status_code == 404, "the responsible stays"
    assert send(therapist, f"/pasient/{under_way}/team/999/slutt").status_code == 404


def test_staff_and_patient_see_the_team(house: House, ingrid: Person, under_way: int, therapist: FlaskClient) -> None:
    gro = house.person("Gro", "Heggem", ("care_team", house.clinic), title="sykepleier")
    send(therapist, f"/pasient/{under_way}/team", {"person": str(gro.id), "role": "nurse"})
    for client, address in (
        (therapist, f"/pasient/{under_way}"),
        (therapist, f"/pasient/{under_way}/team"),
        (house.browser(ingrid), f"/meldinger/{under_way}"),
    ):
        page = client.get(address).get_data(as_text=True)
        team = page.split('class="team"')[1].split("</ul>")[0]
        assert team.index("Maren Aas") < team.index("Gro Heggem")
        assert "Båtvakt. Ansvarlig" in team
        assert "Sykepleier. Sykepleier ved oppfølging" in team


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Velg noen som behandler her"),
        ({"person": "999", "role": "nurse"}, "Velg noen som behandler her"),
        ({"person": "maren", "role": "nurse"}, "Velg noen som behandler her"),
        ({"person": "{gro}", "role": "responsible"}, "Velg noen som behandler her"),
        ({"person": "{gro}", "role": "boss"}, "Velg noen som behandler her"),
        ({"person": "{gro}", "role": "nurse", "until": "2026-09-20"}, "i dag eller senere"),
        ({"person": "{gro}", "role": "nurse", "until": "31.2.2027"}, "Datoen finnes ikke"),
        ({"person": "{maren}", "role": "nurse"}, "er alt i teamet"),
        ({"person": "{ingrid}", "role": "nurse"}, "Velg noen som behandler her"),
        ({"person": "{manager}", "role": "nurse"}, "Velg noen som behandler her"),
        ({"person": "{stranger}", "role": "nurse"}, "Velg noen som behandler her"),
        ({"person": "{left}", "role": "nurse"}, "Velg noen som behandler her"),
    ],
)
def test_not_everybody_can_be_taken_in(
    house: House, maren: Person, ingrid: Person, under_way: int, therapist: FlaskClient, form: dict[str, str], said: str
) -> None:
    people = {
        "gro": house.person("Gro", "Heggem", ("care_team", house.clinic)),
        "maren": maren,
        "ingrid": ingrid,
        "manager": house.person("Nina", "Falk", ("manager", house.clinic)),
        "stranger": house.person("Ola", "Ås", ("therapist", house.elsewhere)),
        "left": house.person("Lars", "Brekke", ("therapist", house.clinic)),
    }
    with house.work() as work:
        for row in work.session.scalars(select(Grant).where(Grant.person_id == people["left"].id)):
            row.ends_at = work.now - timedelta(days=1)
    filled = {key: value.format(**{name: person.id for name, person in people.items()}) for key, value in form.items()}
    answer = send(therapist, f"/pasient/{under_way}/team", filled)
    summary = answer.get_data(as_text=True).split('class="error-summary"')[1].split("</div>")[0]
    assert (answer.status_code, said in summary) == (422, True)
    assert members(house, under_way) == [("Maren", RESPONSIBLE, True)]


def test_a_patient_who_treats_here_cannot_join_her_own_team(
    house: House, maren: Person, therapist: FlaskClient
) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    enrolment_id = house.enrolled(sara, maren)
    assert (
        send(therapist, f"/pasient/{enrolment_id}/team", {"person": str(sara.id), "role": "coach"}).status_code == 422
    )


def test_the_database_holds_one_responsible_at_most(house: House, maren: Person, under_way: int) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    with pytest.raises(IntegrityError), house.work() as work:
        work.add(
            CareTeamMember(
                enrolment_id=under_way, person_id=sara.id, role=RESPONSIBLE, since=work.now, until=None, by_id=maren.id
            )
        )


def test_a_member_who_takes_over_is_responsible_and_nothing_else(
    house: House, under_way: int, therapist: FlaskClient
) -> None:
    sara = house.person("Sara", "Holm", ("therapist", house.clinic))
    send(therapist, f"/pasient/{under_way}/team", {"person": str(sara.id), "role": "therapist"})
    assert send(house.browser(sara, staff=True), f"/pasient/{under_way}/ta-over", {"reason": REASON}).status_code == 303
    with house.work() as work:
        assert [(line.person.id, line.role) for line in team_of(work, under_way)] == [(sara.id, RESPONSIBLE)]


def test_a_member_who_is_no_therapist_does_not_take_over(house: House, under_way: int, therapist: FlaskClient) -> None:
    gro = house.person("Gro", "Heggem", ("care_team", house.clinic))
    send(therapist, f"/pasient/{under_way}/team", {"person": str(gro.id), "role": "nurse"})
    assert send(house.browser(gro, staff=True), f"/pasient/{under_way}/ta-over", {"reason": REASON}).status_code == 403
