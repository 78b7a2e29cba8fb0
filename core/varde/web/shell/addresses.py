"""Where the frame around a page leads. The shell stands below every page, so whoever has the pages tells it their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, request, url_for

from varde.kernel.words import Text

LONGEST_PATH = 500
_PLACE, _BUILT = "varde_addresses", "varde_built_addresses"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names of views: the front page, the sign-in and what belongs to it (``begin_sign_in`` takes ``issuer``); ``footer`` has the
    words of each link before its view. ``statement`` is the one among them that finds the accessibility statement of an
    organisation, and ``statement_of_all`` the address of the installation's ("" when it has none)."""

    front: str
    sign_in: str
    begin_sign_in: str
    sign_out: str
    stay_signed_in: str
    language: str
    footer: tuple[tuple[Text, str], ...]
    statement: str
    statement_of_all: str


def tell(app: Flask, addresses: Addresses) -> None:
    """Make the addresses known to every page of ``app``."""
    app.extensions[_PLACE], app.extensions[_BUILT] = addresses, {}


def address_of(view: str) -> str:
    """The address of a view that takes no arguments: the same for everybody, and on every page there are a dozen. Built once for
    each application that is served from the root. One that is an address already stays what it is."""
    if view.startswith(("https://", "http://")):
        return view
    if request.script_root:
        return url_for(view)
    built = cast(dict[str, str], current_app.extensions[_BUILT])
    if view not in built:
        built[view] = url_for(view)
    return built[view]


def addresses() -> Addresses:
    """What the running application was told."""
    return cast(Addresses, current_app.extensions[_PLACE])


def own_path(path: str) -> str:
    """Only a path of our own; anything else leads to the start page.

    Browsers read a backslash as a slash and skip tabs and line breaks, so none of these is let through.
    """
    own = path.startswith("/") and not path.startswith("//") and len(path) <= LONGEST_PATH
    return path if own and path.isprintable() and "\\" not in path else ""
