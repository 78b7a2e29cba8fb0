"""What a page says of somebody, to lay two pages side by side (see :mod:`varde.web.shell.says`)."""

from __future__ import annotations

import re
from html import unescape

_SAID = re.compile(r'data-says="([^"]+)" data-value="([^"]*)"')


def statements(html: str) -> dict[str, str]:
    """Every statement of a page, by key. :raises AssertionError: one of them is made in two ways."""
    made: dict[str, str] = {}
    for key, value in _SAID.findall(html):
        if made.setdefault(unescape(key), unescape(value)) != unescape(value):
            raise AssertionError(f"{key} is said in two ways")
    return made
