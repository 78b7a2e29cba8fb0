"""The web application of one platform: everything its parts hand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import jinja2
from flask import Flask

from varde.kernel.errors import StartRefused
from varde.kernel.part import MenuEntry, Part, Permission
from varde.kernel.words import Text
from varde.kernel.work import Platform
from varde.parts import CORE
from varde.platform import make_platform

__all__ = ["create_app", "make_platform", "unguarded"]


Announcement = Callable[[], Text | None]
"""What everybody who comes to the front page or the sign-in is told now; None when there is nothing to tell."""


def nothing_to_tell() -> Text | None:
    """The announcement of a house that has none."""
    return None


def create_app(platform: Platform, announcement: Announcement = nothing_to_tell) -> Flask:
    """The application for one platform. Everything it needs is in ``platform``; nothing is read from the environment.

    :param announcement: what the front page and the sign-in tell everybody.
    :raises StartRefused: a template of a plugin is faulty or not translated; a view names no permission, or one that
        no part declares; or the menu leads nowhere.
    """
    settings, parts = platform.settings, platform.catalogue.all(Part).values()
    static = Path(__file__).parent / "web" / "shell" / "static"
    app = Flask("varde", static_folder=str(static), static_url_path="/static")
    app.secret_key = settings.secret_key
    app.config.update(
        MAX_CONTENT_LENGTH=1_000_000,
        SESSION_COOKIE_NAME="__Host-varde-notes" if settings.secure_cookies else "varde-notes",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_loader = jinja2.ChoiceLoader(
        [jinja2.FileSystemLoader(part.templates) for part in parts if part.templates is not None and part.key in CORE]
    )
    for part in parts:
        if part.install is not None:
            part.install(app, platform)
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.globals["announcement"] = announcement
    mount(app, platform, parts)
    if faults := unguarded(app, platform):
        raise StartRefused(*faults)
    if settings.trusted_proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def mount(app: Flask, platform: Platform, parts: Iterable[Part]) -> None:
    """Mount the pages of every part, by name. :raises StartRefused: two have one name."""
    mounted: dict[str, Part] = {}
    handed_in = [(part, views) for part in parts if part.blueprints is not None for views in part.blueprints(platform)]
    for part, views in sorted(handed_in, key=lambda pair: pair[1].name):
        before = mounted.setdefault(views.name, part)
        if views.name in app.blueprints:
            raise StartRefused(
                f"The pages {views.name} are handed in twice: by {before.key} ({before.origin}) and by {part.key} "
                f"({part.origin})."
            )
        views.register(app, {})


def unguarded(app: Flask, platform: Platform) -> list[str]:
    """A sentence for each view and menu entry without a permission that some part declares, and for each entry that leads
    nowhere."""
    permissions = platform.catalogue.all(Permission)
    faults = []
    for name, view in sorted(app.view_functions.items()):
        audience = getattr(view, "audience", None)
        if name != "static" and audience is None:
            faults.append(f"The view {name} does not declare who may open it.")
        elif name != "static" and audience not in permissions:
            faults.append(
                f"The view {name} is for {audience}, which is no permission. Known: {', '.join(permissions)}."
            )
    for entry in platform.catalogue.all(MenuEntry).values():
        if entry.audience not in permissions:
            faults.append(f"The menu entry {entry.key} is for {entry.audience}, which is no permission.")
        if entry.endpoint not in app.view_functions:
            faults.append(f"The menu entry {entry.key} leads to {entry.endpoint}, and no page has that name.")
    return faults
