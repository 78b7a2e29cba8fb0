"""The one question a plugin answers. It is asked once, when Varde starts, and the answer is a value."""

from __future__ import annotations

import pluggy

from varde.kernel.part import Part

hookspec = pluggy.HookspecMarker("varde")
hookimpl = pluggy.HookimplMarker("varde")
"""Marks ``varde_part`` as the answer of this plugin."""


@hookspec
def varde_part() -> Part:
    """Hand over everything this plugin adds to Varde.

    Asked once, at start. The part's key is the name of the plugin's entry point. Two parts with one key, two values of one type
    under one key, and whatever does not hold together stop the start, in a sentence that names both; all faults of all parts
    are listed at once.

    :returns: the part. Lists in it stand in any order; Varde sorts by key.
    """
    raise NotImplementedError
