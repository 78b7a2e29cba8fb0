"""Yes and no, as they are said."""

from __future__ import annotations

from varde.kernel.words import Text

YES = Text("ja", "ja", "yes")
NO = Text("nei", "nei", "no")
