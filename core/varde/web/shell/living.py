"""Whether what belongs to some programmes is shown to whoever is signed in: asked once for a page."""

from __future__ import annotations

from collections.abc import Collection

from flask import g

from varde.enrolments.living import lives_at, lives_near
from varde.web.shell import http


def lives_here(programmes: Collection[str], places: Collection[int] | None = None) -> bool:
    """What :mod:`varde.enrolments.living` says of these ``places``, or of where she is."""
    known: dict[tuple[frozenset[str], frozenset[int] | None], bool] = g.setdefault("living", {})
    asked = frozenset(programmes), None if places is None else frozenset(places)
    if asked not in known:
        work = http.work()
        known[asked] = (
            lives_near(work, programmes, g.get("actor")) if places is None else lives_at(work, programmes, places)
        )
    return known[asked]
