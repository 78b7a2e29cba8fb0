"""The change classes of every scale whose totals can be imported, against a computation of our own from the totals alone.

The totals are invented, all over each scale's range. They are brought in as an earlier system's file, and classified by a
method of Jacobson and Truax with each of the three cut-offs in turn.
"""

from __future__ import annotations

import json
import math
import statistics
from collections import Counter
from itertools import cycle
from pathlib import Path

import pytest

from varde.benefits.counting.published import published_classes, read_method
from varde.exchange.csv.importing import import_scores
from varde.exchange.csv.mapping import read_mapping
from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.testing.house import House, everything_installed, make_house, sqlite_url

title = "Change classes of imported scales"

INSTRUMENTS = Path(__file__).parents[2] / "facts" / "instruments.json"
FACTS = {fact["id"]: fact for fact in json.loads(INSTRUMENTS.read_text(encoding="utf-8"))["instruments"]}
INSTALLED = everything_installed().all(Instrument)
SCALES = {key: each.total_range for key, each in INSTALLED.items() if each.total_range is not None}
"""What can be imported as a total: its lowest and its highest."""
NEITHER = {"bmi-waist"}
"""Nothing says which way is better."""
SHARES = (0.05, 0.2, 0.38, 0.5, 0.62, 0.81, 0.95)
RELIABILITY, NORM_SD = 0.84, 0.12
PAIRS = [(before, after) for before in SHARES for after in SHARES]


def totals(key: str) -> list[tuple[float, float]]:
    """Before and after of each invented person: every share of the range with every other."""
    low, high = SCALES[key]
    return [(round(low + before * (high - low), 2), round(low + after * (high - low), 2)) for before, after in PAIRS]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Where everybody has every scale, at the start and at the end."""
    house = make_house(sqlite_url(tmp_path_factory.mktemp("classes")))
    columns = [(key, when) for key in SCALES for when in ("start", "end")]
    enrolment = ["[person]", 'column = "id"', "[enrolment]", 'track = "depression"', "start = 2024-01-08", "[scores]"]
    scores = [f'"{key} {when}" = {{ instrument = "{key}", occasion = "{when}" }}' for key, when in columns]
    mapping = "\n".join(['layout = "wide"', *enrolment, *scores])
    lines = [";".join(["id", *map(" ".join, columns)])]
    each = [totals(key) for key in SCALES]
    for number in range(len(PAIRS)):
        lines.append(";".join([str(number), *(f"{total}" for pairs in each for total in pairs[number])]))
    with house.work() as work:
        report = import_scores(
            work,
            "\n".join(lines).encode(),
            read_mapping(mapping.encode()),
            organisation="klinikken",
            programme="emeistring",
        )
    assert report.faults == ()
    assert report.responses_new == 2 * len(SCALES) * len(PAIRS)
    return house


def classified(
    pairs: list[tuple[float, float]], *, higher_is_better: bool, method: dict[str, float], cutoff: str
) -> Counter[str]:
    """Jacobson and Truax 1991, in so many words: mirrored when high is well, so that down is always better."""
    way = -1 if higher_is_better else 1
    mean, sd, norm, norm_sd = (method[name] for name in ("start_mean", "start_sd", "norm_mean", "norm_sd"))
    limit = 1.96 * math.sqrt(2 * (sd * math.sqrt(1 - RELIABILITY)) ** 2)
    line = {
        "a": way * mean - 2 * sd,
        "b": way * norm + 2 * norm_sd,
        "c": (sd * way * norm + norm_sd * way * mean) / (sd + norm_sd),
    }[cutoff]
    classes: Counter[str] = Counter()
    for before, after in pairs:
        fall = way * before - way * after
        if fall > limit:
            crossed = way * before >= line > way * after
            classes["recovered" if crossed else "improved"] += 1
        else:
            classes["deteriorated" if -fall > limit else "unchanged"] += 1
    return classes


def method_of(key: str, pairs: list[tuple[float, float]]) -> dict[str, float]:
    """The patients' own mean and spread at the start, and a norm a quarter of the range from the well end."""
    low, high = SCALES[key]
    starts = [before for before, _after in pairs]
    well = 0.75 if INSTALLED[key].direction == "higher_better" else 0.25
    return {
        "reliability": RELIABILITY,
        "start_mean": statistics.mean(starts),
        "start_sd": statistics.stdev(starts) / 3,
        "norm_mean": low + well * (high - low),
        "norm_sd": NORM_SD * (high - low),
    }


@pytest.mark.parametrize(("key", "cutoff"), [*zip(sorted(SCALES.keys() - NEITHER), cycle("abc"), strict=False)])
def test_the_classes_are_those_of_our_own_computation(house: House, key: str, cutoff: str) -> None:
    pairs = totals(key)
    method = method_of(key, pairs)
    texts = {"instrument": key, "start": "start", "later": "end", "source": "Invented", "cutoff": cutoff}
    toml = "\n".join(f"{name} = {json.dumps(value)}" for name, value in (texts | method).items())
    with house.work() as work:
        table = published_classes(work, read_method(toml.encode(), "emeistring", INSTALLED), [house.clinic.id])
    expected = classified(
        pairs, higher_is_better=INSTALLED[key].direction == "higher_better", method=method, cutoff=cutoff
    )
    assert {row.change.value: row.of_paired.numerator for row in table.rows} == {
        name: expected[name] for name in ("recovered", "improved", "unchanged", "deteriorated")
    }
    assert table.n == len(PAIRS)


def test_every_class_is_met_somewhere() -> None:
    met: Counter[str] = Counter()
    for key in SCALES.keys() - NEITHER:
        pairs = totals(key)
        met += classified(
            pairs,
            higher_is_better=INSTALLED[key].direction == "higher_better",
            method=method_of(key, pairs),
            cutoff="c",
        )
    assert set(met) == {"recovered", "improved", "unchanged", "deteriorated"}


@pytest.mark.parametrize("key", sorted(SCALES.keys() & FACTS.keys() - NEITHER))
def test_which_way_is_better_is_what_the_facts_say(key: str) -> None:
    worse = {"higher_worse": "lower_better", "higher_better": "higher_better"}
    assert INSTALLED[key].direction == worse[FACTS[key]["direction"]]


@pytest.mark.parametrize("key", sorted(NEITHER))
def test_a_scale_that_is_neither_has_no_classes(key: str) -> None:
    texts = {"instrument": key, "start": "start", "later": "end", "source": "Invented", "cutoff": "a"}
    numbers = {"reliability": 0.8, "start_mean": 20, "start_sd": 3}
    toml = "\n".join(f"{name} = {json.dumps(value)}" for name, value in (texts | numbers).items())
    with pytest.raises(BadUsage):
        read_method(toml.encode(), "emeistring", INSTALLED)
