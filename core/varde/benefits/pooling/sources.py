"""Whose patients stand in cells that are handed over, whatever key they come under: nobody is to be counted twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator

from sqlalchemy import select

from varde.benefits.counting.models import PooledCells
from varde.benefits.counting.way import way_of_counting
from varde.benefits.pooling.file import CellsFile
from varde.identity.models import Organisation
from varde.identity.service import under
from varde.kernel.work import Work
from varde.programmes.values import Programme


def identity_of(signed_by: str, organisation_id: int) -> str:
    """Who an organisation is: 16 hex digits that stay when it gets another key or name, and that no two installations share."""
    return hashlib.sha256(f"{signed_by}:{organisation_id}".encode()).hexdigest()[:16]


def identities_at(work: Work, organisation_id: int, programme: str) -> tuple[str, ...]:
    """The organisation, and everybody under it: those too whose cells were handed over here, as they called themselves. Two
    statements."""
    inside = under(work, [organisation_id])
    own = [identity_of(work.vault.signs_as, organisation_id)]
    own += sorted(identity_of(work.vault.signs_as, place) for place in inside if place != organisation_id)
    theirs = {each for place, of in _stored(work, programme).items() if place in inside for each in of}
    return (*own, *sorted(theirs))


def faults_of_source(work: Work, file: CellsFile) -> Iterator[str]:
    """A sentence for each reason that these patients stand here already, or that another trust does under the key. Three
    statements."""
    keys: dict[int, str] = {row.id: row.key for row in work.session.execute(select(Organisation.id, Organisation.key))}
    stored = _stored(work, file.programme)
    for place, places in sorted(stored.items()):
        if keys[place] == file.organisation:
            if places and places[0] != file.places[0]:
                yield (
                    f"Two organisations have the key {file.organisation}: another trust of that installation has handed over "
                    f"cells under it. Take those away first: varde benefits remove-cells {file.organisation}"
                )
        elif set(places) & set(file.places):
            yield (
                f"Patients of {file.organisation} are counted here as {keys[place]} already: one trust has two keys, or is under "
                f"the other. Take those away first: varde benefits remove-cells {keys[place]}"
            )
    ours = {identity_of(work.vault.signs_as, place): key for place, key in keys.items() if place not in stored}
    if own := next((key for identity, key in ours.items() if identity in file.places), None):
        yield f"Patients of {file.organisation} are counted here already: {own} is of this installation."


def counted_otherwise(work: Work) -> Iterator[str]:
    """A sentence for each that stands here and was counted in another way than what is counted here now. One statement."""
    columns = (Organisation.key, PooledCells.programme, PooledCells.content)
    rows = (
        select(*columns).join(Organisation, Organisation.id == PooledCells.organisation_id).order_by(Organisation.key)
    )
    installed: Collection[str] = work.catalogue.all(Programme)
    for key, programme, content in work.session.execute(rows):
        if programme not in installed or json.loads(content)["counted_by"] != way_of_counting(work, programme):
            yield (
                f"What {key} has handed over of {programme} was counted in another way than here: by another version of Varde or "
                "of the programme. Let it be handed over anew."
            )


def _stored(work: Work, programme: str) -> dict[int, tuple[str, ...]]:
    """Of a programme: by organisation, who they are whose patients it has handed over."""
    rows = select(PooledCells.organisation_id, PooledCells.content).where(PooledCells.programme == programme)
    return {place: tuple(json.loads(content).get("places", ())) for place, content in work.session.execute(rows)}
