"""A tagged PDF (PDF/UA-1) of data that a layout reads, made by the typesetter that comes with “varde[pdf]”."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def can_typeset() -> bool:
    """Whether a PDF can be made here."""
    return find_spec("typst") is not None


def typeset(layout: Path, name: str, content: Any, on: date) -> bytes:
    """The same content, the same day, gives the same bytes.

    :param name: what the layout calls the content, which is handed to it as JSON.
    :raises ImportError: the typesetter is not installed.
    """
    import typst

    return typst.compile(
        layout.read_bytes(),
        format="pdf",
        sys_inputs={name: json.dumps(content)},
        ignore_system_fonts=True,
        timestamp=datetime.combine(on, datetime.min.time(), UTC),
        pdf_standards=["ua-1"],
    )
