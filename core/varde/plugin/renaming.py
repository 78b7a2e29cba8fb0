"""Keys that a plugin has renamed (``renamed_from``): everything stored under the old one follows, at ``varde db upgrade``.

It is done once, in the database, and not at every reading: each table that holds a key is named here, and nothing else has
to know that it ever was another. Doing it again changes nothing, and all of it is one transaction, so that whoever is stopped in
the middle begins again from the start. A table of a plugin's own is the plugin's to migrate.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from varde.alerts.models import AlertOptOut, RaisedAlert, RiskNote
from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.assessments.opening import KIND
from varde.benefits.counting.models import CellSlot, Contribution
from varde.benefits.counting.service import count
from varde.benefits.counting.way import way_of_counting
from varde.benefits.figures.models import OverviewChoice
from varde.benefits.plan.models import BenefitsPlan, PlannedBenefit
from varde.benefits.values import Measure
from varde.caseload.models import CaseloadRow, CaseloadView
from varde.content.models import ContentStep
from varde.drafts.models import Draft
from varde.enrolments.models import Enrolment, Offering
from varde.groups.models import CareGroup
from varde.identity.models import Grant
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import ForOperator
from varde.kernel.jobs import Outbox
from varde.kernel.work import Work
from varde.measurements.models import Measurement, SeriesBase
from varde.modules.models import Entry, EntryVersion, ModuleState, PathSwitch
from varde.notifications.asking_again import KIND as CHOICE
from varde.plugin.renamed_answers import follow_item, follow_series, item_waits
from varde.plugin.renamed_answers import rows_of as _read
from varde.programmes.values import Programme
from varde.referrals.models import PostedReferral
from varde.scheduling.models import AgendaItem
from varde.series.values import Series
from varde.wording.models import WordingPack

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Renaming:
    """One key that is another now. ``programme``, ``module`` and ``step``, or ``instrument``, say of which, by the keys they have
    now."""

    kind: str
    old: str
    new: str
    programme: str = ""
    module: str = ""
    step: str = ""
    instrument: str = ""

    def __str__(self) -> str:
        inside = " of ".join(filter(None, (self.step, self.module, self.programme, self.instrument)))
        return f"{self.kind} {self.old}{f' of {inside}' if inside else ''}"


def renamings(catalogue: Catalogue) -> list[Renaming]:
    """Every key that the plugins have renamed, the larger before what is in them."""
    programmes = catalogue.all(Programme).values()
    return [
        *(Renaming("programme", old, each.key) for each in programmes for old in each.renamed_from),
        *(
            Renaming("instrument", old, each.key)
            for each in catalogue.all(Instrument).values()
            for old in each.renamed_from
        ),
        *(renaming for programme in programmes for renaming in _inside(programme)),
        *(
            Renaming("item", old, item.key, instrument=each.key)
            for each in catalogue.all(Instrument).values()
            for item in each.items
            for old in item.renamed_from
        ),
        *(Renaming("series", old, each.key) for each in catalogue.all(Series).values() for old in each.renamed_from),
        *(Renaming("alert", old, each.key) for each in catalogue.all(Alert).values() for old in each.renamed_from),
        *(
            Renaming("measure", old, each.key, each.programme)
            for each in catalogue.all(Measure).values()
            for old in each.renamed_from
        ),
    ]


def _inside(programme: Programme) -> Iterator[Renaming]:
    for occasion in programme.occasions:
        yield from (Renaming("occasion", old, occasion.key, programme.key) for old in occasion.renamed_from)
    for module in programme.modules:
        yield from (Renaming("module", old, module.key, programme.key) for old in module.renamed_from)
    for module in programme.modules:
        for step in module.steps:
            yield from (Renaming("step", old, step.key, programme.key, module.key) for old in step.renamed_from)
            for field in step.fields:
                for old in field.renamed_from:
                    yield Renaming("field", old, field.key, programme.key, module.key, step.key)


def rename(work: Work) -> list[dict[str, Any]]:
    """Let what is stored follow. Returns what was renamed, with the number of rows; what has followed before is left out.

    Whoever is in a programme that it touches is counted into the benefit figures again, by jobs.

    :raises ForOperator: something is stored under both keys, so that one would take the other's place.
    """
    done = []
    touched: set[str] = set()
    for renaming in renamings(work.catalogue):
        try:
            rows = _follow(work, renaming)
            work.session.flush()
        except IntegrityError as fault:
            if "unique" not in str(fault.orig).lower():
                raise
            raise ForOperator(
                f"The {renaming} is {renaming.new} now, and for somebody both are stored. Nothing was renamed: take "
                f"{renaming.old} out of renamed_from, or remove what is stored under one of them."
            ) from None
        if rows:
            done.append({"kind": renaming.kind, "old": renaming.old, "new": renaming.new, "rows": rows})
            touched |= _programmes(renaming, work.catalogue)
    for enrolment_id in work.session.scalars(select(Enrolment.id).where(Enrolment.programme.in_(touched))):
        work.enqueue(count, enrolment_id=enrolment_id)
    return done


def waiting(work: Work) -> list[str]:
    """One sentence for each renamed key under which something is stored still."""
    return [
        f"Something is stored under the {renaming}, which is {renaming.new} now. Run: varde db upgrade"
        for renaming in renamings(work.catalogue)
        if any(
            work.session.scalar(select(true()).where(select(column).where(where).exists()))
            for column, where in _columns(renaming)
        )
        or (renaming.kind == "item" and item_waits(work, renaming.instrument, renaming.old))
    ]


def _programmes(renaming: Renaming, catalogue: Catalogue) -> set[str]:
    """The programmes whose figures a renaming touches."""
    if renaming.kind == "programme":
        return {renaming.new}
    if renaming.kind == "instrument":
        programmes = catalogue.all(Programme).values()
        return {each.key for each in programmes if any(renaming.new in o.every_instrument for o in each.occasions)}
    if renaming.kind in ("series", "item"):
        # A computed measure may read it.
        return {each.programme for each in catalogue.all(Measure).values() if each.computed is not None}
    return {renaming.programme} if renaming.kind in ("occasion", "measure") else set()


def _columns(renaming: Renaming) -> Sequence[tuple[Column, ColumnElement[bool]]]:
    """Every column that holds a key of this kind, and which of its rows have the old one."""
    old, mine = renaming.old, _of_programme(renaming.programme)
    match renaming.kind:
        case "programme":
            holders = (
                *(Enrolment, Offering, Grant, PostedReferral, RiskNote, CaseloadRow, CaseloadView, CareGroup),
                *(ContentStep, BenefitsPlan, OverviewChoice),
            )
            return [(holder.programme, holder.programme == old) for holder in holders]
        case "instrument":
            columns: tuple[Column, ...] = (Response.instrument, RiskNote.form, WordingPack.instrument)
            return [(column, column == old) for column in columns]
        case "occasion":
            planned = PlannedBenefit.plan_id.in_(_plans_of(renaming.programme))
            return [
                (PlannedBenefit.occasion, (PlannedBenefit.occasion == old) & planned),
                (Response.occasion, (Response.occasion == old) & mine(Response.enrolment_id)),
                (AgendaItem.key, (AgendaItem.key == old) & (AgendaItem.kind == KIND) & mine(AgendaItem.enrolment_id)),
            ]
        case "measure":
            return [(PlannedBenefit.measure, PlannedBenefit.measure == old)]
        case "module":
            holders_of_module = (ModuleState, PathSwitch, Entry, CaseloadRow)
            of_content = (ContentStep.module == old) & (ContentStep.programme == renaming.programme)
            columns_of_module = [
                (each.module, (each.module == old) & mine(each.enrolment_id)) for each in holders_of_module
            ]
            asked = (AgendaItem.key == old) & (AgendaItem.kind == CHOICE) & mine(AgendaItem.enrolment_id)
            return [*columns_of_module, (ContentStep.module, of_content), (AgendaItem.key, asked)]
        case "step":
            in_exercise = (Entry.module == renaming.module) & mine(Entry.enrolment_id)
            in_content = (ContentStep.module == renaming.module) & (ContentStep.programme == renaming.programme)
            switched = (PathSwitch.module == renaming.module) & mine(PathSwitch.enrolment_id)
            return [
                (Entry.step, (Entry.step == old) & in_exercise),
                (PathSwitch.step, (PathSwitch.step == old) & switched),
                (ContentStep.step, (ContentStep.step == old) & in_content),
            ]
        case "series":
            of_series: tuple[Column, ...] = (Measurement.series, SeriesBase.series, RiskNote.form)
            return [(column, column == old) for column in of_series]
        case "alert":
            return [(column, column == old) for column in (RaisedAlert.alert, AlertOptOut.alert)]
        case _:
            return []


def _of_programme(programme: str) -> Any:
    inside = select(Enrolment.id).where(Enrolment.programme == programme)
    return lambda column: column.in_(inside)


def _plans_of(programme: str) -> Any:
    return select(BenefitsPlan.id).where(BenefitsPlan.programme == programme)


SEALED_BY = {Entry, PostedReferral}
"""Tables whose sealed text is bound to the key: it is sealed again, so each row is read."""


def _follow(work: Work, renaming: Renaming) -> int:
    rows = 0
    for column, where in _columns(renaming):
        if column.class_ in SEALED_BY:
            rows += _sealed_again(work, column, where, renaming.new)
        else:
            changed: Any = work.session.execute(update(column.class_).where(where).values({column.key: renaming.new}))
            rows += changed.rowcount
    match renaming.kind:
        case "programme":
            rows += _drafts(work, renaming)
        case "step":
            rows += _steps_done(work, renaming)
        case "field":
            rows += _fields(work, renaming)
        case "item":
            rows += follow_item(work, renaming.instrument, renaming.old, renaming.new)
        case "series":
            rows += follow_series(work, renaming.old, renaming.new)
        case "measure":
            rows += _still_counted(work, renaming)
    return rows + _unheard(work, renaming)


def _sealed_again(work: Work, column: Column, where: ColumnElement[bool], new: str) -> int:
    rows = 0
    for row in _read(work, column.class_, where):
        setattr(row, column.key, new)
        rows += 1
    return rows


def _still_counted(work: Work, renaming: Renaming) -> int:
    """Sums of a computed measure are kept under its key, until those in it are counted again."""
    slots = select(true()).where(CellSlot.scale == renaming.old, CellSlot.programme == renaming.programme)
    before = Contribution.counted_with != way_of_counting(work, renaming.programme)
    older = select(func.count()).where(Contribution.programme == renaming.programme, before, slots.exists())
    return work.session.scalar(older) or 0


def _drafts(work: Work, renaming: Renaming) -> int:
    """Referrals that are begun: ``<whose>/<organisation>/<programme>``."""
    rows = 0
    for draft in _read(work, Draft, Draft.place.like(f"%/%/{renaming.old}")):
        draft.place = draft.place.removesuffix(renaming.old) + renaming.new
        rows += 1
    return rows


def _renamed(steps: list[Any], renaming: Renaming) -> list[Any]:
    return list(dict.fromkeys(renaming.new if step == renaming.old else step for step in steps))


def _steps_done(work: Work, renaming: Renaming) -> int:
    rows = 0
    mine = _of_programme(renaming.programme)(ModuleState.enrolment_id)
    for state in _read(work, ModuleState, ModuleState.module == renaming.module, mine):
        if renaming.old in (*state.steps_done, *state.answered_steps):
            state.steps_done = _renamed(state.steps_done, renaming)
            state.answered_steps = _renamed(state.answered_steps, renaming)
            rows += 1
    repeated = _of_programme(renaming.programme)(PathSwitch.enrolment_id)
    for switch in _read(work, PathSwitch, PathSwitch.module == renaming.module, PathSwitch.deed == "repeat", repeated):
        if renaming.old in switch.steps_before:
            switch.steps_before = [renaming.new if step == renaming.old else step for step in switch.steps_before]
            rows += 1
    return rows


def _fields(work: Work, renaming: Renaming) -> int:
    rows = 0
    mine = _of_programme(renaming.programme)(Entry.enrolment_id)
    in_step = (Entry.module == renaming.module) & (Entry.step == renaming.step)
    for entry in _read(work, Entry, in_step, mine):
        rows += sum(_field(entry, name, renaming) for name in ("answers", "shared_answers"))
    corrected = EntryVersion.entry_id.in_(select(Entry.id).where(in_step, mine))
    return rows + sum(_field(version, "answers", renaming) for version in _read(work, EntryVersion, corrected))


def _field(row: Any, name: str, renaming: Renaming) -> int:
    written = json.loads(getattr(row, name) or "{}")
    if renaming.old not in written:
        return 0
    answer = written.pop(renaming.old)
    setattr(row, name, json.dumps({renaming.new: answer} | written))
    return 1


def _unheard(work: Work, renaming: Renaming) -> int:
    """News that is written down and that nobody has heard yet."""
    rows = 0
    speaks_of = Outbox.arguments[renaming.kind].as_string() == renaming.old
    for row in _read(work, Outbox, Outbox.done_at.is_(None), speaks_of):
        if _is_about(work, row.arguments, renaming):
            row.arguments = {**row.arguments, renaming.kind: renaming.new}
            rows += 1
    return rows


def _is_about(work: Work, arguments: dict[str, Any], renaming: Renaming) -> bool:
    if not renaming.programme:
        return True
    enrolment = work.session.get(Enrolment, arguments.get("enrolment_id"))
    in_module = arguments.get("module") == renaming.module if renaming.module else True
    return enrolment is not None and enrolment.programme == renaming.programme and in_module
