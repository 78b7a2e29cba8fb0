"""The demo's organisations and people. Everybody is invented; identity numbers are synthetic."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from varde.assessments.planning import ask_now, on_demand_of
from varde.assessments.service import KIND, open_sheet, submit
from varde.demo_provider.people import Issuer
from varde.dialogue.service import mark_read, write
from varde.enrolments.access import open_record
from varde.enrolments.models import Offering
from varde.identity.models import Organisation, Person
from varde.identity.nin import parse
from varde.identity.service import Actor, add_organisation, add_person, grant
from varde.identity.synthetic import synthetic_number
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.referrals.service import decide, refer
from varde.scheduling.models import AgendaItem
from varde.scheduling.service import book
from varde.simulation import Course, Simulator, Site, actor_of
from varde.simulation_answers import fitting_facts, simulated_answers

CRISIS = {
    "nb": "Ring 113 hvis det er fare for liv. Legevakten på 116 117 og Mental Helse på 116 123 svarer hele døgnet. "
    "Vi ringer deg så snart vi har lest svaret ditt, senest neste virkedag.",
    "nn": "Ring 113 om det er fare for liv. Legevakta på 116 117 og Mental Helse på 116 123 svarer heile døgnet. "
    "Vi ringjer deg så snart vi har lese svaret ditt, seinast neste virkedag.",
    "en": "Ring 113 if there is danger to life. The out-of-hours doctor on 116 117 and Mental Helse on 116 123 answer "
    "day and night. We ring you as soon as we have read your answer, on the next working day at the latest.",
}

Plan = Callable[["CastMember", Simulator, Sequence[Site]], None]


def _nothing(_member: CastMember, _simulator: Simulator, _sites: Sequence[Site]) -> None:
    return None


@dataclass(frozen=True)
class CastMember:
    """A demo person. ``roles`` are (role, organisation key); ``said`` is shown on the sign-in page. ``asks`` is the latest
    message, and ``told`` the therapist's answer."""

    key: str
    given: str
    family: str
    nine: str
    born: date
    issuer: Issuer
    said: str
    title: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    course: Plan = _nothing
    asks: str = ""
    told: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def nin(self) -> str:
        numbers = (synthetic_number(f"{int(self.nine) + more:09d}") for more in range(50))
        return next(number for number in numbers if number is not None)

    def plan(self, simulator: Simulator, sites: Sequence[Site]) -> None:
        """Put this person's own course among the simulated ones."""
        self.course(self, simulator, sites)


class CastCourse(Course):
    """A course of a known person: diligent, never drops out, and stands where the demo wants her: ``steps`` steps done."""

    def __init__(self, simulator: Simulator, site: Site, member: CastMember, therapist: Person, steps: int) -> None:
        super().__init__(simulator, site, random.Random(member.nine))
        self.member, self.therapist, self.steps = member, therapist, steps
        self.burden, self.goal, self.diligence, self.quits = 0.6, 0.42, 1.0, 0.0
        self.most_steps = 1

    def person(self, work: Work) -> Person:
        return work.session.scalars(
            select(Person).where(Person.given_name == self.member.given, Person.family_name == self.member.family)
        ).one()

    def work_on(self, work: Work) -> None:
        if self.steps > 0:
            self.steps -= 1
            super().work_on(work)

    def lately(self, work: Work) -> None:
        """The last days: a question, an answer she has not read, and a time to come."""
        assert self.actor is not None
        therapist = actor_of(self.therapist, self.site.organisation)
        enrolment = open_record(work, self.actor, self.enrolment_id, "messages", write=True)
        write(work, self.actor, enrolment, self.member.asks, "lately-1")
        self._leave_open(work, therapist)
        book(
            work,
            enrolment.id,
            self.therapist.id,
            "video",
            (self.simulator.until + timedelta(days=2)).replace(hour=13, minute=30, second=0),
            30,
        )

        def answered(later: Work) -> None:
            theirs = open_record(later, therapist, self.enrolment_id, "messages", write=True)
            mark_read(later, therapist, theirs.id)
            write(later, therapist, theirs, self.member.told, "lately-2")

        self.simulator.at(work.now + timedelta(hours=20), answered)

    def _may_answer(self, item: AgendaItem, chance: float) -> None:
        """What can be answered on the day the demo is opened is left for whoever opens it."""
        until = self.simulator.until
        if item.opens_at > until or (item.closes_at is not None and item.closes_at < until):
            super()._may_answer(item, chance)

    def _leave_open(self, work: Work, therapist: Actor) -> None:
        """An extra form that waits, in a programme where none does by plan."""
        if not any(one.after_module or one.days for one in self.programme.occasions):
            enrolment = open_record(work, therapist, self.enrolment_id, "questionnaire", write=True)
            for occasion in on_demand_of(self.programme, self.track)[:1]:
                ask_now(work, therapist, enrolment, occasion.key)

    def weigh_heavily(self, work: Work) -> None:
        """This week's form, with an answer that crosses the clinic's limit."""
        assert self.actor is not None
        items = select(AgendaItem).where(
            AgendaItem.enrolment_id == self.enrolment_id,
            AgendaItem.kind == KIND,
            AgendaItem.state == "planned",
            AgendaItem.opens_at <= work.now,
        )
        for item in work.session.scalars(items.order_by(AgendaItem.due_at.desc())):
            sheet = open_sheet(work, self.actor, item.id, write=True)
            while sheet.unanswered:
                key = sheet.unanswered[0]
                instrument = work.catalogue.one(Instrument, key)
                answers = simulated_answers(instrument, 0.62, self.rng)
                answers |= {safety.key: safety.low + 2 for safety in instrument.safety_items}
                submit(work, self.actor, sheet, key, answers)
            return


