"""Sums are taken out of one installation, and stand in another as a place of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from varde.audit.service import record
from varde.audit.values import Access
from varde.benefits.counting.book import OUTCOMES, part_of
from varde.benefits.counting.cells import AFTER, BEFORE, WAIT, CellStats, Place
from varde.benefits.counting.dimensions import GroupKey
from varde.benefits.counting.models import ALL, Cell, CellDelta, PooledCells
from varde.benefits.counting.packed import unpack
from varde.benefits.counting.pooled import rows_of_named
from varde.benefits.counting.reading import BENEFITS
from varde.benefits.counting.rebuilding import older
from varde.benefits.counting.roller import Rows, add_to_cells, hold_cells, lines, rolled_up
from varde.benefits.counting.slots import book_of, groups_again
from varde.benefits.counting.way import way_of_counting
from varde.benefits.figures.looking import AskedFigures, look_upon
from varde.benefits.figures.places import ProgrammePlace, place_seen_from
from varde.benefits.pooling.file import Bands, CellsFile, SumAt, named_of
from varde.benefits.pooling.merging import EVERYBODY, merge, stretches_of
from varde.benefits.pooling.sources import faults_of_source, identities_at
from varde.benefits.values import Measure
from varde.charts.values import Hidden
from varde.enrolments.models import Enrolment, Offering
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.instruments.values import Band, Instrument
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.setup.changes import at_the_machine
from varde.setup.offerings import offer
from varde.setup.organisations import add_place

BASIS_OUT, BASIS_IN, BASIS_GONE = "export", "import", "removal"
ByGroup = dict[GroupKey, dict[str, dict[Place, CellStats]]]
SKEW = timedelta(minutes=5)
"""How much the clock of another machine may be ahead."""


def cells_to_hand_over(work: Work, organisation: str, programme: str) -> CellsFile:
    """The sums of a programme at an organisation with all under it, merged so that no few people leave; an entry in the access log
    says that they are taken out.

    :raises NoSuchOrganisation, Unknown: naming the key.
    :raises BadUsage: nobody is counted there, some are not yet, or those who started are too few.
    """
    place = organisation_by_key(work, organisation)
    declared = work.catalogue.one(Programme, programme)
    _log(work, place, "read", BASIS_OUT, declared.key)
    if work.session.scalar(select(CellDelta.id).where(CellDelta.programme == declared.key).limit(1)):
        raise BadUsage("What was counted is not added up yet. Let varde clock run, and try again.")
    if older(work, declared.key, 1):
        raise BadUsage("Some are not counted again since the last upgrade. Run: varde benefits rebuild")
    reader = place_seen_from(work, place.key, declared.key, place.key)
    fewest = reader.fewest
    by_group, resolutions = _counted_at(work, place.id, declared.key)
    look = look_upon(work, reader, AskedFigures())
    if look.unsettled:
        raise BadUsage(f"It is too early: of {declared.key} at {place.key} no month is told yet.")
    last = max((stretch.last for stretch in look.months), default="")  # the months after it stay at home
    by_group = {
        group: {month: row for month, row in months.items() if month <= last} for group, months in by_group.items()
    }
    stretches = stretches_of(by_group.get(EVERYBODY, {}), fewest, {stretch.last for stretch in look.months})
    merged = merge(_told_on_pages(work, reader, stretches, by_group), fewest, stretches)
    everybody = [row for (group, _), row in merged.rows.items() if group == EVERYBODY]
    if look.kept_back or not any(("flow", "", name) in row for row in everybody for name in ("started", "imported")):
        raise BadUsage(
            f"Fewer than {fewest} have started {declared.key} at {place.key}, or how many have would tell of so few there or "
            "beside it, and nothing of so few leaves."
        )
    return CellsFile.of(
        merged,
        resolutions,
        installation=work.settings.base_url,
        made_at=work.now,
        organisation=place.key,
        name=place.name,
        kind=place.kind,
        places=identities_at(work, place.id, declared.key),
        programme=declared.key,
        counted_by=way_of_counting(work, declared.key),
        fewest=fewest,
        bands=_bands(work, {place[0] for place in resolutions}),
    )


def _told_on_pages(
    work: Work, reader: ProgrammePlace, stretches: Sequence[tuple[str, str]], by_group: ByGroup
) -> ByGroup:
    """What is counted, but for how many reached a step of the flow that the page of the place does not tell to whoever sees
    everything around it: neither of all these stretches together nor of one of them."""
    choices = {*stretches, *([(stretches[0][0], stretches[-1][1])] if stretches else [])}
    untold = set()
    for first, last in sorted(choices):
        page = look_upon(work, reader, AskedFigures(first, last)).report
        untold |= {step.milestone for step in page.flow if isinstance(step.share.numerator, Hidden)} if page else set()
    gone = {("flow", "", milestone) for milestone in untold}

    def is_told(place: Place) -> bool:
        of_started = place[0] == WAIT or place[2].startswith((f"{BEFORE}:", f"{AFTER}:"))
        return place not in gone and not ("started" in untold and of_started)

    return {
        group: {month: {place: n for place, n in row.items() if is_told(place)} for month, row in months.items()}
        for group, months in by_group.items()
    }


@dataclass(frozen=True, slots=True)
class PooledPlace:
    """What became of cells that were handed over: where they stand, and whether they ``replaced`` what stood there. ``apart`` are
    instruments whose bands are others here: their levels are not added to ours."""

    organisation: str
    programme: str
    replaced: bool
    sums: int
    apart: tuple[str, ...]


def take_in(work: Work, file: CellsFile, content: Mapping[str, Any], signed_by: str, under: str | None) -> PooledPlace:
    """Let the sums of a file stand at an organisation of its own, under the one with the key ``under``; what the same installation
    handed over before is replaced, and the same file twice is the same as once. An entry in the access log says so.

    :raises BadUsage: with one sentence. Nothing is stored.
    """
    hold_cells(work)
    if fault := next(_faults(work, file), None):
        raise BadUsage(fault)
    place = work.session.scalar(select(Organisation).where(Organisation.key == file.organisation))
    stored = work.session.get(PooledCells, (place.id, file.programme)) if place is not None else None
    if place is not None:
        _must_be_theirs(work, place, signed_by)
    else:
        place = add_place(work, at_the_machine(), file.organisation, file.kind, file.name, under)
    if stored is not None and stored.made_at > file.made_at:
        raise BadUsage(f"The file is older than what {place.key} has handed over of {file.programme} before.")
    _log(work, place, "write", BASIS_IN, file.programme)
    if work.session.scalar(select(Offering.id).filter_by(organisation_id=place.id, programme=file.programme)) is None:
        offer(work, at_the_machine(), place, file.programme, "closed")
    apart = _apart(work, file)
    sums = [_apart_or_not(each, apart) for each in file.sums]
    _replace(work, place, file.programme, stored, [(s.group, s.month, s.place, s.resolution, s.stats) for s in sums])
    replaced = stored is not None
    if stored is None:
        stored = work.add(PooledCells(organisation_id=place.id, programme=file.programme))
    stored.installation, stored.signed_by, stored.made_at = file.installation, signed_by, file.made_at
    stored.imported_at = work.now
    stored.content = json.dumps(
        {**content, "sums": replace(file, sums=tuple(sums)).content()["sums"]}, ensure_ascii=False
    )
    return PooledPlace(place.key, file.programme, replaced, len(sums), tuple(sorted(apart)))


@dataclass(frozen=True, slots=True)
class RemovedCells:
    """What an organisation has handed over of a programme, and when: the people who started (or came with scores alone) of it."""

    organisation: str
    programme: str
    made_at: str
    installation: str
    started: int


def handed_over_by(work: Work, organisation: str, programme: str | None = None) -> tuple[RemovedCells, ...]:
    """What stands here of an organisation, of one programme or (None) of all.

    :raises NoSuchOrganisation: naming the key.
    :raises BadUsage: it has handed over nothing.
    """
    place = organisation_by_key(work, organisation)
    of = select(PooledCells).filter_by(organisation_id=place.id).order_by(PooledCells.programme)
    rows = work.session.scalars(of if programme is None else of.filter_by(programme=programme)).all()
    if not rows:
        raise BadUsage(f"{place.key} has handed over nothing{f' of {programme}' if programme else ''}.")
    return tuple(
        RemovedCells(
            place.key, row.programme, row.made_at.isoformat(timespec="seconds"), row.installation, _started(row.content)
        )
        for row in rows
    )


def take_away(work: Work, organisation: str, programme: str) -> None:
    """What an organisation has handed over of a programme stands here no more, and an entry in the access log says so. The
    organisation stays, with nobody counted there. :raises BadUsage: it has handed over nothing."""
    hold_cells(work)
    handed_over_by(work, organisation, programme)
    place = organisation_by_key(work, organisation)
    stored = work.session.get_one(PooledCells, (place.id, programme), populate_existing=True)
    _log(work, place, "write", BASIS_GONE, programme)
    _replace(work, place, programme, stored, [])
    work.session.execute(delete(PooledCells).filter_by(organisation_id=place.id, programme=programme))


def _started(content: str) -> int:
    flow = {("flow", "", milestone) for milestone in ("started", "imported")}
    return sum(stats.n for group, _, place, _, stats in named_of(content) if group == EVERYBODY and place in flow)


def _replace(work: Work, place: Organisation, programme: str, stored: PooledCells | None, sums: list[Any]) -> None:
    """In one transaction, while nobody else writes cells: what stood is taken out, and what comes is added, all the way up."""
    hold_cells(work)
    work.session.flush()
    rows = rows_of_named(work, place.id, programme, sums)
    before: Rows = rows_of_named(work, place.id, programme, named_of(stored.content)) if stored is not None else {}
    above = lines(work)
    add_to_cells(work.session, rolled_up({key: -row for key, row in before.items()}, above))
    add_to_cells(work.session, rolled_up(rows, above))


def _faults(work: Work, file: CellsFile) -> Iterator[str]:
    if file.made_at > work.now + SKEW:
        yield f"The file is from the future: it says that it was made {file.made_at:%Y-%m-%d %H:%M} UTC."
    this_month = work.today.strftime("%Y-%m")
    if late := next((last for _, last in file.stretches if last > this_month), None):
        yield f"The file is from the future: it has people who started in {late}."
    if file.programme not in work.catalogue.all(Programme):
        yield f"The file is of the programme {file.programme}, which is not installed here."
        return
    known = {*work.catalogue.all(Instrument), *(m.scale for m in work.catalogue.all(Measure).values())}
    for scale in sorted({each.place[0] for each in file.sums if part_of(each.place[0]) == OUTCOMES}):
        if scale not in known and scale.partition(".")[0] not in known:
            yield f"The file counts {scale}, and no measure or instrument here has that key. Install what the other has."
    if file.counted_by != way_of_counting(work, file.programme):
        yield (
            f"The cells of {file.programme} were counted in another way than here: they are of another version of Varde or of the "
            "programme. Install the same version in both, count again, and let them be handed over anew."
        )
    if not file.sums:
        yield "The file has no sums."
    yield from faults_of_source(work, file)


def _must_be_theirs(work: Work, place: Organisation, signed_by: str) -> None:
    signers = set(work.session.scalars(select(PooledCells.signed_by).where(PooledCells.organisation_id == place.id)))
    if signers - {signed_by}:
        raise BadUsage(
            f"Two organisations have the key {place.key}: another installation has handed over cells of one already."
        )
    if not signers and _has_own(work, place):
        raise BadUsage(f"Two organisations have the key {place.key}: the one here treats patients of its own.")


def _has_own(work: Work, place: Organisation) -> bool:
    """Whether it is this installation's: somebody is or was treated there, it takes people in, or something stands under it."""
    ours = (
        select(Enrolment.id).where(Enrolment.organisation_id == place.id),
        select(Organisation.id).where(Organisation.parent_id == place.id),
        select(Offering.id).where(Offering.organisation_id == place.id, Offering.state != "closed"),
    )
    return any(work.session.scalar(statement.limit(1)) is not None for statement in ours)


