"""The desk at which words are written, for the tests of its pages."""

from __future__ import annotations

from ...content.desk import desk as desk
