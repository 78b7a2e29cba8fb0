"""What is wrong with the pages and panels of a plugin, one sentence for each fault."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from varde.kernel.assembly import PartFault, taken
from varde.kernel.catalogue import Catalogue
from varde.kernel.part import Part, Permission
from varde.kernel.shape import misfits
from varde.plugin.pages import Page, Panel
from varde.programmes.values import Programme

PATH = re.compile(r"|[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)*")
LONGEST = 60
"""Characters of what the access log calls a page."""


def logged_as(plugin: str, path: str) -> str:
    """What the access log calls a page of a plugin."""
    return f"p/{plugin}/{path}"


def faults_of_pages(part: Part, catalogue: Catalogue) -> Iterator[str]:
    """A sentence for each fault of the pages of this plugin's part."""
    paths: set[str] = set()
    unread: list[str] = []
    pages = taken(part, "pages", unread)
    yield from unread
    for page in pages:
        if not isinstance(page, Page):
            yield f"The part {part.key} ({part.origin}) has a {type(page).__name__} among its pages; it must be a Page."
            continue
        wrong = [str(misfit) for misfit in misfits(page)]
        wrong = wrong or [*_of_address(part.key, page, paths), *_of_what_it_does(page, catalogue)]
        for rule in wrong:
            yield PartFault(f"{part.key}, page {page.path}: {rule}", part.key, page)
        paths.add(page.path)


def _of_address(plugin: str, page: Page, before: Collection[str]) -> Iterator[str]:
    if page.path in before:
        yield "there are two of it."
    if not PATH.fullmatch(page.path):
        yield f"the path must have the form {PATH.pattern}."
    if page.path.split("/")[0] == "static":
        yield "a path that begins with static belongs to the plugin's files."
    if len(logged_as(plugin, page.path)) > LONGEST:
        yield f"the path is longer than the access log can hold ({LONGEST} characters with the plugin's key)."


def _of_what_it_does(page: Page, catalogue: Catalogue) -> Iterator[str]:
    permissions = catalogue.all(Permission)
    yield from _of_audience(page.audience, catalogue)
    roles = permissions[page.audience].roles if page.audience in permissions else frozenset()
    if "anyone" in roles and page.of_enrolment:
        yield f"it is about an enrolment, and {page.audience} is for anybody; a record is only for those who are signed in."
    if "anyone" in roles and page.receive is not None:
        yield f"it takes a form, and {page.audience} is for anybody; a form is only taken from those who are signed in."
    if page.menu is not None and page.of_enrolment and roles != {"patient"}:
        yield "it is about an enrolment, so only the patient's menu can lead to it; lead staff there from a panel."
    yield from _of_programme(page.programme, catalogue)
    if page.programme and not page.of_enrolment:
        yield "it names a programme, and is not of_enrolment."
    for name, words in (("title", page.title), ("menu", page.menu)):
        if words is not None and words.missing():
            yield f"the {name} lacks {' and '.join(words.missing())}."


def faults_of_panels(part: Part, catalogue: Catalogue) -> Iterator[str]:
    """The same of its panels."""
    for panel in taken(part, "panels", []):
        if not isinstance(panel, Panel):
            if isinstance(getattr(panel, "key", None), str):  # one without a key is said when the values are gathered
                kind = type(panel).__name__
                yield f"The part {part.key} ({part.origin}) has a {kind} among its panels; it must be a Panel."
            continue
        for rule in [str(misfit) for misfit in misfits(panel)] or _of_panel(panel, catalogue):
            yield PartFault(f"{part.key}, panel {panel.key}: {rule}", part.key, panel)


def _of_panel(panel: Panel, catalogue: Catalogue) -> Iterator[str]:
    if panel.title.missing():
        yield f"the title lacks {' and '.join(panel.title.missing())}."
    yield from _of_audience(panel.audience, catalogue)
    yield from _of_programme(panel.programme, catalogue)


def _of_audience(audience: str, catalogue: Catalogue) -> Iterator[str]:
    known = ", ".join(catalogue.all(Permission))
    if not audience:
        yield f"it names no audience, and must say who may open it: one of {known}."
    elif audience not in catalogue.all(Permission):
        yield f"the audience is {audience} and must be one of {known}."


def _of_programme(programme: str, catalogue: Catalogue) -> Iterator[str]:
    if programme and programme not in catalogue.all(Programme):
        yield f"there is no programme {programme}."
