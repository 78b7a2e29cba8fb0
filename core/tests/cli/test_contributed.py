"""Commands that other distributions bring: listed and run like the core's own, never in their place, and never in the way."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest
from click.testing import CliRunner, Result

from varde import cli
from varde.kernel.errors import StartRefused


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.varde, list(arguments))


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that works, one that is none, one whose module is missing, and one with the name of the core's."""
    values = {
        "new": "varde.plugin.commands:plugin_new",
        "number": "math:pi",
        "gone": "no_such_module:command",
        "score": "no_such_module:command",
    }
    entries = {name: EntryPoint(name, value, cli.COMMANDS) for name, value in values.items()}
    monkeypatch.setattr(cli, "contributed", lambda: entries)


@pytest.mark.usefixtures("bring")
def test_a_command_of_another_distribution_is_listed_and_run() -> None:
    listed = run("--help")
    assert listed.exit_code == 0
    assert " new " in listed.stdout
    assert run("new", "--help").exit_code == 0
    assert run("new").exit_code == 2, "it lacks its argument"


@pytest.mark.usefixtures("bring")
@pytest.mark.parametrize(("name", "said"), [("number", "is not a command"), ("gone", "ModuleNotFoundError")])
def test_one_that_cannot_be_loaded_says_so_when_it_is_used(name: str, said: str) -> None:
    assert f" {name} " in run("--help").stdout
    used = run(name)
    assert isinstance(used.exception, StartRefused)
    assert said in used.exception.faults[0]
    assert f"The command {name} of " in used.exception.faults[0]


@pytest.mark.usefixtures("bring")
def test_the_cores_own_stand() -> None:
    assert run("score", "--help").exit_code == 0
    assert "cannot be loaded" not in run("--help").stdout.split("score", 1)[1].splitlines()[0]


def test_without_it_there_is_no_such_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "contributed", dict)
    assert "demo" not in run("--help").stdout
    missing = run("demo")
    assert missing.exit_code == 2
    assert "No such command" in missing.stderr
