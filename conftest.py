"""Chance in the tests: the same every time in ``make test``, new every time in ``make explore``, and always told.

And what keeps a run of thousands of tests from waiting: what Python need not look through, where folders are that do not last,
and which tests go first.
"""

from __future__ import annotations

import gc
import os
import secrets
import tempfile
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, Phase, settings

from varde.testing.folders import fastest_folder

USUAL = 7
HOUSES = {"House", "make_house", "make_clinic"}

# Also for the workers and programs that this process starts.
os.environ.setdefault("TMPDIR", str(fastest_folder()))
tempfile.tempdir = None

# The examples of make test, fewer of them.
settings.register_profile("quick", settings.get_profile("ci"), max_examples=10)

# A seed decides everything, so nothing is remembered from the run before.
settings.register_profile(
    "explore",
    deadline=None,
    max_examples=1000,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# One example that fails is enough, and nobody reads it: how slips in the code are judged.
settings.register_profile(
    "slips",
    deadline=None,
    max_examples=20,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--seed``: repeat a run of ``make explore`` or ``make soak``. ``--soak``: as many people as a clinic has."""
    parser.addoption(
        "--seed", type=int, help="begin chance here; without it, make explore and make soak choose and tell"
    )
    parser.addoption(
        "--enrolments", type=int, default=60, help="how many people the half-year of notices has, with --soak"
    )
    parser.addoption("--days", type=int, default=182, help="how long it is")
    parser.addoption("--kills", type=int, default=200, help="how often one of its processes is killed")
    parser.addoption("--soak", action="store_true", help="kill and race among hundreds of people, from a new seed")


@pytest.hookimpl(tryfirst=True)  # before hypothesis reads its own option, and before any worker is given the options
def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed of a run that explores; other runs have the usual one."""
    config.addinivalue_line("markers", "chance: invents its people or answers by the seed of the run")
    config.addinivalue_line("markers", "house: a whole Varde in this process, with its database")
    exploring = config.getoption("hypothesis_profile") == "explore"
    if config.option.seed is None:
        config.option.seed = secrets.randbelow(10**6) if exploring or config.option.soak else USUAL
    if exploring:
        config.option.hypothesis_seed = config.option.seed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a slow test go first, so that no worker is left with one when the others have finished. Whatever asks for a
    house is marked so."""
    for item in items:
        if isinstance(item, pytest.Function) and _asks_for_a_house(item):
            item.add_marker("house")
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def _asks_for_a_house(item: pytest.Function) -> bool:
    """Whether the test, or a fixture it uses, stands in a module that makes houses or is handed one."""
    fixtures = [definitions[-1].func for definitions in item._fixtureinfo.name2fixturedefs.values() if definitions]
    return any(HOUSES & getattr(function, "__globals__", {}).keys() for function in (item.function, *fixtures))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """While the tests are read nothing is garbage. What has been read stays, so no search for garbage goes through it again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say with which seed the run can be repeated."""
    soaking, exploring = config.option.soak, config.getoption("hypothesis_profile") == "explore"
    if soaking or exploring:
        target = "soak" if soaking else "explore"
        terminalreporter.write_line(f"repeat with: make {target} ARGS='--seed {config.option.seed}'", yellow=True)


@pytest.fixture(scope="session")
def seed(request: pytest.FixtureRequest) -> int:
    """Where chance begins in this run: fixed in ``make test``, new in ``make explore`` and ``make soak``."""
    return int(request.config.option.seed)
