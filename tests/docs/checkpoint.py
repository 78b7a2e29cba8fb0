"""Make what stands before a step of a page, to begin there: ``python -m tests.docs.checkpoint PAGE STEP FOLDER``.

It does what the page does up to its heading ``## STEP.``: writes its files, makes its changes, and runs those of its commands that
write files (``varde plugin new`` and ``varde plugin migration``), in this environment. The plugin must be installed before a
migration is written, so that is done too, as the page says. What the page only looks at is left out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .documents import Block, blocks, changed, commands

WRITES = re.compile(r"(varde plugin (new|migration)|pip install|rm|mv) ")
Run = Callable[[str, Path], None]


def until(text: str, step: int) -> str:
    """The page before this step. :raises ValueError: it has none."""
    before, heading, _ = text.partition(f"\n## {step}. ")
    if not heading:
        raise ValueError(f"There is no step {step}.")
    return before


def build(text: str, folder: Path, run: Run) -> None:
    """Do in ``folder`` what a page says; ``run`` is given a command that writes files, and where."""
    here = folder
    for block in blocks(text):
        if block.language == "console":
            for command in commands(block):
                if command.text.startswith("cd "):
                    here = here / command.text.removeprefix("cd ")
                elif WRITES.match(command.text):
                    run(command.text, here)
        elif block.name:
            _write(block, here / block.name)


def _write(block: Block, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = changed(path.read_text(encoding="utf-8"), block.text) if block.language == "diff" else block.text
    path.write_text(text, encoding="utf-8")


def _in_shell(command: str, folder: Path) -> None:
    sys.stderr.write(f"$ {command}\n")
    subprocess.run(command, shell=True, cwd=folder, check=True)


def main() -> None:
    """The command line."""
    if len(sys.argv) != 4 or not sys.argv[2].isdecimal():
        sys.exit("usage: python -m tests.docs.checkpoint PAGE STEP FOLDER")
    page, step, folder = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    if folder.exists():
        sys.exit(f"{folder} is there already; choose another, or remove it.")
    try:
        text = until(page.read_text(encoding="utf-8"), step)
    except (OSError, ValueError) as fault:
        sys.exit(f"{page}: {fault}")
    folder.mkdir(parents=True)
    build(text, folder, _in_shell)
    sys.stderr.write(f"Made in {folder}. Go on with step {step} of {page}.\n")


if __name__ == "__main__":
    main()