def _counted_at(work: Work, place: int, programme: str) -> tuple[ByGroup, dict[Place, int]]:
    """Every sum of a place by group and month, and the finest resolution that each is told in."""
    columns = (Cell.part, Cell.group_id, Cell.period, Cell.sums)
    # How a programme is run stays at home: its numbers are of times, and tell nothing of how few people stand behind.
    which = (Cell.place_id == place, Cell.programme == programme, Cell.part.in_(BENEFITS))
    rows = work.session.execute(select(*columns).where(*which)).all()
    book = book_of(work, programme, again=True)
    groups = {number: key for key, number in groups_again(work).items()} | {ALL: EVERYBODY}
    by_group: ByGroup = {}
    finest: dict[Place, int] = {}
    for part, group_id, period, packed in rows:
        if len(period) != len("YYYY-MM"):
            continue
        words = unpack(packed).tolist()
        words += [0] * (book.widths[part] - len(words))
        row = by_group.setdefault(groups[group_id], {}).setdefault(period, {})
        for slot in book.slots:
            if slot.part == part and (stats := slot.read(words[slot.first : slot.first + slot.words])):
                named = (slot.scale, slot.occasion, slot.category)
                row[named] = row.get(named, CellStats()) + stats
                finest[named] = max(finest.get(named, 0), slot.resolution)
    return by_group, finest


