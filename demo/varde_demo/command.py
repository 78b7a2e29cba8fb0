"""The command ``varde demo``, which Varde's command line finds through the entry points ``varde.commands``."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from varde.kernel.console import until_stopped


@click.command()
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("var/demo"),
    show_default=True,
    help="Where the demo is kept.",
)
@click.option("--port", default=8000, show_default=True)
@click.option(
    "--patients", default=700, show_default=True, help="How many simulated patients in the largest programme."
)
@click.option("--seed", default=2023, show_default=True)
def demo(folder: Path, port: int, patients: int, seed: int) -> None:
    """Everything on this machine: SQLite, a worker in the process, demo sign-in, simulated people."""
    from varde_demo.running import run_demo

    until_stopped(lambda stop: run_demo(folder, port=port, patients=patients, seed=seed, stop=stop))
