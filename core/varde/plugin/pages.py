"""A page a plugin contributes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class Page:
    """One page at ``/p/<plugin>/<path>``. ``body`` gets the language (nb, nn or en) and returns Markdown, which is made
    safe and shown in Varde's own shell. ``audience`` says who may open it: a permission, such as public, patient, therapist
    or manager.
    """

    path: str
    title: Text
    audience: str
    body: Callable[[str], str]
