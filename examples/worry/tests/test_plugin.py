"""What Varde demands of every plugin, asked of this one when it is installed."""

from __future__ import annotations

from varde.testing.contract import PluginContract


class TestContract(PluginContract):
    plugin = "worry"
