"""A page a plugin contributes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from varde.kernel.words import Text

Audience = Literal["public", "patient", "therapist", "manager"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page at ``/p/<plugin>/<path>``. ``body`` gets the language (nb, nn or en) and returns Markdown, which is made
    safe and shown in Varde's own shell. ``audience`` says who may open it: everybody, or those signed in with that role.
    """

    path: str
    title: Text
    audience: Audience
    body: Callable[[str], str]