def under_way(owner: str, weeks: int, steps: int, *, days: int = 4, heavy: bool = False) -> Plan:
    """A patient on day ``days`` of week ``weeks`` at the organisation with this key who has ``steps`` steps behind.

    ``heavy``: her latest form calls for a clinician at once.
    """

    def plan(member: CastMember, simulator: Simulator, sites: Sequence[Site]) -> None:
        site = next(s for s in sites if s.organisation.key == owner)
        course = CastCourse(simulator, site, member, site.therapists[0], steps)
        begins = simulator.until - timedelta(days=7 * (weeks - 1) + days)
        simulator.at(begins - timedelta(days=12), lambda work: _refer_known(work, course))
        simulator.at(simulator.until - timedelta(hours=30), course.lately)
        if heavy:
            simulator.at(simulator.until - timedelta(hours=2), course.weigh_heavily)

    return plan


def _refer_known(work: Work, course: CastCourse) -> None:
    person = course.person(work)
    course.actor = actor_of(person)
    facts = fitting_facts(course.programme)
    enrolment, referral = refer(
        work,
        person,
        course.site.organisation,
        course.programme,
        facts,
        source="self",
        hope="Jeg vil tørre å spise ute igjen uten å planlegge hele dagen." if not course.programme.tracks else "",
    )
    course.enrolment_id = enrolment.id
    course.track = referral.suggested_track or (course.programme.tracks[0].key if course.programme.tracks else None)
    course._later(work, 2, lambda later: _accept(later, course))


def _accept(work: Work, course: CastCourse) -> None:
    therapist = actor_of(course.therapist, course.site.organisation)
    decide(
        work,
        therapist,
        open_record(work, therapist, course.enrolment_id, "referral", write=True),
        accept=True,
        track=course.track,
    )
    course._later(work, 10, course.begin)


