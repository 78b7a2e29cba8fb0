"""How often Python looks for garbage: what is imported and declared stays, and looking through it is a sixth of every start."""

from __future__ import annotations

import gc

NEW_OBJECTS = 20_000


def look_for_garbage_seldom() -> None:
    """In this process, and those that are forked from it, from now on: when there are twenty thousand objects more."""
    gc.set_threshold(NEW_OBJECTS, 20, 50)


def keep_what_is_loaded() -> None:
    """Whatever has been made so far is never looked through again: in a server that is all that is imported and declared, and each
    long list would have it looked through once more."""
    gc.collect()
    gc.freeze()
