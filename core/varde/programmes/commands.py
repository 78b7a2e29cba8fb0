"""``varde programmes``: what is installed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import rich_click as click

from varde.charts.standalone import standalone
from varde.kernel.console import Console, say, show
from varde.kernel.errors import BadUsage
from varde.kernel.speech import Speech
from varde.programmes.agenda_preview import preview
from varde.programmes.course_picture import picture_of
from varde.programmes.values import Programme


@click.command(name="programmes")
@click.pass_obj
def programmes_command(console: Console) -> None:
    """The programmes that are installed."""
    show(
        [
            {
                "key": programme.key,
                "title": programme.title.nb,
                "tracks": [track.key for track in programme.tracks],
                "modules": [module.key for module in programme.modules],
                "occasions": [occasion.key for occasion in programme.occasions],
            }
            for programme in console.catalogue().all(Programme).values()
        ]
    )


@click.command(name="preview")
@click.argument("programme")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day of the start.")
@click.option("--track", default=None, help="The track, where the programme has several.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Draw it by week into this file instead.")
@click.option(
    "--language", type=click.Choice(["nb", "nn", "en"]), default="nb", show_default=True, help="Of the drawing."
)
@click.pass_obj
def agenda_preview_command(
    console: Console, programme: str, start: datetime, track: str | None, svg: Path | None, language: str
) -> None:
    """What a start on one day puts in the agenda of PROGRAMME, by day on the wall in Oslo. Nobody is enrolled, and nothing is
    stored."""
    declared = console.catalogue().one(Programme, programme.lower())
    known = [each.key for each in declared.tracks]
    if (track is None) == bool(known) or (track is not None and track not in known):
        rule = f"must be one of {', '.join(known)}" if known else f"is not for {declared.key}, which has no tracks"
        raise BadUsage(f"--track {rule}.")
    if not 1990 <= start.year < 2200:
        raise BadUsage("--start must lie between 1990 and 2199.")
    if svg is not None:
        speech = Speech(language, ZoneInfo("Europe/Oslo"), datetime.now(UTC))
        _write(svg, standalone(picture_of(speech, declared, track, start.date())))
        return
    lines = preview(declared, track, start.date(), ZoneInfo("Europe/Oslo"))
    show(
        [
            {"day": str(line.day) if line.day else None, "what": line.kind, "key": line.key, "note": line.note or None}
            for line in lines
        ]
    )


def _write(file: Path, drawing: str) -> None:
    """:raises BadUsage: with a sentence that names the file when it cannot be written."""
    try:
        file.write_text(drawing, encoding="utf-8")
    except OSError as fault:
        raise BadUsage(f"{file} cannot be written: {fault.strerror}.") from None
    say(f"{file} is drawn.")
