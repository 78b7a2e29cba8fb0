"""Judge every module on the list, tell the totals, and name each slip that nothing notices and nobody has explained.

``python tests/mutation/mutation_run.py [MODULE ...] [--sample N --seed N] [--workers N]``. Exit status 1 when a slip
survives that ``survivors.toml`` does not explain, when it explains one that is gone or noticed, or when a test fails as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutation_targets import ROOT, TARGETS

HERE = Path(__file__).resolve().parent
EXPLAINED = HERE / "survivors.toml"


@dataclass(frozen=True)
class Judged:
    """One module: how many slips were tried, and which survived."""

    module: str
    tried: int
    survivors: tuple[str, ...]


def explained() -> dict[str, dict[str, str]]:
    """By module and slip, why nothing notices it."""
    return tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))


def judged(modules: Sequence[str], sample: int | None, seed: int, workers: int) -> list[Judged]:
    """Judge these modules, a process for each or, for a sample, one for all.

    :raises RuntimeError: a test of theirs fails without any slip.
    """
    groups = [list(modules)] if sample is not None else [[module] for module in modules]
    with ThreadPoolExecutor(workers) as pool:
        return sorted(
            (
                module
                for group in pool.map(_in_process, groups, [sample] * len(groups), [seed] * len(groups))
                for module in group
            ),
            key=lambda module: module.module,
        )


def _in_process(modules: list[str], sample: int | None, seed: int) -> list[Judged]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "verdicts.json"
        asked = json.dumps({"modules": modules, "sample": sample, "seed": seed, "out": str(out)})
        path = os.pathsep.join([str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])])
        # A run inside another must not take itself for one of that one's workers.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        done = subprocess.run(
            [sys.executable, str(HERE / "mutation_judge.py"), asked],
            cwd=ROOT,
            env={**environment, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if not out.exists():
            raise RuntimeError(f"{', '.join(modules)} could not be judged:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
        answer: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    if answer["broken"]:
        raise RuntimeError(f"these fail as they are: {', '.join(answer['broken'])}")
    return [Judged(name, v["tried"], tuple(v["survivors"])) for name, v in answer["verdicts"].items()]


def complaints(results: Iterable[Judged], reasons: dict[str, dict[str, str]], *, whole: bool) -> list[str]:
    """What is wrong: a survivor without a reason and, of a whole run, a reason without a survivor."""
    wrong = []
    for result in results:
        known = reasons.get(result.module, {})
        wrong += [f"{result.module}: nothing notices {name!r}" for name in result.survivors if name not in known]
        if whole:
            gone = sorted(known.keys() - set(result.survivors))
            wrong += [f"{result.module}: {name!r} is noticed now, or is no more: take it off" for name in gone]
    return wrong


def totals(results: Sequence[Judged]) -> str:
    """A line for each module, and one for all."""
    lines = [(result.module, result.tried, result.tried - len(result.survivors)) for result in results]
    lines.append(("all", sum(tried for _, tried, _ in lines), sum(noticed for _, _, noticed in lines)))
    return "\n".join(f"{name:40} {tried:5} slips, {noticed:5} noticed" for name, tried, noticed in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", help="all on the list when none is named")
    parser.add_argument("--sample", type=int, help="so many slips by chance, instead of all")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    modules = asked.modules or [target.module for target in TARGETS]
    results, reasons = judged(modules, asked.sample, asked.seed, asked.workers), explained()
    wrong = complaints(results, reasons, whole=asked.sample is None)
    sys.stdout.write("\n".join([totals(results), *wrong]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
