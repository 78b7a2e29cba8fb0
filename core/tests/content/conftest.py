"""The desk at which words are written, for the tests of this folder."""

from __future__ import annotations

from .desk import desk as desk
