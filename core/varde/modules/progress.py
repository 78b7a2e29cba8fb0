"""How far a patient has come: modules and steps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from varde.enrolments.access import name_of
from varde.enrolments.activity import was_active
from varde.enrolments.models import Enrolment, EnrolmentEvent, Offering
from varde.enrolments.service import may_work_in, must_work
from varde.enrolments.stored_settings import DEMANDS_SIGNATURES
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.modules.errors import StepLocked
from varde.modules.events import ModuleDone, StepDone
from varde.modules.models import Entry, ModuleState, PathPace, PathSwitch
from varde.modules.path_rules import ModuleView, Path, PathFacts, StateLine, States, lay, nothing_left, step_from
from varde.modules.withheld import NOTHING, withheld_from
from varde.programmes.gone import programme_of
from varde.programmes.known_facts import known_of, known_of_many
from varde.programmes.release import names_of
from varde.programmes.values import Module, Programme, Step
from varde.rules.language import Rule
from varde.safety.events import SafetyChanged
from varde.safety.service import safety_of, safety_of_many
from varde.standing.locks import Safety, is_finished
from varde.standing.path import Pace, Place, Switch, turned_by


def _kept(of: Callable[[Any], ColumnElement[bool]]) -> tuple[Any, ...]:
    """How far somebody has come and what was switched, of one shape, to be asked in one statement: a row for each module and one
    for each switch; and one where only what is signed is shown."""
    state, switch = ModuleState, PathSwitch
    come = select(
        state.enrolment_id,
        state.module,
        state.steps_done,
        state.completed_at,
        state.answered_steps,
        null().label("number"),
        null().label("deed"),
        null().label("step"),
        null().label("undone_at"),
    ).where(of(state.enrolment_id))
    switched = select(
        switch.enrolment_id,
        switch.module,
        null(),
        null(),
        null(),
        switch.number,
        switch.deed,
        switch.step,
        switch.undone_at,
    ).where(of(switch.enrolment_id))
    paces = select(
        PathPace.enrolment_id,
        PathPace.pace,
        null(),
        null(),
        null(),
        PathPace.number,
        literal_column("'pace'", String()),
        null(),
        null(),
    ).where(of(PathPace.enrolment_id))
    demanded: Any = (
        select(
            Enrolment.id,
            literal_column("''", String()),
            null(),
            null(),
            null(),
            literal_column("0"),
            literal_column("'signed'", String()),
            null(),
            null(),
        )
        .join(
            Offering,
            and_(Offering.organisation_id == Enrolment.organisation_id, Offering.programme == Enrolment.programme),
        )
        .where(of(Enrolment.id), DEMANDS_SIGNATURES)
    )
    return come, switched, paces, demanded


_WRITTEN = select(
    Entry.enrolment_id,
    Entry.module,
    null(),
    null(),
    null(),
    func.count(),
    literal_column("'written'", String()),
    Entry.step,
    null(),
    func.max(Entry.day),
).where(Entry.enrolment_id == bindparam("enrolment"), Entry.day.is_not(None))

# Every page of a patient asks this, so it is put together once.
_OF_ONE = _kept(lambda enrolment: enrolment == bindparam("enrolment"))
_OF_MANY = _kept(lambda enrolment: enrolment.in_(bindparam("enrolments", expanding=True)))
KEPT_OF_ONE, _KEPT_OF_MANY = (select(union_all(*each).subquery()) for each in (_OF_ONE, _OF_MANY))
_KEPT_AND_WRITTEN = select(
    union_all(
        *(each.add_columns(cast(null(), Date).label("newest")) for each in _OF_ONE),
        _WRITTEN.group_by(Entry.enrolment_id, Entry.module, Entry.step),
    ).subquery()
)


class Kept(NamedTuple):
    """What is stored of one way: how far she has come in each module, what was switched, at whose pace she goes, and whether
    where she is treated only what is signed is shown."""

    states: States
    switches: tuple[Switch, ...]
    pace: Pace = "programme"
    signed_only: bool = False


def _kept_in(work: Work, rows: Iterable[Row[Any]]) -> Kept:
    states, switches = {}, []
    paces: dict[int, Pace] = {}
    signed_only = False
    for row in rows:
        if row.number is None:
            completed_on = row.completed_at.astimezone(work.zone).date() if row.completed_at else None
            states[row.module] = StateLine(row.module, row.steps_done, completed_on, row.answered_steps)
        elif row.deed == "signed":
            signed_only = True
        elif row.deed == "pace":
            paces[row.number] = row.module
        else:
            switches.append(Switch(row.number, row.deed, row.module, row.step, row.undone_at is not None))
    return Kept(states, tuple(switches), paces[max(paces)] if paces else "programme", signed_only)


def kept_of(work: Work, enrolment_id: int) -> Kept:
    """What is stored of the way of one enrolment. One statement."""
    return _kept_in(work, work.columns(KEPT_OF_ONE, {"enrolment": enrolment_id}))


class DiaryLine(NamedTuple):
    """An exercise that has been written in: how often, and the newest day."""

    module: str
    step: str
    written: int
    newest: date


DiaryLines = Mapping[tuple[str, str], DiaryLine]
"""By module and step."""


def kept_and_written(work: Work, enrolment_id: int) -> tuple[Kept, DiaryLines]:
    """The same, and by module and step every exercise with dated entries that has been written in. One statement."""
    rows = work.columns(_KEPT_AND_WRITTEN, {"enrolment": enrolment_id})
    written = [row for row in rows if row.deed == "written"]
    lines = {(row.module, row.step): DiaryLine(row.module, row.step, row.number, row.newest) for row in written}
    return _kept_in(work, (row for row in rows if row.deed != "written")), lines


def path_of(
    work: Work, enrolment: Enrolment, language: str, kept: Kept | None = None, *, to_staff: bool = False
) -> Path:
    """The patient's path, in words to her, or ``to_staff`` about her. Two statements, or one when what is ``kept`` is given; one
    more for each source that modules ask, and four where only what is signed is shown."""
    programme = programme_of(work, enrolment.programme)
    kept = kept_of(work, enrolment.id) if kept is None else kept
    known = known_for_release(work, enrolment, programme)
    return lay_path(programme, enrolment, kept, safety_of(work, enrolment), work, language, known, to_staff=to_staff)


def _withheld(work: Work, enrolment: Enrolment, kept: Kept) -> frozenset[Place]:
    return withheld_from(work, [enrolment])[enrolment.id] if kept.signed_only else NOTHING


def known_for_release(work: Work, enrolment: Enrolment, programme: Programme) -> Mapping[str, object]:
    """What the modules of a programme ask of sources: settings, scores, measurements and others. Statements only where they
    ask for something, one for each source."""
    return known_of(work, enrolment.id, _releases(programme))


def _releases(programme: Programme) -> list[Rule]:
    return [module.release for module in programme.modules]


def steps_from(work: Work, enrolments: Collection[Enrolment]) -> dict[int, date | None]:
    """By enrolment id the day from which a step waits to be done, past or to come by the calendar; None when there is none.
    Two statements, and one for each source that their modules ask, whoever they are."""
    ids = [enrolment.id for enrolment in enrolments]
    rows: dict[int, list[Row[Any]]] = {}
    for row in work.columns(_KEPT_OF_MANY, {"enrolments": ids}):
        rows.setdefault(row.enrolment_id, []).append(row)
    programmes = {each: programme_of(work, each) for each in {enrolment.programme for enrolment in enrolments}}
    safety = safety_of_many(work, enrolments)
    known = known_of_many(work, ids, [rule for each in programmes.values() for rule in _releases(each)])
    kept_by = {each.id: _kept_in(work, rows.get(each.id, ())) for each in enrolments}
    withheld = withheld_from(work, [each for each in enrolments if kept_by[each.id].signed_only])
    days = {}
    for enrolment in enrolments:
        hers = withheld.get(enrolment.id, NOTHING)
        facts = path_facts(work, enrolment, kept_by[enrolment.id], safety[enrolment.id], known[enrolment.id], hers)
        days[enrolment.id] = step_from(programmes[enrolment.programme], facts)
    return days


def path_facts(
    work: Work,
    enrolment: Enrolment,
    kept: Kept,
    safety: Safety,
    known: Mapping[str, object] | None = None,
    withheld: frozenset[Place] = NOTHING,
) -> PathFacts:
    """Everything the way of this enrolment is laid from."""
    begun = enrolment.started_at.astimezone(work.zone).date() if enrolment.started_at else None
    return PathFacts(
        enrolment.track,
        begun,
        work.today,
        kept.states,
        turned_by(kept.switches),
        safety,
        known or {},
        kept.pace,
        withheld,
    )


def lay_path(
    programme: Programme,
    enrolment: Enrolment,
    kept: Kept,
    safety: Safety,
    work: Work,
    language: str,
    known: Mapping[str, object],
    *,
    to_staff: bool = False,
) -> Path:
    """The path from what is stored. ``safety`` decides which steps are locked for this patient, and ``known`` is as
    :func:`known_for_release` has it. No statement, but four where only what is signed is shown."""
    names = names_of(programme, name_of(enrolment.therapist), enrolment.person.given_name if to_staff else None)
    withheld = _withheld(work, enrolment, kept)
    return lay(programme, path_facts(work, enrolment, kept, safety, known, withheld), names, language)


def finish_step(work: Work, enrolment: Enrolment, view: ModuleView, step: Step) -> bool:
    """Lay a stone: the step is done. Doing it twice changes nothing. True when this completed the module: nothing is left but
    what is locked, skipped or closed.

    :raises WrongState, AccessOver: the enrolment is paused or over, so nothing can be done in it now.
    :raises StepLocked: it is not safe for her.
    """
    if step.key in view.held:
        raise StepLocked(view.held[step.key])
    must_work(work, enrolment)
    if step.key in view.steps_done:
        return False
    state = work.session.get(ModuleState, (enrolment.id, view.module.key))
    if state is None:
        state = work.add(
            ModuleState(enrolment_id=enrolment.id, module=view.module.key, steps_done=[], first_opened_at=work.now)
        )
    if state.first_opened_at is None:
        state.first_opened_at = work.now
    if step.key in state.steps_done:
        return False
    state.steps_done = [*state.steps_done, step.key]
    shown = frozenset(each.key for each in view.module.steps)
    done = shown.intersection(state.steps_done)
    completed = (
        not view.extra
        and state.completed_at is None
        and is_finished(view.module, done, view.passed_by, completed=False)
    )
    if completed:
        _complete(work, enrolment, view.module, state)
    was_active(work, enrolment.id)
    work.publish(StepDone(enrolment.id, view.module.key, len(state.steps_done), view.extra))
    if completed:
        work.publish(ModuleDone(enrolment.id, view.module.key))
    return completed


def _complete(work: Work, enrolment: Enrolment, module: Module, state: ModuleState) -> None:
    state.completed_at = work.now
    remember(work, enrolment, "module_completed", module)


def complete_what_is_left(work: Work, enrolment: Enrolment) -> None:
    """A module of which nothing is left but what has just been locked, skipped or closed is completed, so that she gets on. Four
    statements at most, and one for each module that this completes."""
    if not may_work_in(enrolment, work.now):
        return
    work.session.flush()
    programme = programme_of(work, enrolment.programme)
    facts = path_facts(work, enrolment, kept_of(work, enrolment.id), safety_of(work, enrolment))
    for module in nothing_left(programme, facts):
        _complete(work, enrolment, module, work.session.get_one(ModuleState, (enrolment.id, module.key)))
        work.publish(ModuleDone(enrolment.id, module.key))


def on_safety(work: Work, event: SafetyChanged) -> None:
    complete_what_is_left(work, work.session.get_one(Enrolment, event.enrolment_id))


LISTENERS = (Listener(SafetyChanged, on_safety),)


def remember(work: Work, enrolment: Enrolment, kind: str, module: Module, by_id: int | None = None) -> None:
    """Write in the history of the enrolment what happened with this module; the patient did it, unless ``by_id`` did."""
    work.add(
        EnrolmentEvent(
            enrolment_id=enrolment.id,
            at=work.now,
            kind=f"beside_{kind}" if module.library else kind,
            by_id=by_id or enrolment.person_id,
            details={"number": module.number, "module": module.key},
        )
    )
