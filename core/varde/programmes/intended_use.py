"""What a programme is meant for, what it is not for, and which version of it this is: what stands on its page about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from varde.kernel.words import Text

_VERSION = re.compile(r"\d+(?:\.\d+){0,2}")


@dataclass(frozen=True, slots=True)
class IntendedUse:
    """``purpose`` says in whole sentences whom the programme is made for and what it is to do for them, ``not_for`` are ends of
    the sentence “it is not for …”, and ``version`` is a number such as ``1.2``, which the author raises when what patients meet
    becomes another."""

    purpose: Text
    not_for: tuple[Text, ...]
    version: str


def check_intended(intended: IntendedUse | None) -> Iterator[str]:
    """What is wrong with what is said of the purpose; nobody meets a programme that does not say it."""
    if intended is None:
        yield "intended: is missing; IntendedUse says the purpose, what it is not for, and the version"
        return
    if not intended.not_for:
        yield "intended: not_for: says nothing; every programme is not for something, such as an emergency"
    if not _VERSION.fullmatch(intended.version):
        yield f"intended: version is '{intended.version}', but must be numbers with full stops between, such as 1.2"
