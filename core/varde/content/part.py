"""Content, as the house knows it: the text of every step of a programme that is sound."""

from __future__ import annotations

from collections.abc import Sequence

from varde.kernel.part import Kind, Part


def kinds() -> Sequence[Kind]:
    from varde.content.texts import read_content
    from varde.programmes.values import Programme

    return (Kind(Programme, derive=read_content),)


PART = Part(key="content", kinds=kinds)
