"""Commands about the benefit cells, for whoever operates the database."""

from __future__ import annotations

import rich_click as click

from varde.benefits.counting.pool import pool
from varde.benefits.counting.service import cells_of, rebuild
from varde.benefits.figures.rules import clinical_significance
from varde.benefits.values import Measure
from varde.identity.service import organisation_by_key, under
from varde.kernel.console import Console, show
from varde.programmes.values import Programme


@click.command(name="change-classes")
@click.argument("programme")
@click.option("--organisation", required=True, help="The key of an organisation; everything under it counts too.")
@click.pass_obj
def change_classes(console: Console, programme: str, organisation: str) -> None:
    """Recovered, improved, unchanged and deteriorated for each measure that has such classes, small numbers not hidden.

    For checking figures against a source by somebody who may read the database; what is shown to others hides small
    numbers.
    """
    lines = []
    with console.platform().work() as work:
        declared = work.catalogue.one(Programme, programme.lower())
        places = under(work, [organisation_by_key(work, organisation).id])
        cells = pool(cells_of(work, declared.key, places), declared.key)
        for measure in work.catalogue.all(Measure).values():
            if measure.programme != declared.key or not (measure.jacobson_truax or measure.reliable_change):
                continue
            for occasion in measure.follow_up:
                table = clinical_significance(cells, measure, occasion, threshold=1)
                counts = {row.change.value: row.of_paired.numerator for row in table.rows}
                lines.append({"measure": measure.key, "occasion": occasion, "n": table.n, **counts})
    show(lines)


@click.command(name="rebuild-cells")
@click.pass_obj
def rebuild_cells(console: Console) -> None:
    """Count every enrolment into the benefit cells again."""
    with console.platform().work() as work:
        counted = rebuild(work)
    show({"counted": counted})
