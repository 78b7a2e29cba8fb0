"""The icons there are. They are drawn in the sprite of the pages, ``static/icons.svg``."""

from __future__ import annotations

from typing import Literal, get_args

Icon = Literal[
    "alert", "arrow", "back", "bell", "block", "book", "calendar", "chart", "chat", "check", "clip", "clock",
    "close", "doc", "down", "download", "edit", "eye", "flag", "form", "globe", "home", "info", "leave",
    "letter", "list", "lock", "offline", "path", "pause", "people", "person", "phone", "play", "plus",
    "print", "search", "settings", "shield", "sms", "target", "up", "video",
]  # fmt: skip
"""The name of an icon of Varde's."""
ICONS: tuple[str, ...] = get_args(Icon)
