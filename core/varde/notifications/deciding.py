"""What becomes of the notices that are due: which go out now and in what words, which wait, which never go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy import func, or_, select

from varde.enrolments.cover import therapists_at
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import who_is_asked
from varde.enrolments.reach import kept_out_of
from varde.enrolments.rules import UNDER_WAY
from varde.groups.member_times import who_comes
from varde.identity.models import Organisation, Person
from varde.identity.service import Contact, contact_of, duty_number
from varde.kernel.work import Work
from varde.modules.entries import waits_for_feedback_since
from varde.modules.switching import still_opened
from varde.notifications.addresses import addresses, why_none
from varde.notifications.asking_again import chosen_since
from varde.notifications.choices import refused, refuses
from varde.notifications.forms import ABOUT_A_FORM, NOTHING_WAITS, forms_waiting, path_to
from varde.notifications.models import GREETINGS, Delivery
from varde.notifications.notices import NEXT_DAY, NOTICES
from varde.notifications.nudges import in_danger, may_be_greeted
from varde.notifications.rules import AT_ONCE, key_of_late, not_before, switch_of, way
from varde.notifications.service import hand_on
from varde.people.register.rules import with_register
from varde.people.register.service import RegisterSaid, said_of
from varde.scheduling.models import Appointment
from varde.scheduling.rules import at_wall_time, is_tomorrow
from varde.setup.senders import senders_at

TO_STAFF = (
    "alert",
    "list",
    "consent",
    "opinion",
    "hand_over",
    "late",
    "digest",
    "digest_month",
    "plan_value",
    "glass",
    "new_device",
)
ELSEWHERE = ("hand_over", "late", "plan_value", "glass", "new_device")
"""What leads to a page of its own: neither a head nor a manager has a list of her own."""
ABOUT_A_RECORD = ("alert", "list", "consent")
"""What only whoever may still open the record is told."""
THROUGH_PAUSE = ("appointment",)
"""What is said all the same while she is paused: nobody travels to a time that a pause cancelled."""
NO_STAFF, NOT_WANTED, NO_DUTY_NUMBER = "no staff any more", "she wants none of these", "no duty number"
NOT_COMING, NOT_ASKED = "the time is cancelled, moved or begun", "she is not asked any more"
NOT_OPENED, NOT_LATE = "it is not open to her any more", "it is answered, ended or somebody else's"
NO_GREETING, HAS_CHOSEN = "no day for a greeting", "she has chosen"


@dataclass(frozen=True, slots=True)
class Going:
    """A notice that goes out now: by which way (``page``: it stands on her page alone), to whom, in which words, from whom.
    ``tells`` is every notice that those words are about, itself first."""

    row: Delivery
    way: str
    recipient: str
    text: str
    tells: tuple[Delivery, ...]
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom some notices are for: how she is reached, by which addresses, and what she has said no to."""

    person: Person
    contact: Contact
    reaches: Mapping[str, str]
    no: frozenset[str]


def decide(work: Work, rows: Sequence[Delivery], people: Mapping[int, Person]) -> list[Going]:
    """Decide each of these, all that is due for their people. What does not go out has another state, or another moment."""
    enrolments = _enrolments(work, rows)
    rows = _still_so(work, rows)
    no = refused(work, people) if people else {}
    sent_today = _told_today(work, people) if people else {}
    said = said_of(work, people)
    stopped = _stopped_everywhere(work, rows)
    going: list[Going] = []
    for person_id in dict.fromkeys(row.person_id for row in rows):
        mine = [row for row in rows if row.person_id == person_id]
        if person_id is None:
            going += [duty for row in mine if (duty := _to_duty(work, row))]
            continue
        as_patient = [row for row in mine if _is_to_patient(row, enrolments)]
        at_work = [row for row in mine if row not in as_patient]
        for part, of_register in ((as_patient, said.get(person_id)), (at_work, None)):
            whom = _addressee(work, people[person_id], no.get(person_id, frozenset()), of_register)
            open_to_go = [row for row in part if _may_go(work, row, whom, enrolments, stopped)]
            going += _now_or_later(work, open_to_go, whom, sent_today.get(person_id, 0))
    return _from_whom(work, going, enrolments)


