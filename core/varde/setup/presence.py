"""When somebody of the staff is there: her weekdays and her absences, as an administrator, or a command, sets them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from varde.enrolments.team import staff_at
from varde.identity.models import Organisation, Person
from varde.identity.service import line_of, under
from varde.kernel.work import Work
from varde.setup.changes import Editor, hold_place, must_be_open, must_stand, note
from varde.staffing.errors import NoSuchAbsence
from varde.staffing.models import Absence, Presence
from varde.staffing.rules import WORKING_WEEK
from varde.staffing.service import absences_of, be_present, cancel, presence_of, report


def may_stand_in(work: Work, organisation: Organisation, person: Person) -> Sequence[Person]:
    """The other therapists of the organisation, above it and below it, by name. Three statements."""
    places = {*line_of(work, organisation.id), *under(work, [organisation.id])}
    return [each for each, _place in staff_at(work, places, ("therapist",)) if each.id != person.id]


def shown_of_presence(presence: Presence | None) -> dict[str, object]:
    """What a form, or a command, was made from: the weekdays from 1 (Monday), and the number of who answers on the others."""
    weekdays = presence.weekdays if presence else WORKING_WEEK
    days = ",".join(str(int(digit) + 1) for digit in weekdays)
    return {"days": days, "substitute": presence.substitute_id if presence else None}


def set_presence(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    person: Person,
    weekdays: Sequence[int],
    substitute_id: int | None,
    *,
    seen: str | None = None,
) -> bool:
    """The weekdays (0 is Monday) she is there, and who answers on the others (None: the clinic's queue). Returns whether anything
    changed.

    :raises NoSuchSubstitute: whoever is to answer cannot.
    :raises NoDayLeft, NotYours, OvertakenBy, SetUpRefused: nothing is stored.
    """
    hold_place(work, editor, organisation)
    must_be_open(organisation)
    before = shown_of_presence(presence_of(work, [person.id]).get(person.id))
    must_stand(work, organisation.id, ("staff",), before, seen)
    able = [each.id for each in may_stand_in(work, organisation, person)]
    after = shown_of_presence(be_present(work, person.id, "".join(map(str, weekdays)), substitute_id, able))
    work.session.flush()
    was, now = ({**shown, "substitute": _name_of(work, shown["substitute"])} for shown in (before, after))
    return note(work, editor, organisation.id, "staff", "presence", was, now, person.id)


def _name_of(work: Work, person_id: object) -> str | None:
    return work.session.get_one(Person, person_id).name if person_id is not None else None


def set_absence(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    person: Person,
    days: tuple[date, date],
    reason: str,
    substitute_id: int | None,
) -> Absence:
    """She is away on these days, both included. The reason is for heads alone, and stands in no history.

    :raises EndsBeforeItBegins, AbsenceOver, TooLongAbsence, AlreadyAway, NoSuchSubstitute, NotYours, SetUpRefused: nothing is
        stored.
    """
    hold_place(work, editor, organisation)
    must_be_open(organisation)
    able = [each.id for each in may_stand_in(work, organisation, person)]
    absence = report(work, person.id, *days, reason, substitute_id, by_id=editor.person_id, may_stand_in=able)
    note(work, editor, organisation.id, "staff", "absence", None, _shown_of_absence(work, absence), person.id)
    return absence


def absence_on(work: Work, person: Person, first: date) -> Absence:
    """Her absence that begins on this day and is not over. :raises NoSuchAbsence"""
    for absence in absences_of(work, [person.id]):
        if absence.first_day == first:
            return absence
    raise NoSuchAbsence()


def take_absence_back(work: Work, editor: Editor, organisation: Organisation, absence: Absence) -> None:
    """She is here after all, from now on."""
    hold_place(work, editor, organisation)
    cancel(work, absence)
    note(work, editor, organisation.id, "staff", "absence", _shown_of_absence(work, absence), None, absence.person_id)


def _shown_of_absence(work: Work, absence: Absence) -> dict[str, object]:
    days = {"from": absence.first_day.isoformat(), "last": absence.last_day.isoformat()}
    return {**days, "substitute": _name_of(work, absence.substitute_id)}
