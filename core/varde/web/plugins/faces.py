"""What one plugin draws with: its own templates and words, and of Varde's what is public. No template of a plugin reaches a
request, a session or a setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app, url_for
from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from varde.enrolments.models import Enrolment
from varde.kernel.part import Part
from varde.kernel.words import Text
from varde.kernel.work import Platform
from varde.plugin.pages import HOME, Page, Panel, Visit
from varde.plugin.registry import Plugin
from varde.web.plugins.soundness import FILTERS, OURS, kinds_of
from varde.web.shell import controls, http
from varde.web.shell.exercise_forms import draw_exercises_with
from varde.web.shell.living import lives_here
from varde.web.shell.pages import home_url, static
from varde.web.shell.translations import Translator, translator

_PLACE = "varde_plugin_faces"
_FOLDERS = (Path(__file__).parent / "templates", Path(str(files("varde"))) / "web" / "shell" / "templates")


@dataclass(frozen=True)
class PluginFace:
    """One plugin, as its pages are drawn."""

    plugin: Plugin
    part: Part

    @cached_property
    def translations(self) -> Translator:
        return Translator([self.part.locale] if self.part.locale else [], behind=translator())

    @cached_property
    def environment(self) -> Environment:
        """Jinja with this plugin's templates; everything it writes is escaped."""
        made = Environment(
            loader=_loader(self.part),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=current_app.jinja_env.bytecode_cache,
        )
        made.filters.update({name: current_app.jinja_env.filters[name] for name in FILTERS})
        made.globals.update(csrf_token=http.csrf_token, static=static, file=self.file, control=controls.control)
        made.install_gettext_callables(self._say, self._count, newstyle=False)  # type: ignore[attr-defined]
        made.globals["_"] = self._say
        return made

    def fill(self, template: str, values: Mapping[str, Any]) -> str:
        """One of the plugin's templates, filled."""
        return self.environment.get_template(template).render(values)

    def _say(self, message: str, **values: object) -> str:
        sentence = self.translations.gettext(http.language(), message)
        return sentence % values if values else sentence

    def _count(self, single: str, many: str, n: int) -> str:
        return self.translations.ngettext(http.language(), single, many, n)

    def file(self, name: str) -> str:
        """The address of one of the plugin's files."""
        return url_for(f"plugin_{self.plugin.key}.static", filename=name)

    def page(self, path: str) -> Page:
        """The plugin's page with this path. :raises LookupError: it has none."""
        for page in self.plugin.pages:
            if page.path == path:
                return page
        raise LookupError(f"the plugin {self.plugin.key} has no page {path}")

    def programmes(self, declared: str = "") -> tuple[str, ...]:
        """Which programmes what it shows belongs to: the one that a page or a panel is declared for, else all of its own."""
        return (declared,) if declared else self.plugin.programmes

    def address(self, path: str, visit: Visit) -> str:
        """Where a page of the plugin is, about the enrolment of this visit; or where :data:`~varde.plugin.HOME` is."""
        enrolment = visit.enrolment
        if path == HOME:
            if enrolment is None:
                return home_url()
            of_patient = visit.actor is not None and visit.actor.is_patient
            return url_for("patient.home" if of_patient else "caseload.patient", enrolment_id=enrolment.id)
        page = self.page(path)
        if page.of_enrolment and enrolment is None:
            raise LookupError(f"the page {path} is about an enrolment, and nobody said which")
        about = enrolment.id if page.of_enrolment and enrolment is not None else None
        return url_for(f"plugin_{self.plugin.key}.{endpoint(page)}", enrolment_id=about)

    def drawn(self, template: str, visit: Visit, title: Text, values: Mapping[str, Any], **beside: Any) -> Markup:
        """A template of the plugin's as safe HTML."""
        context = {
            **values,
            **beside,
            "title": visit.speech.say(title),
            "typed": visit.form,
            "errors": visit.faults,
            "page": lambda path: self.address(path, visit),
        }
        # Jinja has escaped whatever was filled in.
        return Markup(self.environment.get_template(f"{self.plugin.key}/{template}").render(context))  # noqa: S704


def endpoint(page: Page) -> str:
    """What the view of a page is called in the pages of its plugin."""
    return f"page_{page.path.replace('/', '_').replace('-', '_')}"


def _loader(part: Part) -> BaseLoader:
    """The plugin's own under its key, and of Varde's only what is public and what that is made of."""
    ours = {OURS: FileSystemLoader([folder / OURS for folder in _FOLDERS])}
    own = {part.key: FileSystemLoader(part.templates / part.key)} if part.templates else {}
    return ChoiceLoader([PrefixLoader(own), PrefixLoader(ours)])


def install(app: Flask, platform: Platform) -> None:
    """Make the faces of all plugins known."""
    parts = platform.catalogue.all(Part)
    app.extensions[_PLACE] = {
        key: PluginFace(plugin, parts[key]) for key, plugin in platform.catalogue.all(Plugin).items()
    }
    for key, face in faces_of(app).items():
        controls.draw_with(app, dict.fromkeys(kinds_of(face.part), face.fill))
        draw_exercises_with(app, key, face)


def faces() -> Mapping[str, PluginFace]:
    """The plugins of the running application, by key."""
    return faces_of(current_app)


def faces_of(app: Flask) -> Mapping[str, PluginFace]:
    """The plugins of an application, by key."""
    return cast(Mapping[str, PluginFace], app.extensions[_PLACE])


def lives_beside(face: PluginFace, declared: str, enrolment: Enrolment) -> bool:
    """Whether what a plugin shows about this enrolment belongs there: its own programme always does, and another one's where the
    plugin's programmes live too."""
    programmes = face.programmes(declared)
    return enrolment.programme in programmes or lives_here(programmes, (enrolment.organisation_id,))


def panels_at(place: str) -> list[tuple[PluginFace, Panel]]:
    """Every panel of one place, sorted by key, with the plugin whose it is."""
    standing = [(face, panel) for face in faces().values() for panel in face.plugin.panels if panel.place == place]
    return sorted(standing, key=lambda pair: pair[1].key)
