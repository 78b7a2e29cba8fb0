"""The rows of the caseload as they are drawn: nothing that anybody is called is markup, each row leads where it should, and
what is drawn once for many rows is right in each."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from varde.alerts.models import RaisedAlert
from varde.assessments.models import Response
from varde.caseload.models import CaseloadRow
from varde.enrolments.models import Activity
from varde.identity.models import Person
from varde.scheduling.models import AgendaItem
from varde.testing.house import House

from .conftest import referred

ROW = re.compile(r'<tr role="row"(?P<marks>[^>]*)>\s*<th scope="row".*?</tr>', re.DOTALL)
LINK = re.compile(r'<a (?:class="[^"]*" )?href="([^"]*)"')


def rows(client: FlaskClient, query: str = "") -> dict[str, str]:
    """The rows of the page by the name in them."""
    page = client.get("/arbeidsliste" + query).get_data(as_text=True)
    drawn = [match[0] for match in ROW.finditer(page)]
    return {unescape(re.findall(r"<th.*?<a[^>]*>(.*?)</a>", row, re.DOTALL)[0]): row for row in drawn}


def change(house: House, enrolment_id: int, **values: object) -> None:
    with house.work() as work:
        work.session.execute(update(CaseloadRow).where(CaseloadRow.enrolment_id == enrolment_id).values(**values))


def raised(house: House, enrolment_id: int, state: str) -> None:
    enrolment = house.enrolment(enrolment_id)
    with house.work() as work:
        work.add(
            RaisedAlert(
                person_id=enrolment.person_id,
                organisation_id=enrolment.organisation_id,
                enrolment_id=enrolment_id,
                alert="gone & <forgotten>",
                cause="c",
                severity="amber",
                crisis=False,
                state=state,
                raised_at=work.now,
                open_by=work.now,
            )
        )


def test_what_people_and_alerts_are_called_is_no_markup(house: House, maren: Person, therapist: FlaskClient) -> None:
    enrolment_id = house.enrolled(house.person("<b>Kari</b>", 'O"Hara & <i>sønn</i>'), maren)
    raised(house, enrolment_id, "raised")
    change(house, enrolment_id, deterioration_since=house.clock.now())
    (row,) = rows(therapist).values()
    assert row.count("&lt;b&gt;Kari&lt;/b&gt; O&#34;Hara &amp; &lt;i&gt;sønn&lt;/i&gt;") == 2
    assert "gone &amp; &lt;forgotten&gt;" in row
    assert not re.search(r"<(b|i|forgotten)>", row)
    assert "&amp;lt;" not in row, "nor is it written as if it had been safe twice"


@pytest.mark.parametrize(
    ("reason", "alerted", "leads"),
    [
        ("risk_since", True, ["/pasient/{}", "/pasient/{}/varsler", "/pasient/{}/varsler"]),
        ("risk_since", False, ["/pasient/{}", "/pasient/{}"]),
        ("deterioration_since", True, ["/pasient/{}", "/pasient/{}/varsler", "/pasient/{}/varsler"]),
        ("deterioration_since", False, ["/pasient/{}", "/pasient/{}#symptomer"]),
        ("worse_since", True, ["/pasient/{}", "/pasient/{}/varsler", "/pasient/{}#symptomer"]),
        ("unanswered_since", False, ["/pasient/{}", "/pasient/{}#dialog"]),
        ("overdue_since", False, ["/pasient/{}", "/pasient/{}#dialog"]),
        ("inactive_since", False, ["/pasient/{}", "/pasient/{}#dialog"]),
    ],
)
def test_where_a_row_leads(
    house: House, under_way: int, therapist: FlaskClient, reason: str, alerted: bool, leads: list[str]
) -> None:
    change(house, under_way, **{reason: house.clock.now()})
    if alerted:
        raised(house, under_way, "raised")
    assert LINK.findall(rows(therapist)["Ingrid Solheim"]) == [path.format(under_way) for path in leads]


def test_a_referral_leads_to_its_assessment(house: House, therapist: FlaskClient) -> None:
    waiting = referred(house, house.person("Tone", "Test"))
    assert LINK.findall(rows(therapist)["Tone Test"]) == [f"/henvisning/{waiting}"] * 2


def test_the_alerts_of_a_colleagues_patient_lead_to_taking_over(house: House, under_way: int) -> None:
    raised(house, under_way, "escalated")
    change(house, under_way, risk_since=house.clock.now())
    colleague = house.browser(house.person("Sara", "Holm", ("therapist", house.clinic)), staff=True)
    assert LINK.findall(rows(colleague)["Ingrid Solheim"]) == [f"/pasient/{under_way}"] * 3


def test_each_row_has_its_own_path_answers_and_day(house: House, maren: Person, therapist: FlaskClient) -> None:
    """Beside those who are alike in everything but one thing."""
    names = ("Begynt", "Lenger", "Verre", "Ung", "Taus")
    ids = {name: house.enrolled(house.person(name, "Test"), maren) for name in names}
    now = house.clock.now()
    for name in names:
        change(house, ids[name], unanswered_since=now, module="know-the-lake", steps_done=0, birth_year=1980)
    change(house, ids["Lenger"], steps_done=3)
    change(house, ids["Ung"], birth_year=2001)
    answered(house, ids["Verre"], [200, 320], now)
    with house.work() as work:
        earlier = update(Activity).where(Activity.enrolment_id == ids["Taus"])
        work.session.execute(earlier.values(last_active_at=now - timedelta(days=5)))
    drawn = {name.split()[0]: row for name, row in rows(therapist).items()}
    laid = {name: row.count('class="laid"') for name, row in drawn.items()}
    assert laid == {"Begynt": 0, "Lenger": 3, "Verre": 0, "Ung": 0, "Taus": 0}
    assert [name for name in names if "f. 2001" in drawn[name]] == ["Ung"]
    assert [name for name in names if "5 dager siden" in drawn[name]] == ["Taus"]
    assert [name for name in names if "I dag kl. 10.00" in drawn[name]] == ["Begynt", "Lenger", "Ung"]
    assert [name for name in names if "I dag kl. 10.01" in drawn[name]] == ["Verre"], "she handed in a minute later"
    assert [name for name in names if 'class="spark bad"' in drawn[name]] == ["Verre"]
    assert 'data-says="change:weather" data-value="120"' in drawn["Verre"]
    assert 'points="2.0,14.8 86.0,10.48"' in drawn["Verre"]


def answered(house: House, enrolment_id: int, totals: list[int], now: datetime) -> None:
    with house.work() as work:
        forms = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == "assessment")
        items = work.session.scalars(forms).all()
        work.session.execute(
            insert(Response),
            [
                {
                    "enrolment_id": enrolment_id,
                    "agenda_id": items[place],
                    "occasion": "start" if place == 0 else "3m",
                    "instrument": "weather",
                    "version": "1",
                    "answers": {},
                    "saved_at": now,
                    "submitted_at": now + timedelta(minutes=place),
                    "total": float(total),
                    "subscores": {},
                    "flags": {},
                }
                for place, total in enumerate(totals)
            ],
        )