def _still_so(work: Work, rows: Sequence[Delivery]) -> list[Delivery]:
    """All of these but those that say what is so no more, which are skipped."""
    gone = dict.fromkeys(_over(work, rows), NOT_COMING)
    gone |= dict.fromkeys(_asked_no_more(work, rows), NOT_ASKED)
    gone |= dict.fromkeys(_opened_no_more(work, rows), NOT_OPENED)
    gone |= dict.fromkeys(chosen_since(work, rows), HAS_CHOSEN)
    gone |= dict.fromkeys(_greetings_out_of_place(work, rows), NO_GREETING)
    gone |= dict.fromkeys(_late_no_more(work, rows), NOT_LATE)
    for row, why in gone.items():
        skip(row, why)
    return [row for row in rows if row not in gone]


def _over(work: Work, rows: Sequence[Delivery]) -> Iterator[Delivery]:
    """The reminders of a time that is cancelled, moved to another day or begun, or of a group that she does not come to then. One
    statement for appointments and one for groups, and none where nothing is reminded of."""
    reminders = [row for row in rows if row.notice == "tomorrow" and (row.appointment_id or row.session_id)]
    booked = _booked(work, {row.appointment_id for row in reminders} - {None})
    sessions = {row.session_id for row in reminders if row.session_id is not None}
    coming = who_comes(work, sessions) if sessions else []
    in_groups = {(each.session_id, each.enrolment_id): each.starts_at for each in coming}
    for row in reminders:
        at = booked.get(row.appointment_id or 0) or in_groups.get((row.session_id or 0, row.enrolment_id or 0))
        if at is None or at <= work.now or not is_tomorrow(at, row.planned_at, work.zone):
            yield row


def _asked_no_more(work: Work, rows: Sequence[Delivery]) -> list[Delivery]:
    """Those that tell a colleague of a question that was answered, taken back or has run out meanwhile. One statement, and none
    where nobody is told of a question."""
    questions = [row for row in rows if row.notice == "opinion"]
    about = {row.enrolment_id for row in questions if row.enrolment_id is not None}
    asked = who_is_asked(work, about) if about else ()
    return [row for row in questions if (row.enrolment_id, row.person_id) not in asked]


def _opened_no_more(work: Work, rows: Sequence[Delivery]) -> list[Delivery]:
    """Those of a module or a step that was opened for her and is not any more. One statement, and none where nothing was."""
    switches = {row: switch for row in rows if (switch := switch_of(row.key))}
    opened = still_opened(work, {enrolment_id for enrolment_id, _ in switches.values()}) if switches else ()
    return [row for row, switch in switches.items() if switch not in opened]


def _greetings_out_of_place(work: Work, rows: Sequence[Delivery]) -> list[Delivery]:
    """The greetings, and the questions about a module, to somebody who has come to be in danger since, or is under way no more.
    One statement, and none where there are none: what they are about is read already."""
    greetings = [row for row in rows if row.notice in GREETINGS]
    people = in_danger(work, [row.person_id for row in greetings if row.person_id is not None]) if greetings else ()
    return [row for row in greetings if row.person_id in people or not _is_under_way(work, row.enrolment_id)]


def _is_under_way(work: Work, enrolment_id: int | None) -> bool:
    enrolment = work.session.get(Enrolment, enrolment_id) if enrolment_id is not None else None
    return enrolment is not None and may_be_greeted(enrolment, work.now)


def _late_no_more(work: Work, rows: Sequence[Delivery]) -> list[Delivery]:
    """Those that tell a head of an answer that was late, and was given or is somebody else's to give meanwhile. One statement, and
    none where nobody is told of one."""
    late = [row for row in rows if row.notice == "late" and row.enrolment_id is not None]
    if not late:
        return []
    ids = {row.enrolment_id for row in late}
    held = select(Enrolment.id, Enrolment.therapist_id, waits_for_feedback_since(Enrolment.id)).where(
        Enrolment.id.in_(ids), Enrolment.state.in_(UNDER_WAY)
    )
    waits = {of: key_of_late(of, at, by) for of, by, at in work.session.execute(held) if at}
    return [row for row in late if row.key.rpartition(":")[0] != waits.get(row.enrolment_id or 0)]


def _booked(work: Work, ids: Collection[int | None]) -> dict[int, datetime]:
    if not ids:
        return {}
    held = select(Appointment.id, Appointment.starts_at).where(Appointment.id.in_(ids), Appointment.state == "booked")
    return {row.id: row.starts_at for row in work.session.execute(held)}


