"""Commands about the benefit cells, for whoever operates the database."""

from __future__ import annotations

from typing import BinaryIO

import rich_click as click

from varde.benefits.counting.checked import note_check
from varde.benefits.counting.checking import check as check_sums
from varde.benefits.counting.published import published_classes, read_method
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import rebuild_all
from varde.benefits.figures.rules import ClinicalSignificance, clinical_significance
from varde.benefits.values import Measure
from varde.identity.service import organisation_by_key, under
from varde.instruments.values import Instrument
from varde.kernel.console import Console, show
from varde.programmes.values import Programme


@click.command(name="classes")
@click.argument("programme")
@click.option("--organisation", required=True, help="The key of an organisation; everything under it counts too.")
@click.option(
    "--method", type=click.File("rb"), help="A TOML file with a published trial's own method: its classes instead."
)
@click.pass_obj
def classes(console: Console, programme: str, organisation: str, method: BinaryIO | None) -> None:
    """Recovered, improved, unchanged and deteriorated for each measure that has such classes, small numbers not hidden.

    For checking figures against a source by somebody who may read the database; what is shown to others hides small
    numbers.
    """
    lines = []
    with console.platform().work() as work:
        declared = work.catalogue.one(Programme, programme.lower())
        place = organisation_by_key(work, organisation).id
        if method is not None:
            measure = read_method(method.read(), declared.key, work.catalogue.all(Instrument))
            show([_line(published_classes(work, measure, under(work, [place])), measure.instrument)])
            return
        together = sums_of(work, declared.key, [place], dimension=None, together=True).pool()
        for measure in work.catalogue.all(Measure).values():
            if measure.programme != declared.key or not (measure.jacobson_truax or measure.reliable_change):
                continue
            for occasion in measure.follow_up:
                lines.append(_line(clinical_significance(together, measure, occasion, threshold=1), measure.key))
    show(lines)


def _line(table: ClinicalSignificance, measure: str) -> dict[str, object]:
    counts = {row.change.value: row.of_paired.numerator for row in table.rows}
    return {"measure": measure, "occasion": table.occasion, "n": table.n, **counts}


@click.command()
@click.option("--quick", is_flag=True, help="Only the sums with one another, and no recount.")
@click.pass_context
def check(context: click.Context, quick: bool) -> None:
    """Compare the sums of every place with those under it, with what everybody has added, and with a recount.

    Varde may go on meanwhile. What came of it is kept for the page of operation. Exit 1 when something is not as it should be.
    """
    console: Console = context.obj
    platform = console.platform()
    result = check_sums(platform, recount=not quick)
    with platform.work() as work:
        note_check(work, result["enrolments"], result["faults"])
    show(result)
    if not result["ok"]:
        context.exit(1)


@click.command()
@click.option("--everybody", is_flag=True, help="Also who was counted by this very way of counting.")
@click.pass_obj
def rebuild(console: Console, everybody: bool) -> None:
    """Count again whoever was counted by an older way of counting, or not at all.

    Varde may go on meanwhile. Whoever stops it can begin again: it goes on where it was.
    """
    show(rebuild_all(console.platform(), everybody=everybody))
