"""Where the frame around a page leads. The shell stands below every page, so whoever has the pages tells it their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from varde.kernel.words import Text

_PLACE = "varde_addresses"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names of views: the front page, the sign-in and what belongs to it; ``footer`` has the words of each link before its
    view."""

    front: str
    sign_in: str
    sign_out: str
    stay_signed_in: str
    language: str
    footer: tuple[tuple[Text, str], ...]


def tell(app: Flask, addresses: Addresses) -> None:
    """Make the addresses known to every page of ``app``."""
    app.extensions[_PLACE] = addresses


def addresses() -> Addresses:
    """What the running application was told."""
    return cast(Addresses, current_app.extensions[_PLACE])
