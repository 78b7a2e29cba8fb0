"""The worked examples through ``varde score``: the JSON it prints is exactly what the example says, nothing more."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from varde.cli import varde

from .examples import Example, vectors
from .test_own_instruments import WRITTEN as OWN

VECTORS = vectors()
BAD = 2
A_FEW = ("phq-9", "eq-5d-5l", "pdss-sr", "steps", "audit-c")


def command(example: Example) -> list[str]:
    """What stands behind ``varde``; the context only where there is one."""
    context = ["--context", json.dumps(example.context)] if example.context else []
    return ["score", example.instrument, *context]


@pytest.mark.parametrize("example", VECTORS, ids=lambda one: one.id)
def test_the_command_prints_exactly_the_expected(example: Example) -> None:
    ran = CliRunner().invoke(varde, command(example), input=json.dumps(example.answers))
    assert ran.stdout.count("\n") == 1
    found = json.loads(ran.stdout)
    assert found == example.expected
    assert kinds(found) == kinds(dict(example.expected)), "a flag is true or false, never 1 or 0"
    invalid = example.expected["status"] == "invalid"
    assert ran.exit_code == (BAD if invalid else 0)
    assert bool(ran.stderr) is invalid, "one sentence for each fault, and only then"


def kinds(value: object) -> object:
    """The same shape with the kind of each value; whole numbers and decimals are both numbers."""
    if isinstance(value, dict):
        return {key: kinds(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [kinds(inner) for inner in value]
    return float if type(value) is int else type(value)


def test_the_examples_have_contexts_of_every_kind() -> None:
    named = {name for example in VECTORS for name in example.context}
    assert {"sex", "agoraphobia", "baseline_metres", "age", "position_coded"} <= named


@pytest.mark.parametrize("example", OWN, ids=lambda one: one.id)
def test_our_own_instruments_are_scored_too(example: Example) -> None:
    ran = CliRunner().invoke(varde, command(example), input=json.dumps(example.answers))
    found = json.loads(ran.stdout)
    assert {name: found[name] for name in example.expected} == example.expected


@pytest.mark.program
@pytest.mark.parametrize("key", A_FEW)
@pytest.mark.parametrize("way", ["stdin", "file"])
def test_the_installed_command_does_the_same(key: str, way: str, tmp_path: Path) -> None:
    mine = [example for example in VECTORS if example.instrument == key]
    example = next((one for one in mine if one.context), mine[-1])
    answers, file = json.dumps(example.answers), tmp_path / "answers.json"
    file.write_text(answers, encoding="utf-8")
    given = [str(file)] if way == "file" else []
    words = [str(Path(sys.executable).with_name("varde")), *command(example), *given]
    ran = subprocess.run(words, input=None if given else answers, capture_output=True, text=True, check=False)
    assert json.loads(ran.stdout) == example.expected
    assert ran.returncode == (BAD if example.expected["status"] == "invalid" else 0)


@pytest.mark.program
def test_the_installed_command_names_the_fault() -> None:
    words = [str(Path(sys.executable).with_name("varde")), "score", "phq-9"]
    ran = subprocess.run(words, input='{"q1": 4}', capture_output=True, text=True, check=False)
    assert ran.returncode == BAD
    assert json.loads(ran.stdout)["status"] == "invalid"
    assert ran.stderr == "phq-9, item q1: the answer is 4, but it must be one of 0, 1, 2, 3.\n"
