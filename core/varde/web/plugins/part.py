"""The pages and panels of plugins, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from varde.kernel.errors import StartRefused
from varde.kernel.part import Mountable, Part

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def install(app: Any, platform: Platform) -> None:
    """What a plugin draws with, the entries of its pages in the menu, and where the panels stand.

    :raises StartRefused: a plugin's templates or words are faulty.
    """
    from varde.plugin.registry import Plugin
    from varde.programmes.values import Programme
    from varde.web.plugins import faces, pages, panels
    from varde.web.plugins.soundness import exercise_faults, shown_faults
    from varde.web.shell.pages import add_to_menu

    parts = platform.catalogue.all(Part)
    plugins = {key: parts[key] for key in platform.catalogue.all(Plugin)}
    if faults := [
        *shown_faults(plugins.values()),
        *exercise_faults(plugins, platform.catalogue.all(Programme).values()),
    ]:
        raise StartRefused(*faults)
    faces.install(app, platform)
    add_to_menu(app, pages.menu_of(platform))
    app.context_processor(lambda: {"plugin_panels": panels.drawn})


def blueprints(platform: Platform) -> Sequence[Mountable]:
    from varde.web.plugins import pages

    return pages.blueprints(platform)


PART = Part(key="plugin_pages", templates=Path(__file__).parent / "templates", install=install, blueprints=blueprints)
