"""An organisation decides how many people a number must be of, and everything that shows a manager a count or a mean obeys.

Twenty-four people everywhere: shown where five are enough, and nowhere once the organisation, or the trust above it, has said 30.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from varde.benefits.plan.rules import BenefitFacts
from varde.benefits.plan.service import begun_plan, keep_benefit
from varde.enrolments.models import Enrolment
from varde.groups.models import CareGroup, GroupAttendance, GroupSession
from varde.identity.models import Organisation
from varde.identity.rights import roles_with
from varde.kernel.part import Permission
from varde.modules.helped import say_helped
from varde.modules.reading import read_step
from varde.notifications.notices import NOTICES
from varde.plugin.fitting import fitting_facts
from varde.referrals.service import decide, refer
from varde.testing.referrers import health_professional
from varde.testing.sample.models import Kit

if TYPE_CHECKING:
    from varde.testing.house import House

    from .conftest import Counted

PEOPLE, DECIDED = 24, 30


def spans(page: str) -> list[str]:
    """The cells of the one table."""
    return [html.unescape(cell.split("</span>")[0]) for cell in page.split("<tbody")[1].split("<span>")[1:]]


def started(text: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(text))
    return [row["numerator"] for row in rows if row["figure"] == "flow" and row["item"] == "started"]


def said(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main", 1)[0])))


def began(page: str) -> list[str]:
    return re.findall(r"\d+ av \d+ henviste begynte", said(page))


def responders(page: str) -> list[str]:
    """The finding and the share of the programme of the crowd on the overview."""
    card = page.split('<h3 id="h-klinikken-lake">')[1].split("</section>")[0]
    return re.findall(r"\d+ av \d+ som begynte|\d+\s%(?: av dem som svarte)?", said(f"<main {card}</main"))


def twice(page: str) -> list[str]:
    """Of how many the place page says how it went."""
    return re.findall(r"\d+ personer", said(page))


def told(text: str) -> list[str]:
    return re.findall(r"\d+ av \d+ henviste begynte", text)


def boxes(page: str) -> list[str]:
    return re.findall(r"Antall pasienter som har en eske nå: ([^.]*)\.", said(page))


def attended(page: str) -> list[str]:
    return re.findall(r"\d+ % \([^)]*\), n = \d+ ganger av \d+|Skjult: for få", said(page))


def waiting_at_lake(page: str) -> list[str]:
    """How many wait in the programme of the crowd, in the table of all programmes."""
    return spans("<tbody" + page.split("/programdrift/klinikken/lake")[1].split("</tr>")[0])[:1]


def waiting(page: str) -> list[str]:
    return re.findall(r"\d+ venter", said(page))


def limits(page: str) -> list[str]:
    """What the page says the limit is."""
    return re.findall(r"Tall under (\d+) vises ikke", said(page))


def spans_of_steps(page: str) -> list[str]:
    """The figures of the one step that was answered about."""
    return re.findall(r"<td[^>]*><span>([^<]*)</span></td>", page)


def today(page: str) -> list[str]:
    """What the board of a plan says that its one benefit is now."""
    return [
        html.unescape(each).replace("\N{NO-BREAK SPACE}", " ")
        for each in re.findall(r"<span><b>([^<]*)</b>", page.split("<main", 1)[1])[:1]
    ]


def facts_of_page(page: str) -> list[str]:
    return re.findall(r"Nå ((?:\d+|færre)[^N]*?) Nullpunkt", said(page))


def planned(text: str) -> list[str]:
    return [row[name] for row in csv.DictReader(io.StringIO(text)) for name in ("now", "now_n")]


FEW = "færre enn 30, eller skjult"
TABLE: list[tuple[str, Callable[[str], list[str]], list[str], list[str]]] = [
    ("/oversikt", responders, ["8 av 24 som begynte", "33 %", "50 % av dem som svarte"], []),
    ("/gevinster/klinikken/lake", began, ["24 av 24 henviste begynte"], []),
    ("/gevinster/klinikken/lake.csv", started, ["24"], []),
    ("/gevinster/klinikken/lake/rapport", told, ["24 av 24 henviste begynte"], []),
    ("/gevinster/klinikken/lake/rapport.json", told, ["24 av 24 henviste begynte"], []),
    ("/gevinster/klinikken/lake/sted", twice, ["16 personer"], []),
    ("/gevinster/klinikken/sample", boxes, ["24"], ["<30"]),
    ("/henvisningskvalitet", spans, ["24", "0", "0", "vises ikke", "1"], [FEW, FEW, FEW, "vises ikke", "vises ikke"]),
    ("/henvisningskvalitet", limits, ["5"], ["30"]),
    ("/hjalp-dette/fjordvest", spans_of_steps, ["24", "24", "0", "0", "30. september 2026"], []),
    ("/gevinstplan/klinikken/lake", today, ["24 personer"], ["færre enn 30, eller skjult"]),
    ("/gevinstplan/klinikken/lake/1", facts_of_page, ["24 personer, n = 24"], ["færre enn 30, eller skjult"]),
    ("/gevinstplan/klinikken/lake.csv", planned, ["24", "24"], ["skjult", ""]),
    ("/programdrift", waiting_at_lake, ["24"], ["færre enn 30, eller skjult"]),
    ("/programdrift/klinikken/lake", waiting, ["24 venter"], []),
    ("/oppmote", attended, ["50 % (36 til 64), n = 48 ganger av 24"], ["Skjult: for få"]),
]
"""Where a manager reads a number of people: the address, what is read there, with five and with thirty."""
WITHOUT_NUMBERS = {
    *("overview.chosen", "benefits.index", "helped_figures.index", "helped_figures.remove"),
    *("plan.index", "plan.history", "plan_beside.ways", "plan_beside.draw", "planned.new", "planned.edit"),
    "compare.show",  # none that is measured alike here: test_two_programmes.py
    *("report.on_paper", "report.as_workbook", "report.as_files"),  # the report above: test_report.py, test_files.py
    "plan.xlsx",  # the rows of the file above: test_plan_files.py
    # What is sent to a plan: where it is refused, the page that has the form is the one above.
    *(f"planned.{name}" for name in ("add", "save", "value", "status", "point", "settle")),
    *(f"plan_beside.{name}" for name in ("goal", "voice", "withdraw", "assume", "adopted")),
}


@pytest.fixture
def crowded(house: House, counted: Counted) -> Counted:
    """Twenty-four counted, with a box each, who came to one walk and missed another; and as many referred by a doctor."""
    counted.count(counted.patients(60)[:PEOPLE])
    counted.decide()
    gp, lake = health_professional(house, "Hanne", "Moe", "doctor"), house.programme("lake")
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    with house.work() as work:
        walkers = work.add(
            CareGroup(organisation_id=house.clinic.id, programme="sample", kind="walk", name="Gå", made_at=work.now)
        )
        work.session.flush()
        week = timedelta(days=7)
        walks = [
            work.add(GroupSession(group_id=walkers.id, starts_at=work.now - week * (4 + n), minutes=90)) for n in (0, 1)
        ]
        work.session.flush()
        said_of = dict(zip([walk.id for walk in walks], ("attended", "missed"), strict=True))
    actor, facts, sent = house.actor(maren, ("therapist", house.clinic)), fitting_facts(lake), list[int]()
    for number in range(PEOPLE):
        boxed = house.referred(house.person("B", str(number)), "sample")
        patient = house.person("P", str(number))
        with house.work() as work:
            for walk, state in said_of.items():
                work.add(GroupAttendance(session_id=walk, enrolment_id=boxed, state=state, at=work.now))
            work.add(Kit(enrolment_id=boxed, serial=f"K{number}", place="kitchen", lent_at=work.now))
            read = read_step(work, work.session.get_one(Enrolment, boxed), "first-steps", "the-trail", "nb")
            assert say_helped(work, work.session.get_one(Enrolment, boxed), read, "yes", "")
            sent.append(refer(work, patient, house.clinic, lake, facts, source="clinician", referred_by_id=gp.id)[0].id)
    house.clock.move(days=1)
    with house.work() as work:
        for enrolment_id in sent:
            decide(work, actor, work.session.get_one(Enrolment, enrolment_id), accept=True, track=None)
        head = house.actor(counted.manager, ("manager", house.trust))
        reached = BenefitFacts(title="Flere får hjelp", figure="started", owner_name="Leder")
        keep_benefit(work, head, begun_plan(work, house.clinic.id, "lake"), None, reached, fewest=5)
    house.clock.move(days=30)
    return counted


@pytest.mark.parametrize("place", ["clinic", "trust"])
def test_what_an_organisation_has_decided_holds_wherever_a_manager_reads_a_number(
    house: House, crowded: Counted, place: str
) -> None:
    """The manager is of the clinic alone; what the trust above it has decided holds for her too."""
    browser = house.browser(house.person("Siv", "Moe", ("manager", house.clinic)), staff=True)

    def read() -> list[list[str]]:
        return [what(browser.get(address).get_data(as_text=True)) for address, what, _five, _thirty in TABLE]

    assert read() == [five for _address, _what, five, _thirty in TABLE]
    with house.work() as work:
        organisation = work.session.get_one(Organisation, getattr(house, place).id)
        organisation.details = {**organisation.details, "fewest_shown": DECIDED}
    assert read() == [thirty for _address, _what, _five, thirty in TABLE]
    for address, *_rest in TABLE:
        assert not re.search(r"\b24\b", browser.get(address).get_data(as_text=True).split("<main", 1)[-1])


def test_the_table_has_every_page_that_is_a_managers(house: House) -> None:
    only_hers = {
        key
        for key, permission in house.platform.catalogue.all(Permission).items()
        if permission.roles <= set(roles_with("figures"))
    } | {"read_helped"}
    pages = {name for name, view in house.app.view_functions.items() if getattr(view, "audience", "") in only_hers}
    with house.app.test_request_context():
        router = house.app.url_map.bind("localhost")
        named = {router.match(address)[0] for address, *_rest in TABLE}
    assert pages == named | WITHOUT_NUMBERS


def test_the_digest_of_a_manager_has_no_number() -> None:
    assert re.findall(r"{\w+}", NOTICES["digest_month"].nb) == ["{link}"]