def _is_to_patient(row: Delivery, enrolments: Mapping[int, Enrolment]) -> bool:
    """Whether she is told as a patient (:mod:`varde.notifications.asking` says the same in SQL): of an enrolment of hers, or of how
    she is told. Whoever treats or refers is told at work, though she is a patient elsewhere."""
    about = enrolments.get(row.enrolment_id) if row.enrolment_id is not None else None
    return row.notice == "trial" or (about is not None and about.person_id == row.person_id)


def _addressee(work: Work, person: Person, no: frozenset[str], said: RegisterSaid | None) -> Addressee:
    """What Varde was told of her goes first; what the register holds fills in, but for her work: it is private to her."""
    contact = contact_of(work, person)
    known = addresses(contact)
    return Addressee(person, contact, known if said is None else with_register(known, said.entry), no)


def _from_whom(work: Work, going: Sequence[Going], enrolments: Mapping[int, Enrolment]) -> list[Going]:
    """Each with the sender's name of where she is treated, or where somebody is on duty. One statement."""
    places = {each.row.id: _place(each.row, enrolments) for each in going}
    senders = senders_at(work, {place for place in places.values() if place is not None})
    return [replace(each, sender=senders.get(places[each.row.id] or 0, "")) for each in going]


def _place(row: Delivery, enrolments: Mapping[int, Enrolment]) -> int | None:
    about = enrolments.get(row.enrolment_id) if row.enrolment_id is not None else None
    return about.organisation_id if about is not None else row.organisation_id


def _enrolments(work: Work, rows: Sequence[Delivery]) -> dict[int, Enrolment]:
    """What they are about. Whoever pauses or ends one waits until this is decided."""
    ids = {row.enrolment_id for row in rows if row.enrolment_id is not None}
    if not ids:
        return {}
    held = select(Enrolment).where(Enrolment.id.in_(ids)).order_by(Enrolment.id)
    held = held.with_for_update(read=True).execution_options(populate_existing=True)
    return {enrolment.id: enrolment for enrolment in work.session.scalars(held)}


def _told_today(work: Work, people: Collection[int]) -> dict[int, int]:
    """How many notices have gone out to each today, or are on their way. One statement."""
    midnight = at_wall_time(work.today, time(0), work.zone)
    rows = work.session.execute(
        select(Delivery.person_id, func.count())
        .where(
            Delivery.person_id.in_(people),
            Delivery.claimed_at >= midnight,
            Delivery.channel.in_(("sms", "email")),
            or_(Delivery.state.in_(("sending", "sent", "delivered")), Delivery.unsure),
            Delivery.carrier_id.is_(None),
            Delivery.notice.not_in(AT_ONCE),
            Delivery.asked.is_(False),
        )
        .group_by(Delivery.person_id)
    )
    return {person_id: count for person_id, count in rows if person_id is not None}


def _may_go(
    work: Work, row: Delivery, whom: Addressee, enrolments: Mapping[int, Enrolment], stopped: Collection[int]
) -> bool:
    """Whether it may go out at all, as the world is now; else it is skipped, and says why."""
    about = enrolments.get(row.enrolment_id) if row.enrolment_id is not None else None
    if row.notice in ABOUT_A_FORM:
        why, row.path = _why_not_of_forms(work, row, about, stopped)
    else:
        why = _why_not(row, about, stopped)
    if not why and refuses(whom.no, row.notice):
        why = NOT_WANTED
    if (
        not why
        and row.notice in ABOUT_A_RECORD
        and about is not None
        and whom.person.id not in therapists_at(work, about)
    ):
        why = NO_STAFF
        if row.notice == "alert":
            hand_on(work, about, f":after{row.id}")
    if not why and row.notice == "glass" and about and about.person_id in kept_out_of(work, whom.person.id):
        why = NO_STAFF
    if why:
        skip(row, why)
    return not why


def skip(row: Delivery, why: str) -> None:
    """It never goes out, for this reason."""
    row.state, row.reason, row.next_at, row.channel = "skipped", why, None, "none"


def _why_not(row: Delivery, enrolment: Enrolment | None, stopped: Collection[int]) -> str:
    """Why she is not told: "" when she is, or when the notice is not hers."""
    if enrolment is None:
        return "no more contact" if row.person_id in stopped and row.notice not in TO_STAFF else ""
    if enrolment.person_id != row.person_id:
        return ""
    if enrolment.contact_stopped_at is not None:
        return "no more contact"
    return "paused" if enrolment.state == "paused" and row.notice not in THROUGH_PAUSE else ""