CAST: tuple[CastMember, ...] = (
    CastMember("tone", "Tone", "Berg", "148288113", date(1988, 2, 14), "idporten", "Ny. Har ikke meldt seg på ennå."),
    CastMember(
        "ingrid",
        "Ingrid",
        "Solheim",
        "038392147",
        date(1992, 3, 3),
        "idporten",
        "Pasient i Mage-tarmskolen, uke 9.",
        course=under_way("fordoyelse", 9, 12),
        asks="Hei. Er det for tidlig å kutte ut løk? Jeg tror det er verst, men er ikke sikker.",
        told="Hei. Vent litt med det. Skriv opp det du spiser denne uken, så ser vi på det sammen.",
    ),
    CastMember(
        "tor",
        "Tor",
        "Vik",
        "228591258",
        date(1991, 5, 22),
        "idporten",
        "Pasient i eMeistring, uke 6.",
        course=under_way("nettbehandling", 6, 3, heavy=True),
        asks="Hei. Jeg tok bussen to stopp, men gikk av da hjertet begynte å slå. Var det feil å gå av?",
        told="Hei. To stopp er to mer enn forrige uke. Skriv det inn i sirkelen din, så ser vi på det sammen.",
    ),
    CastMember(
        "eva",
        "Eva",
        "Strand",
        "098658369",
        date(1958, 6, 9),
        "idporten",
        "Deltaker hos frisklivssentralen, uke 5.",
        course=under_way("frisklivssentralen", 5, 2, days=6),
        asks="Hei. Det ble to turer denne uken, ikke tre. Skal jeg sette målet lavere?",
        told="Hei. To turer er bra. La målet stå, og flytt den ene til en dag du har bedre tid.",
    ),
    CastMember(
        "maren",
        "Maren",
        "Aas",
        "278185221",
        date(1985, 1, 27),
        "helseid",
        "Klinisk ernæringsfysiolog, Fjordvest sykehus.",
        "klinisk ernæringsfysiolog",
        (("therapist", "fordoyelse"),),
    ),
    CastMember(
        "sara",
        "Sara",
        "Holm",
        "118479332",
        date(1979, 4, 11),
        "helseid",
        "Psykolog, Fjordvest sykehus.",
        "psykolog",
        (("therapist", "nettbehandling"),),
    ),
    CastMember(
        "jonas",
        "Jonas",
        "Lie",
        "068990443",
        date(1990, 9, 6),
        "helseid",
        "Frisklivsveileder, Vestbyen kommune.",
        "frisklivsveileder",
        (("therapist", "frisklivssentralen"),),
    ),
    CastMember(
        "nina",
        "Nina",
        "Falk",
        "199268554",
        date(1968, 12, 19),
        "helseid",
        "Leder, Fjordvest sykehus. Ser bare samlede tall.",
        "avdelingsleder",
        (("manager", "fjordvest"), ("manager", "vestbyen")),
    ),
)


def furnish(work: Work) -> bool:
    """Make organisations, offerings and the cast. True when they were there from before."""
    if work.session.scalar(select(Organisation.id).limit(1)) is not None:
        return True
    region = add_organisation(work, "helse-fjord", "region", "Helse Fjord")
    phone = {"phone": "55 00 00 00", "hours": "9–14", "crisis": CRISIS}
    trust = add_organisation(work, "fjordvest", "trust", "Fjordvest sykehus", region, **phone)
    town = add_organisation(work, "vestbyen", "municipality", "Vestbyen kommune", None, **phone)
    places = {
        "fordoyelse": add_organisation(work, "fordoyelse", "clinic", "Seksjon for fordøyelse", trust, **phone),
        "nettbehandling": add_organisation(
            work, "nettbehandling", "clinic", "Poliklinikk for nettbehandling", trust, **phone
        ),
        "frisklivssentralen": add_organisation(
            work, "frisklivssentralen", "clinic", "Frisklivssentralen", town, **phone
        ),
        "fjordvest": trust,
        "vestbyen": town,
    }
    _offer(work, places)
    for member in CAST:
        person = add_person(
            work,
            member.given,
            member.family,
            parse(member.nin, allow_synthetic=True),
            birth_date=member.born,
            title=member.title,
            phone="91234567",
        )
        for role, key in member.roles:
            grant(work, person, role, places[key])
    return False


def _offer(work: Work, places: dict[str, Organisation]) -> None:
    """Each programme at a clinic of its own kind of owner: tracks at the outpatient clinic, the rest at the section."""
    for programme in work.catalogue.all(Programme).values():
        key = (
            "frisklivssentralen"
            if programme.owner == "municipality"
            else "nettbehandling"
            if programme.tracks
            else "fordoyelse"
        )
        work.add(
            Offering(organisation_id=places[key].id, programme=programme.key, open=True, settings={"waiting_weeks": 3})
        )
    work.session.flush()


def sites_of(work: Work) -> list[Site]:
    """Where each offered programme is run, and by whom."""
    sites = []
    for offering in work.session.scalars(select(Offering).order_by(Offering.id)):
        organisation = work.session.get(Organisation, offering.organisation_id)
        assert organisation is not None
        keys = [m for m in CAST if ("therapist", organisation.key) in m.roles]
        therapists = [
            work.session.scalars(
                select(Person).where(Person.given_name == m.given, Person.family_name == m.family)
            ).one()
            for m in keys
        ]
        sites.append(Site(organisation, work.catalogue.one(Programme, offering.programme), therapists))
    return sites
