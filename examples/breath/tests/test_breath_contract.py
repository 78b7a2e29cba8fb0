"""What Varde demands of every plugin. The plugin must be installed."""

from __future__ import annotations

from varde.testing.contract import contract

TestContract = contract("breath")