def _why_not_of_forms(
    work: Work, row: Delivery, enrolment: Enrolment | None, stopped: Collection[int]
) -> tuple[str, str]:
    """Why she is not told of her questionnaires, and where the notice leads. What waits in one enrolment is told of though
    nothing does in that of the one the notice was planned for."""
    assert row.person_id is not None
    waiting = forms_waiting(work, row.person_id)
    return ("", path_to(waiting)) if waiting else (_why_not(row, enrolment, stopped) or NOTHING_WAITS, row.path)


def _stopped_everywhere(work: Work, rows: Sequence[Delivery]) -> frozenset[int]:
    """Those of whom a notice is about no enrolment, which is about all of them, and contact about each has ended. One statement,
    and none where each notice is about one."""
    people = {row.person_id for row in rows if row.enrolment_id is None and row.person_id is not None}
    if not people:
        return frozenset()
    ended = (
        select(Enrolment.person_id)
        .where(Enrolment.person_id.in_(people))
        .group_by(Enrolment.person_id)
        .having(func.count() == func.count(Enrolment.contact_stopped_at))
    )
    return frozenset(work.session.scalars(ended))


def _now_or_later(work: Work, rows: Sequence[Delivery], whom: Addressee, told_today: int) -> list[Going]:
    """What may wait goes out together, when it may; what may not, by itself and now."""
    going = []
    may_wait = [row for row in rows if row.notice not in AT_ONCE and not row.asked]
    for row in rows:
        if row not in may_wait and (going_now := _going(work, row, whom, ())):
            going.append(going_now)
    if may_wait:
        most = work.settings.notices_a_day
        at = not_before(work.now, work.zone, exempt=False, told_today=told_today, most=most)
        if at > work.now:
            for row in may_wait:
                row.state, row.next_at = "queued" if row.state == "sending" else row.state, at
            return going
        # What may have been taken already is said by itself or not again, never by another too.
        together = [row for row in may_wait if not row.unsure]
        groups = [[row] for row in may_wait if row.unsure] + ([together] if together else [])
        going += [goes for first, *with_it in groups if (goes := _going(work, first, whom, with_it))]
    return going


def _going(work: Work, row: Delivery, whom: Addressee, with_it: Sequence[Delivery]) -> Going | None:
    """The notice as it goes out, speaking for ``with_it`` too; None when there is no way, and somebody must ring."""
    by = way(whom.contact.reach, dict(whom.reaches), whom.no)
    if by != "page" and by not in whom.reaches:
        for each in (row, *with_it):
            skip(each, why_none(whom.contact, by))
        return None
    carried = _carried(work, (row, *with_it))
    tells = (row, *with_it, *carried)
    several = any(each.notice != row.notice for each in tells)
    notice, path = ("many", _home(row)) if several else (row.notice, row.path)
    for each in with_it:
        each.carrier_id, each.next_at, each.state = row.id, None, "sending"
    for each in carried:
        each.carrier_id = row.id
    late = notice in NEXT_DAY and row.planned_at.astimezone(work.zone).date() < work.today
    words = NEXT_DAY[notice] if late else NOTICES[notice]
    text = work.speech(whom.person.language).say(words, link=work.settings.base_url + path)
    return Going(row, by, whom.reaches.get(by, ""), text, tells)


def _carried(work: Work, rows: Sequence[Delivery]) -> Sequence[Delivery]:
    """What earlier attempts at these spoke for. One statement, and none before the first."""
    tried = [row.id for row in rows if row.attempts]
    if not tried:
        return ()
    return work.session.scalars(select(Delivery).where(Delivery.carrier_id.in_(tried)).order_by(Delivery.id)).all()


def _home(row: Delivery) -> str:
    if row.notice in ELSEWHERE:
        return row.path
    return "/arbeidsliste" if row.notice in TO_STAFF else "/min-sti"


def _to_duty(work: Work, row: Delivery) -> Going | None:
    organisation = work.session.get_one(Organisation, row.organisation_id)
    number = duty_number(work, organisation)
    if number is None:
        skip(row, NO_DUTY_NUMBER)
        return None
    text = work.speech(work.settings.language).say(NOTICES[row.notice], link=work.settings.base_url + row.path)
    return Going(row, "sms", number, text, (row,))
