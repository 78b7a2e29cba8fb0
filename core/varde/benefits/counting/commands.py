"""Commands about the benefit cells, for whoever operates the database."""

from __future__ import annotations

from typing import BinaryIO

import rich_click as click

from varde.benefits.counting.pool import pool
from varde.benefits.counting.published import published_classes, read_method
from varde.benefits.counting.service import cells_of, rebuild
from varde.benefits.figures.rules import ClinicalSignificance, clinical_significance
from varde.benefits.values import Measure
from varde.identity.service import organisation_by_key, under
from varde.instruments.values import Instrument
from varde.kernel.console import Console, show
from varde.programmes.values import Programme


@click.command(name="change-classes")
@click.argument("programme")
@click.option("--organisation", required=True, help="The key of an organisation; everything under it counts too.")
@click.option(
    "--method", type=click.File("rb"), help="A TOML file with a published trial's own method: its classes instead."
)
@click.pass_obj
def change_classes(console: Console, programme: str, organisation: str, method: BinaryIO | None) -> None:
    """Recovered, improved, unchanged and deteriorated for each measure that has such classes, small numbers not hidden.

    For checking figures against a source by somebody who may read the database; what is shown to others hides small
    numbers.
    """
    lines = []
    with console.platform().work() as work:
        declared = work.catalogue.one(Programme, programme.lower())
        places = under(work, [organisation_by_key(work, organisation).id])
        if method is not None:
            measure = read_method(method.read(), declared.key, work.catalogue.all(Instrument))
            show([_line(published_classes(work, measure, places), measure.instrument)])
            return
        cells = pool(cells_of(work, declared.key, places), declared.key)
        for measure in work.catalogue.all(Measure).values():
            if measure.programme != declared.key or not (measure.jacobson_truax or measure.reliable_change):
                continue
            for occasion in measure.follow_up:
                lines.append(_line(clinical_significance(cells, measure, occasion, threshold=1), measure.key))
    show(lines)


def _line(table: ClinicalSignificance, measure: str) -> dict[str, object]:
    counts = {row.change.value: row.of_paired.numerator for row in table.rows}
    return {"measure": measure, "occasion": table.occasion, "n": table.n, **counts}


@click.command(name="rebuild-cells")
@click.pass_obj
def rebuild_cells(console: Console) -> None:
    """Count every enrolment into the benefit cells again."""
    with console.platform().work() as work:
        counted = rebuild(work)
    show({"counted": counted})
