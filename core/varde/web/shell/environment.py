"""The environment that every page is drawn in."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class PageEnvironment(Environment):
    """Flask's, where templates share one plain dictionary of globals.

    Jinja gives each template a chain of its own, so that globals of one do not reach another; nobody hands in any, and every
    import of every page walked through the chain in Python.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
