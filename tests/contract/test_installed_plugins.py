"""The contract, asked of every plugin that is installed here."""

from __future__ import annotations

import pytest

from varde.parts import build_catalogue
from varde.plugin.registry import Plugin, installed
from varde.testing import contract


class InstalledPlugin(contract.PluginContract):
    """The contract, of which the longest part waits for ``make test``."""

    test_a_patient_can_go_all_the_way = pytest.mark.slow(contract.PluginContract.test_a_patient_can_go_all_the_way)


for key in installed():
    name = f"Test{key.capitalize()}"
    globals()[name] = type(name, (InstalledPlugin,), {"plugin": key})


def test_there_is_something_to_ask() -> None:
    assert {"TestIbs", "TestEmeistring", "TestFrisklivs"} <= set(globals())


def test_what_is_installed_is_sound() -> None:
    assert {"ibs", "emeistring", "frisklivs"} <= set(build_catalogue().all(Plugin))


def test_the_search_for_what_can_be_changed_finds_it() -> None:
    assert list(contract.changeable(([1], (2, {3: 4})), "x")) == ["x[0]", "x[1][1]"]
