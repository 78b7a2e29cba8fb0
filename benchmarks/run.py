"""Run the benchmarks, print a table and write results/latest.json. Exit 1 when a limit does not hold.

python benchmarks/run.py                      everything, about three minutes on two cores
python benchmarks/run.py scoring cells        only these
python benchmarks/run.py web --seconds 10     longer turns of load
python benchmarks/run.py web --among 1000000  the caseloads once more, among a million patients of others
python benchmarks/run.py pages --instructions  also machine instructions, by callgrind
python benchmarks/run.py --tiny               smallest sizes: shows that it runs, measures nothing
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.outcome import FULL, TINY, Outcome, Sizes, machine, table  # noqa: E402 - needs the line above
from varde.kernel.log import set_up_logging  # noqa: E402
from varde.testing.servers import MissingProgram  # noqa: E402

RUNS = (
    *("starting", "scoring", "accepting", "measuring", "cells", "simulation"),
    *("uploads", "pages", "doors", "web", "channels", "nation"),
)
CANNOT = 3


def main() -> int:
    """Do what the command line asks for. Returns the exit status: 0, 1 (a limit broken) or 3 (a program is missing)."""
    given = arguments()
    sizes = TINY if given.tiny else FULL
    sizes = replace(
        sizes,
        seconds=given.seconds or sizes.seconds,
        rounds=given.rounds or sizes.rounds,
        clients=given.clients or sizes.clients,
        caseload=given.caseload or sizes.caseload,
        among=sizes.among if given.among is None else given.among,
        agenda=given.agenda or sizes.agenda,
        notices=given.notices or sizes.notices,
        enrolled=given.enrolments or sizes.enrolled,
        instructions=given.instructions,
    )
    where = machine()
    outcomes: list[Outcome] = []
    by_run: list[dict[str, object]] = []
    for name in given.runs or RUNS:
        print(f"running {name} ...", file=sys.stderr, flush=True)
        set_up_logging(level=logging.WARNING)
        run: Callable[[Sizes], list[Outcome]] = import_module(f"benchmarks.{name}").run
        try:
            found = run(sizes)
        except MissingProgram as missing:
            print(f"{name} {missing}", file=sys.stderr)
            return CANNOT
        outcomes += found
        by_run += [{"run": name, **outcome.as_json()} for outcome in found]
    print(table(outcomes))
    written = {"machine": where, "sizes": asdict(sizes), "outcomes": by_run}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    faults = [f"{outcome.name}: {fault}" for outcome in outcomes for fault in outcome.faults]
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Load and scale runs of Varde, each as a ratio to what it compares with."
    )
    parser.add_argument("runs", nargs="*", metavar="RUN", help=f"which: {', '.join(RUNS)} (all when none is named)")
    parser.add_argument("--tiny", action="store_true", help="smallest sizes: shows that it runs, measures nothing")
    parser.add_argument("--instructions", action="store_true", help="count the machine instructions of pages too")
    parser.add_argument("--seconds", type=float, help="one turn of load")
    parser.add_argument("--rounds", type=int, help="turns for each page")
    parser.add_argument("--clients", type=int, help="connections that load at the same time")
    parser.add_argument("--agenda", type=int, help="rows of the agenda that are not due")
    parser.add_argument("--notices", type=int, help="notices that are sent")
    parser.add_argument("--enrolments", type=int, help="enrolments of the nation whose benefits are shown")
    parser.add_argument("--caseload", type=int, help="patients of the therapist who has many")
    parser.add_argument("--among", type=int, help="patients of others, among whom the caseloads are opened once more")
    parser.add_argument(
        "--out", type=Path, default=HERE / "results" / "latest.json", help="where the figures are written"
    )
    given = parser.parse_args()
    unknown = sorted(set(given.runs) - set(RUNS))
    if unknown:
        parser.error(f"there is no run called {', '.join(unknown)}; there are {', '.join(RUNS)}")
    if given.caseload is not None and not 100 <= given.caseload <= 100_000:
        parser.error(f"--caseload is {given.caseload}; it must be from 100 to 100000")
    if given.among is not None and not 0 <= given.among <= 5_000_000:
        parser.error(f"--among is {given.among}; it must be from 0 to 5000000")
    for name in ("seconds", "rounds", "clients"):
        value = getattr(given, name)
        if value is not None and not 0 < value <= 64:
            parser.error(f"--{name} is {value}; it must be more than 0 and at most 64")
    return given


if __name__ == "__main__":
    sys.exit(main())
