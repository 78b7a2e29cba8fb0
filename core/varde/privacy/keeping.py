"""What goes when the period that an organisation has set is over: seen before it does, done by the agenda at night, certified.

A period is counted from when the last enrolment of a person ended, wherever it was. Of all periods that hold for her the longest
counts, and where one place has set none, nothing goes. The law keeps the health record; so no period is set until an organisation
sets it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, or_, select

from varde.audit.service import record
from varde.audit.values import Access
from varde.identity.models import Organisation
from varde.identity.service import numbers_of, under
from varde.identity.settings import OrganisationSettings
from varde.kernel.db import Base
from varde.kernel.errors import Conflict
from varde.kernel.part import Part
from varde.kernel.work import Work
from varde.privacy.certificates import certify, counts_of
from varde.privacy.erasure import class_of, erase, fates_of_numbers
from varde.privacy.holds import on_hold
from varde.privacy.inventory import about_people
from varde.scheduling.agenda import AgendaHandler, plan_once
from varde.scheduling.models import AgendaItem, Subject
from varde.scheduling.rules import at_wall_time

KIND = "retention"
AT_NIGHT = time(2, 30)
AT_ONCE = 20
"""How many people one unit of work erases: whoever is killed loses no more, and goes on where it was."""
AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class KeepRule:
    """A rule of an organisation: its key, for how many months its settings say (0: nothing goes), and the classes that go (none
    named is all: the person is erased)."""

    key: str
    months: Callable[[OrganisationSettings], int]
    only: tuple[str, ...] = ()


RULES = (
    KeepRule("keep_record", lambda settings: 12 * settings.keep_record_years),
    KeepRule("keep_notices", lambda settings: settings.keep_notices_months, ("notices",)),
)


@dataclass(frozen=True, slots=True)
class PeopleOver:
    """Who goes by a rule on a day: their numbers, and how many are kept by a legal hold alone."""

    rule: KeepRule
    people: tuple[int, ...]
    on_hold: int


def first_of_january(today: date) -> date:
    """The next one."""
    return date(today.year + 1, 1, 1)


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = count // 12, count % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def periods(work: Work, rule: KeepRule) -> dict[int, int]:
    """For how many months each organisation keeps, itself or by those above it; those that have set none are left out. One
    statement."""
    rows = {row.id: row for row in work.session.scalars(select(Organisation))}

    def line(organisation_id: int | None) -> Iterator[Organisation]:
        while organisation_id is not None:
            yield rows[organisation_id]
            organisation_id = rows[organisation_id].parent_id

    longest = {each: max(rule.months(above.settings) for above in line(each)) for each in rows}
    return {each: months for each, months in longest.items() if months}


def going(work: Work, organisation_ids: Collection[int], on: date) -> list[PeopleOver]:
    """What would go on a day of those who have or have had an enrolment at these organisations. Four statements for each rule."""
    return [_going(work, rule, organisation_ids, on) for rule in RULES]


def _going(work: Work, rule: KeepRule, organisation_ids: Collection[int], on: date) -> PeopleOver:
    kept_for = periods(work, rule)
    if not kept_for:
        return PeopleOver(rule, (), 0)
    over = {place: _begin(work, months_before(on, months)) for place, months in kept_for.items()}
    due = sorted(
        person_id
        for person_id, places in _ended(work, organisation_ids, max(over.values())).items()
        if all(place in over for place in places) and max(places.values()) < min(over[place] for place in places)
    )
    held = on_hold(work, due)
    there = _with_rows(work, rule, due)
    return PeopleOver(rule, tuple(each for each in due if each in there - held), len(held & there))


def _begin(work: Work, day: date) -> datetime:
    return at_wall_time(day + timedelta(days=1), time(0), work.zone)


def _ended(work: Work, organisation_ids: Collection[int], before: datetime) -> Mapping[int, Mapping[int, datetime]]:
    """Of each person of these places whose enrolments have all ended before a moment: when the last ended, by place."""
    enrolment = Base.metadata.tables["enrolment"]
    person = enrolment.c.person_id
    hers = select(person).where(enrolment.c.organisation_id.in_(organisation_ids))
    not_over = select(person).where(or_(enrolment.c.ended_at.is_(None), enrolment.c.ended_at >= before))
    rows = (
        select(person, enrolment.c.organisation_id, func.max(enrolment.c.ended_at))
        .where(person.in_(hers), person.not_in(not_over))
        .group_by(person, enrolment.c.organisation_id)
    )
    ended: dict[int, dict[int, datetime]] = defaultdict(dict)
    for person_id, place, at in work.session.execute(rows):
        ended[person_id][place] = at
    return ended


def _with_rows(work: Work, rule: KeepRule, people: Collection[int]) -> set[int]:
    """Who of these have anything that goes by the rule."""
    if not rule.only:
        return set(people)
    tables = [held for held in about_people(work.catalogue.all(Part).values()) if class_of(held) in rule.only]
    columns = [held.table.columns[held.entry.path[0]] for held in tables if len(held.entry.path) == 1]
    return {
        each for column in columns for each in work.session.scalars(select(column).where(column.in_(people)).distinct())
    }


def erase_what_is_over(work: Work, organisation_id: int, most: int = AT_ONCE) -> bool:
    """Erase what is over at one organisation and below, ``most`` people of each rule, with a certificate; whether more is left.

    Whom something stands in the way of, such as an open alert, is passed over, and asked for again the next night.
    """
    is_left = False
    for each in going(work, under(work, [organisation_id]), work.today):
        counts: Counter[str] = Counter()
        people = 0
        for person_id in each.people:
            if people == most:
                is_left = True
                break
            gone = counts_of(fates_of_numbers(work, numbers_of(work, person_id), only=each.rule.only))
            try:
                with work.apart():
                    erase(work, person_id, only=each.rule.only)
            except Conflict:
                continue
            record(work, _erased(organisation_id, person_id))
            counts.update(gone)
            people += 1
        if people:
            certify(work, each.rule.key, counts, people=people, organisation_id=organisation_id)
    return is_left


def _erased(organisation_id: int, person_id: int) -> Access:
    return Access(
        None, "Varde", "system", organisation_id, "write", "erasure", "admin", "retention", patient_id=person_id
    )


def plan_for_those_with_rules(work: Work) -> None:
    """One row of the agenda for each organisation that has set a period itself."""
    for organisation in work.session.scalars(select(Organisation).order_by(Organisation.id)).all():
        if any(rule.months(organisation.settings) for rule in RULES):
            plan_once(work, Subject("organisation", organisation.id), KIND, _tonight(work))


def _tonight(work: Work) -> datetime:
    return at_wall_time(work.today + timedelta(days=1), AT_NIGHT, work.zone)


def act(work: Work, item: AgendaItem) -> datetime | None:
    """Erase what is over at the organisation of the row, and come back: soon while more is left, else the next night."""
    assert item.organisation_id is not None  # it is planned for nothing else
    return work.now + AGAIN if erase_what_is_over(work, item.organisation_id) else _tonight(work)


HANDLER = AgendaHandler(KIND, act)
