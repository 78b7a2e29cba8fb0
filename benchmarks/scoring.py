"""What it costs to score one response in this process, compared with adding the same answers up in a bare loop; and many
in columns, compared with bare numpy that does the same sums, or with one at a time."""

from __future__ import annotations

import csv
import random
import tempfile
import time
import timeit
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.outcome import Outcome, Sizes, at_most
from varde.instruments.answers import items_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.parts import build_catalogue
from varde.plugin.simulated_answers import simulated_answers
from varde.scoring_many.file import score_file
from varde.scoring_many.scoring import score_columns

PHQ_9_LIMIT = 50
MOST_TIMES_BARE, MOST_MEGABYTES = 3.0, 1024.0
IN_COLUMNS = ("ipaq-sf", "ibs-qol")
Floats = NDArray[np.float64]
INSTRUMENTS: Mapping[str, float | None] = {"phq-9": PHQ_9_LIMIT, "ibs-qol": None}


def run(sizes: Sizes) -> list[Outcome]:
    """PHQ-9, whose limit is 50 µs, and IBS-QOL with its 34 items and eight subscales; then in columns."""
    catalogue = build_catalogue()
    return [
        *(_scored(catalogue, key, limit, sizes) for key, limit in INSTRUMENTS.items()),
        _phq_9_in_columns(catalogue, sizes),
        *(_in_columns(catalogue, key, sizes) for key in IN_COLUMNS),
        _from_csv_to_csv(catalogue, sizes),
    ]


def _phq_9_in_columns(catalogue: Catalogue, sizes: Sizes) -> Outcome:
    """A million PHQ-9. Bare numpy adds nine columns, prorates up to two missing answers, and finds the same five bands,
    caseness and item 9; it checks no answer, and leaves out the DSM pattern."""
    instrument = catalogue.one(Instrument, "phq-9")
    columns = random_columns(instrument, sizes.in_batch)
    nine = [columns[f"q{number}"] for number in range(1, 10)]
    bare = min(processor_seconds(lambda: bare_phq_9(nine)) for _ in range(3))
    ours = min(processor_seconds(lambda: score_columns(instrument, columns)) for _ in range(3))
    found, plain = score_columns(instrument, columns), bare_phq_9(nine)
    assert np.array_equal(found.total, plain[0], equal_nan=True)
    assert np.array_equal(found.band.codes, plain[1])
    peak = peak_megabytes()
    faults = at_most("A million phq-9", peak, MOST_MEGABYTES, "MB")
    if sizes.timed and ours / bare > MOST_TIMES_BARE:
        faults = (*faults, f"PHQ-9 in columns cost {ours / bare:.1f} times what bare numpy did.")
    return Outcome(
        "scoring: phq-9 in columns",
        f"{ours:.2f} s of processor for {sizes.in_batch} rows, at most {peak:.0f} MB in all",
        f"bare numpy, {bare:.2f} s",
        ours / bare,
        f"ratio {MOST_TIMES_BARE:g}, {MOST_MEGABYTES:g} MB",
        faults,
        {"seconds": ours, "bare_seconds": bare, "rows": sizes.in_batch, "peak_megabytes": peak},
    )


def peak_megabytes() -> float:
    """The most that this program has held at once. What getrusage says is also what the program that started it had held."""
    said = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in said.splitlines() if line.startswith("VmHWM"))


def _in_columns(catalogue: Catalogue, key: str, sizes: Sizes) -> Outcome:
    """An instrument in columns, compared with its rows one at a time (the first few of them)."""
    instrument = catalogue.one(Instrument, key)
    rows, few = sizes.in_batch // 10, sizes.in_batch // 100
    columns = random_columns(instrument, rows)
    ours = processor_seconds(lambda: score_columns(instrument, columns))
    lists = {name: column[:few].tolist() for name, column in columns.items()}
    alone = [{name: int(each[row]) for name, each in lists.items() if each[row] == each[row]} for row in range(few)]
    each = processor_seconds(lambda: [score(instrument, answers) for answers in alone]) / few
    return Outcome(
        f"scoring: {key} in columns",
        f"{ours:.2f} s of processor for {rows} rows, {ours / rows * 1e6:.1f} µs each",
        f"one at a time, {each * 1e6:.1f} µs each",
        ours / rows / each,
        details={"seconds": ours, "rows": rows, "one_microseconds": each * 1e6},
    )


