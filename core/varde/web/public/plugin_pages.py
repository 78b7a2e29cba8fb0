"""Pages that plugins contribute, in Varde's shell, behind the audience each declares."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, render_template

from varde.kernel.text import markdown
from varde.kernel.work import Platform
from varde.plugin.pages import Page
from varde.plugin.registry import Plugin
from varde.web.shell import http
from varde.web.shell.pages import audience


def blueprints(platform: Platform) -> list[Blueprint]:
    """The pages of every plugin that has any, at ``/p/<plugin>/``."""
    made = []
    for plugin in platform.catalogue.all(Plugin).values():
        if plugin.pages:
            blueprint = Blueprint(f"plugin_{plugin.key}", __name__, url_prefix=f"/p/{plugin.key}")
            for page in plugin.pages:
                blueprint.add_url_rule(f"/{page.path}", page.path.replace("/", "_"), _view(page))
            made.append(blueprint)
    return made


def _view(page: Page) -> Callable[[], str]:
    @audience(page.audience)
    def show() -> str:
        language = http.language()
        return render_template("varde/plugin_page.html", page=page, body=markdown(page.body(language)))

    return show
