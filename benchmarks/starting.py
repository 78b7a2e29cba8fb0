"""What a command costs before it does anything: processor time of the whole process, compared with Python alone and with a
command of bare click."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.outcome import Outcome, Sizes, at_most

PROGRAM = str(Path(sys.executable).with_name("varde"))
MOST_SECONDS = 0.5
BARE = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "bare click": [
        sys.executable,
        "-c",
        "import click\n@click.group()\ndef bare(): 'Bare.'\n@bare.command()\ndef one(): 'One.'\nbare(['--help'])",
    ],
}
COMMANDS: dict[str, tuple[list[str], bytes]] = {
    "varde --help": ([PROGRAM, "--help"], b""),
    "varde score who-5": ([PROGRAM, "score", "who-5"], b"{}"),
    "varde screen ibs": ([PROGRAM, "screen", "ibs"], b"{}"),
    "varde programmes": ([PROGRAM, "programmes"], b""),
}


def run(sizes: Sizes) -> list[Outcome]:
    """Each command, least of the repeats; a busy neighbour can only make one dearer."""
    bare = {name: _least(command, b"", sizes.repeats) for name, command in BARE.items()}
    compared = ", ".join(f"{name} {seconds:.3f} s" for name, seconds in bare.items())
    outcomes = []
    for name, (command, given) in COMMANDS.items():
        seconds = _least(command, given, sizes.repeats)
        faults = at_most(name, seconds, MOST_SECONDS, "s of processor") if sizes.timed and "--help" in name else ()
        outcomes.append(
            Outcome(
                name=f"starting: {name}",
                figure=f"{seconds:.3f} s of processor",
                compared_with=f"{compared}; ratio to bare click",
                ratio=seconds / bare["bare click"],
                limit=f"{MOST_SECONDS} s" if "--help" in name else "",
                faults=faults,
                details={"seconds": seconds, "bare": bare, "ratio_to_python": seconds / bare["python -c pass"]},
            )
        )
    return outcomes


def _least(command: list[str], given: bytes, repeats: int) -> float:
    return min(_seconds(command, given) for _ in range(repeats))


def _seconds(command: list[str], given: bytes) -> float:
    """Processor seconds, own and the system's, of one run to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=given, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
