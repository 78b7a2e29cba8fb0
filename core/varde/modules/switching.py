"""Switching the way of one patient: opened, closed, skipped, repeated, hidden, added, chosen; and undoing it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from varde.enrolments.access_entries import refused_access
from varde.enrolments.errors import WrongRole
from varde.enrolments.models import Enrolment
from varde.enrolments.reason_rules import says_why
from varde.enrolments.service import hold, must_be
from varde.identity.service import Actor
from varde.kernel.errors import BadRequest
from varde.kernel.text import clock_time, weekday_day
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.modules.errors import (
    LastStepShown,
    NoSuchSwitch,
    NotSwitched,
    SwitchedSince,
    UndoneBefore,
    UndoNewestFirst,
    WhySwitched,
)
from varde.modules.events import ModuleOpened, OptionalChosen
from varde.modules.models import ModuleState, PathSwitch
from varde.modules.progress import complete_what_is_left, kept_of, path_of, remember
from varde.modules.switch_rules import Switched, is_last_shown, switched_at
from varde.modules.words import DEED_DONE, STANDING
from varde.programmes.gone import programme_of
from varde.standing.path import DEEDS, HERS, SWITCHABLE, Switch, may_switch, newer_than, turned_by

LONGEST_REASON = 500
_TELLS = ("open", "add")
"""What the patient is told of by a notice."""


@dataclass(frozen=True, slots=True)
class SwitchWish:
    """What somebody wants to switch: the keys of the module and, of a step, of it; why; and the number of the newest switch that
    the page showed (None: it showed none that counts)."""

    deed: str
    module: str
    step: str = ""
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class SwitchLine:
    """One deed as it is read: what, by whom, when and why; and when it was undone, by whom."""

    number: int
    deed: str
    module: str
    step: str
    at: datetime
    by: str
    by_patient: bool
    reason: str
    undone_at: datetime | None
    undone_by: str

    @property
    def place(self) -> tuple[str, str]:
        return (self.module, self.step)


_LINES = (
    select(PathSwitch)
    .where(PathSwitch.enrolment_id == bindparam("enrolment"))
    .options(joinedload(PathSwitch.by), joinedload(PathSwitch.undone_by))
    .order_by(PathSwitch.number.desc())
)


def switches_of(work: Work, enrolment_id: int) -> list[SwitchLine]:
    """Every switch of an enrolment, undone or not, the newest first. One statement."""
    return [
        SwitchLine(
            row.number,
            row.deed,
            row.module,
            row.step,
            row.at,
            row.by.name,
            row.by_patient,
            row.reason or "",
            row.undone_at,
            row.undone_by.name if row.undone_by else "",
        )
        for row in work.session.scalars(_LINES, {"enrolment": enrolment_id})
    ]


def still_opened(work: Work, enrolment_ids: Collection[int]) -> frozenset[tuple[int, int]]:
    """The switches, each by enrolment and number, about a module or a step that stands opened for her still, and is not closed,
    skipped, hidden or undone since. One statement."""
    rows = work.session.scalars(select(PathSwitch).where(PathSwitch.enrolment_id.in_(enrolment_ids)))
    of: dict[int, list[Switch]] = {}
    for row in rows:
        switch = Switch(row.number, row.deed, row.module, row.step, row.undone_at is not None)
        of.setdefault(row.enrolment_id, []).append(switch)
    turned = {enrolment_id: turned_by(switches) for enrolment_id, switches in of.items()}
    return frozenset(
        (enrolment_id, switch.number)
        for enrolment_id, switches in of.items()
        for switch in switches
        if turned[enrolment_id].at(*switch.place).is_opened
    )


def turn(work: Work, actor: Actor, enrolment: Enrolment, wish: SwitchWish) -> PathSwitch:
    """Do it, and keep who did it, when and why. What is opened or added is told to the patient.

    :raises BadRequest: there is no such deed. :raises WrongState: it has ended, or has not come so far.
    :raises WrongRole: it is not hers to do.
    :raises NoSuchStep: the programme has no such module or step. :raises NotSwitched: it does not stand so that this can be done.
    :raises SwitchedSince: somebody else has switched the same module since the page was shown.
    :raises LastStepShown: nothing of the module would be left. :raises WhySwitched: there is no reason. Nothing is stored.
    """
    if wish.deed not in DEEDS:
        raise BadRequest()
    _begin(work, enrolment)
    if actor.is_patient != (wish.deed in HERS):
        raise WrongRole(refused_access(actor, enrolment, "modules", "role"))
    programme = programme_of(work, enrolment.programme)
    kept = kept_of(work, enrolment.id)
    path = path_of(work, enrolment, "nb", kept)
    target = switched_at(path, programme, wish.module, wish.step)
    if wish.seen is not None and (newer := newer_than(kept.switches, target.place, wish.seen)) is not None:
        raise _made_since(work, enrolment.id, newer)
    asked = {"step": bool(wish.step), "optional": target.module.optional, "by_patient": actor.is_patient}
    if not may_switch(wish.deed, target.standing, **asked):
        raise _not_switched(wish.deed, target)
    if wish.deed == "hide" and is_last_shown(path, target):
        raise LastStepShown()
    if not actor.is_patient and not says_why(wish.reason):
        raise WhySwitched()
    row = _keep(work, actor, enrolment, wish, target, 1 + max((each.number for each in kept.switches), default=0))
    remember(work, enrolment, _kind(target, wish.deed), target.module, actor.person_id)
    complete_what_is_left(work, enrolment)
    if wish.deed in _TELLS:
        work.publish(ModuleOpened(enrolment.id, target.module.key, wish.step, row.number))
    return row


def _begin(work: Work, enrolment: Enrolment) -> None:
    hold(work, enrolment)
    must_be(enrolment, *SWITCHABLE)


def _not_switched(deed: str, target: Switched) -> NotSwitched:
    return NotSwitched(title=target.title, standing=STANDING[target.standing], deed=DEED_DONE[deed])


def _kind(target: Switched, deed: str) -> str:
    return f"{'step' if target.step is not None else 'module'}_{deed}"


def _keep(
    work: Work, actor: Actor, enrolment: Enrolment, wish: SwitchWish, target: Switched, number: int
) -> PathSwitch:
    before = _take_back(work, enrolment.id, target) if wish.deed == "repeat" else []
    row = PathSwitch(
        enrolment_id=enrolment.id,
        number=number,
        deed=wish.deed,
        module=target.module.key,
        step=target.step.key if target.step is not None else "",
        steps_before=before,
        at=work.now,
        by_id=actor.person_id,
        by_patient=actor.is_patient,
        reason=wish.reason.strip()[:LONGEST_REASON] or None,
    )
    work.add(row)
    work.session.flush()
    return row


def _take_back(work: Work, enrolment_id: int, target: Switched) -> list[str]:
    """What is to be done again counts as done no more; returns what that was. What she has written stays."""
    state = work.session.get(ModuleState, (enrolment_id, target.module.key))
    if state is None:
        return []
    again = [step for step in state.steps_done if target.step is None or step == target.step.key]
    state.steps_done = [step for step in state.steps_done if step not in again]
    return again


def _made_since(work: Work, enrolment_id: int, newer: Switch) -> SwitchedSince:
    line = next(line for line in switches_of(work, enrolment_id) if line.number == newer.number)
    at = _moment(work, line.undone_at or line.at)
    return SwitchedSince(name=line.undone_by or line.by, deed=DEED_DONE[line.deed], when=at)


def _moment(work: Work, at: datetime) -> Text:
    """“tirsdag 17. november 10.42”, in every language."""
    local = at.astimezone(work.zone)
    return Text(*(f"{weekday_day(local.date(), language)} {clock_time(local, language)}" for language in LANGUAGES))


# --- her own choice


def choose(work: Work, actor: Actor, enrolment: Enrolment, module: str, choice: str) -> Text:
    """She takes an optional module (``choose``), leaves it out (``decline``), or takes back what she chose (``later``). Returns its
    title. Choosing the same again changes nothing.

    :raises BadRequest: it is none of the three. :raises WrongState, WrongRole, NoSuchStep, NotSwitched: as of :func:`turn`.
    """
    if choice not in (*HERS, "later"):
        raise BadRequest()
    _begin(work, enrolment)
    if not actor.is_patient:
        raise WrongRole(refused_access(actor, enrolment, "modules", "role"))
    programme, rows = programme_of(work, enrolment.programme), work.session.scalars(_LINES, {"enrolment": enrolment.id})
    hers = [row for row in rows if row.deed in HERS and row.module == module and row.undone_at is None]
    target = switched_at(path_of(work, enrolment, "nb"), programme, module, "")
    if choice != "later" and not (hers and hers[0].deed == choice):
        turn(work, actor, enrolment, SwitchWish(choice, module))
    elif choice == "later":
        for row in hers:
            row.undone_at, row.undone_by_id = work.now, actor.person_id
    work.publish(OptionalChosen(enrolment.id, target.module.key, choice))
    return target.title


def chosen_about(work: Work, enrolment_ids: Collection[int]) -> frozenset[tuple[int, str]]:
    """The optional modules, each by enrolment and key, that she has taken or left out. One statement."""
    rows = select(PathSwitch.enrolment_id, PathSwitch.module).where(
        PathSwitch.enrolment_id.in_(enrolment_ids), PathSwitch.deed.in_(HERS), PathSwitch.undone_at.is_(None)
    )
    return frozenset((enrolment_id, module) for enrolment_id, module in work.session.execute(rows))


# --- undoing


def undo_switch(work: Work, actor: Actor, enrolment: Enrolment, number: int) -> PathSwitch:
    """Let it be as if it had not been switched: what was done before is done again, and what is written stays.

    :raises WrongState: the enrolment has ended. :raises NoSuchSwitch: there is none of that number.
    :raises UndoneBefore: somebody was there first. :raises UndoNewestFirst: something newer is about the same place.
    """
    _begin(work, enrolment)
    rows = list(work.session.scalars(_LINES, {"enrolment": enrolment.id}))
    row = next((each for each in rows if each.number == number), None)
    if row is None or row.by_patient != actor.is_patient:
        raise NoSuchSwitch()
    if row.undone_at is not None:
        raise UndoneBefore(when=_moment(work, row.undone_at), name=row.undone_by.name if row.undone_by else "")
    if any(_stands_on(each, row) for each in rows):
        raise UndoNewestFirst()
    row.undone_at, row.undone_by_id = work.now, actor.person_id
    if row.steps_before:
        _put_back(work, row)
    module = next((m for m in programme_of(work, enrolment.programme).modules if m.key == row.module), None)
    if module is not None:  # the programme may have it no more
        remember(work, enrolment, "switch_undone", module, actor.person_id)
    complete_what_is_left(work, enrolment)
    return row


def last_opened(lines: Iterable[SwitchLine]) -> SwitchLine | None:
    """The module that whoever treats her opened last, while nothing newer of theirs is about it. ``lines``: the newest first."""
    newest: dict[tuple[str, str], SwitchLine] = {}
    for line in lines:
        if line.undone_at is None and not line.by_patient:
            newest.setdefault(line.place, line)
    return next((line for line in newest.values() if line.deed == "open" and not line.step), None)


def _stands_on(newer: PathSwitch, row: PathSwitch) -> bool:
    """What the patient chooses and what others switch stand beside each other."""
    same_place = (newer.module, newer.step) == (row.module, row.step) and newer.by_patient == row.by_patient
    return newer.number > row.number and newer.undone_at is None and same_place


def _put_back(work: Work, row: PathSwitch) -> None:
    state = work.session.get(ModuleState, (row.enrolment_id, row.module))
    if state is not None:
        state.steps_done = list(dict.fromkeys([*row.steps_before, *state.steps_done]))