def _from_csv_to_csv(catalogue: Catalogue, sizes: Sizes) -> Outcome:
    """What ``varde score phq-9 --csv`` does, compared with the columns alone; files on a disk that caches them."""
    instrument = catalogue.one(Instrument, "phq-9")
    columns = random_columns(instrument, sizes.in_batch)
    alone = processor_seconds(lambda: score_columns(instrument, columns))
    with tempfile.TemporaryDirectory(prefix="varde-bench-") as name:
        folder = Path(name)
        with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
            write = csv.writer(file)
            write.writerow(["id", *columns])
            texts = (["" if x != x else str(int(x)) for x in column.tolist()] for column in columns.values())
            write.writerows(zip(range(sizes.in_batch), *texts, strict=True))
        taken = processor_seconds(
            lambda: score_file(instrument, folder / "in.csv", folder / "out.csv", folder / "errors.csv")
        )
    return Outcome(
        "scoring: phq-9 from CSV to CSV",
        f"{taken:.1f} s of processor for {sizes.in_batch} rows",
        f"the columns alone, {alone:.2f} s",
        taken / alone,
        details={"seconds": taken, "columns_seconds": alone},
    )


def random_columns(instrument: Instrument, rows: int) -> dict[str, Floats]:
    """Answers by chance, one in fifty missing."""
    chance = np.random.default_rng(1)
    columns = {}
    for item in items_of(instrument):
        choices = [code for code, _ in item.choices] or np.arange(item.low, item.high + 1)
        column = chance.choice(choices, rows).astype(np.float64)
        column[chance.random(rows) < 0.02] = np.nan
        columns[item.key] = column
    return columns


def bare_phq_9(nine: list[Floats]) -> tuple[Floats, NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Totals, bands, caseness and whether item 9 is answered with yes, as one would write it once and throw it away."""
    answers = np.stack(nine)
    missing = np.isnan(answers).sum(axis=0)
    added = np.nansum(answers, axis=0)
    total = np.where(missing == 0, added, added * 9 / np.maximum(9 - missing, 1))
    total[missing > 2] = np.nan
    seen = np.floor(total + 0.5)
    bands = np.where(np.isnan(seen), -1, np.digitize(seen, [5, 10, 15, 20]))
    return total, bands, seen >= 10, answers[8] >= 1


def processor_seconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _scored(catalogue: Catalogue, key: str, limit: float | None, sizes: Sizes) -> Outcome:
    instrument = catalogue.one(Instrument, key)
    answers = simulated_answers(instrument, 0.5, random.Random(key))
    keys = tuple(item.key for item in items_of(instrument))
    assert score(instrument, answers).status == "scored"
    ours = microseconds(lambda: score(instrument, answers), sizes)
    bare = microseconds(lambda: bare_sum(keys, answers), sizes)
    return Outcome(
        f"scoring: {key}",
        f"{ours:.1f} µs",
        f"a loop that checks and adds the same {len(keys)} answers, {bare:.1f} µs",
        ours / bare,
        f"{limit:g} µs" if limit else "",
        at_most(f"One {key}", ours, limit, "µs") if limit and sizes.timed else (),
        {"microseconds": ours, "bare_microseconds": bare, "items": len(keys)},
    )


def microseconds(act: Callable[[], object], sizes: Sizes) -> float:
    """The fastest of the repeats, since the slower ones tell about the neighbours."""
    return min(timeit.repeat(act, number=sizes.scorings, repeat=sizes.repeats)) / sizes.scorings * 1e6


def bare_sum(keys: tuple[str, ...], answers: Mapping[str, object]) -> float:
    """The least that a total takes: look each answer up, see that it is a number, add."""
    total = 0.0
    for key in keys:
        answer = answers.get(key)
        if isinstance(answer, int | float):
            total += answer
    return total