def _bands(work: Work, scales: Collection[str]) -> Bands:
    """Those of every instrument that one of these scales is of."""
    instruments = work.catalogue.all(Instrument)
    keys = sorted({scale.partition(".")[0] for scale in scales} & instruments.keys())
    return {key: _told(instruments[key]) for key in keys if _told(instruments[key])}


def _told(instrument: Instrument) -> tuple[tuple[object, ...], ...]:
    def ends(band: Band, of: str = "") -> tuple[object, ...]:
        low, high = (None if end is None else f"{end:g}" for end in (band.low, band.high))
        return (f"{of}{band.key}", low, high, band.open_low, band.open_high)

    sets = (ends(band, f"{each.key}={each.value}:") for each in instrument.band_sets for band in each.bands)
    return (*map(ends, instrument.bands), *sets)


def _apart(work: Work, file: CellsFile) -> dict[str, str]:
    """Of instruments whose bands are others here than in the file, what their levels are called."""
    ours = _bands(work, file.bands.keys())
    return {
        key: hashlib.sha256(json.dumps(bands).encode()).hexdigest()[:6]
        for key, bands in file.bands.items()
        if ours.get(key) != bands
    }


def _apart_or_not(each: SumAt, apart: Mapping[str, str]) -> SumAt:
    scale, occasion, category = each.place
    kind, colon, name = category.partition(":")
    if scale.partition(".")[0] not in apart or kind not in ("band", "pair"):
        return each
    return replace(each, place=(scale, occasion, f"{kind}-{apart[scale.partition('.')[0]]}{colon}{name}"))


def _log(work: Work, place: Organisation, action: str, basis: str, programme: str) -> None:
    access = Access(
        actor_id=None,
        actor_name="Varde",
        role="system",
        organisation_id=place.id,
        action=action,
        what=f"cells:{programme}",
        purpose="admin",
        basis=basis,
    )
    record(work, access)
