"""What is wrong with the templates, the words and the files of a plugin, one sentence for each fault, with file and line. Needs no
application: the start asks, and so does ``varde plugin check``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import Environment, TemplateSyntaxError, nodes

from varde.kernel.assembly import taken
from varde.kernel.part import Part
from varde.kinds.kind import AnswerKind, DeclaredKind
from varde.programmes.values import Exercise, Programme

OURS = "varde"
"""The folder of templates that is Varde's own, whoever asks."""
PUBLIC = ("varde/exercise.html", "varde/kit.html", "varde/page.html", "varde/panel.html")
LANGUAGES = ("nn", "en")
FILTERS = ("text", "day", "day_year", "weekday_day", "clock", "number", "ago", "iso", "upfirst")
"""Those of Varde's that a plugin's template has."""
_READ = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
"""Only parses and compiles: nothing is rendered."""
_READ.filters.update(dict.fromkeys(FILTERS, str))
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_PLACEHOLDER = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}")
_IN_THE_PAGE = re.compile(r"<script\b|<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
_UNSAFE = {"safe", "forceescape"}


def shown_faults(plugins: Iterable[Part]) -> list[str]:
    """A sentence for each fault in what the parts of these plugins draw with."""
    return [
        fault
        for part in plugins
        for fault in (*_of(part.key, part.templates, part.static, part.locale), *_of_kinds(part))
    ]


def kinds_of(part: Part) -> dict[type[AnswerKind], DeclaredKind]:
    """The kinds of answers that a part contributes, by their class."""
    return {each.of: each for each in taken(part, "declares", []) if isinstance(each, DeclaredKind)}


def _of_kinds(part: Part) -> Iterator[str]:
    """Whether each kind of answer has a template of the plugin's to be drawn with."""
    for of, declared in kinds_of(part).items():
        path = part.templates / of.template if part.templates and of.template else None
        if path is None or not of.template.startswith(f"{part.key}/") or not path.is_file():
            name = of.template or f"{part.key}/{declared.key}.html"
            yield f"The plugin {part.key}: the kind {declared.key} is drawn by templates/{name}, and there is no such file."


def exercise_faults(plugins: Mapping[str, Part], programmes: Iterable[Programme]) -> list[str]:
    """A sentence for each exercise whose template or files are not there. ``plugins`` are their parts, by key."""
    return [
        f"The programme {programme.key}: module {module.key}: step {step.key}: {fault}"
        for programme in programmes
        for module, step in programme.exercises.values()
        if step.kind.template
        for fault in _of_exercise(plugins, step)
    ]


def _of_exercise(plugins: Mapping[str, Part], step: Exercise) -> Iterator[str]:
    key, _, name = step.kind.template.partition("/")
    part = plugins.get(key)
    if part is None or not name:
        yield f"its template is {step.kind.template}, and must be named <plugin>/<file> by a plugin that is installed."
        return
    if part.templates is None or not (part.templates / key / name).is_file():
        yield f"there is no template templates/{step.kind.template} in the plugin {key}."
    for file in (*step.kind.styles, *step.kind.scripts):
        if part.static is None or not (part.static / file).is_file():
            yield f"there is no file static/{file} in the plugin {key}."


@cache
def _of(key: str, templates: Path | None, static: Path | None, locale: Path | None) -> tuple[str, ...]:
    folders = {"templates": templates, "static": static, "locale": locale}
    missing = [
        f"there is no folder {folder} ({name})." for name, folder in folders.items() if folder and not folder.is_dir()
    ]
    faults = missing or [*_of_templates(key, templates), *_of_words(templates, locale)]
    return tuple(f"The plugin {key}: {fault}" for fault in faults)


def _of_templates(key: str, folder: Path | None) -> Iterator[str]:
    if folder is None:
        return
    if key == OURS:
        yield f"it has templates, and {OURS}/ is Varde's own folder; choose another key."
    for file in _files(folder):
        name = file.relative_to(folder).as_posix()
        if name.startswith(f"{key}/"):
            yield from _of_template(folder, name)
        else:
            yield f"templates/{name} stands outside templates/{key}/, where nobody finds it."


def _of_template(folder: Path, name: str) -> Iterator[str]:
    try:
        text = (folder / name).read_text(encoding="utf-8")
        tree = _READ.parse(text)
        _READ.compile(tree)
    except TemplateSyntaxError as fault:
        yield f"templates/{name}:{fault.lineno}: {fault.message}"
        return
    except UnicodeDecodeError:
        yield f"templates/{name} is not UTF-8."
        return
    for match in _IN_THE_PAGE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield (
            f"templates/{name}:{line}: {match[0].strip()} in a page is stopped by the browser (Content-Security-Policy); put it "
            f"in a file in static/."
        )
    for node in tree.find_all((nodes.Filter, nodes.ScopedEvalContextModifier)):
        if not isinstance(node, nodes.Filter) or node.name in _UNSAFE:
            yield f"templates/{name}:{node.lineno}: everything that a template writes is escaped, and that cannot be turned off."
    yield from _of_taken(folder, name, tree)


def _of_taken(folder: Path, name: str, tree: nodes.Template) -> Iterator[str]:
    """What it extends, includes or takes macros from."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        taken = node.template  # type: ignore[attr-defined]
        if not isinstance(taken, nodes.Const) or not isinstance(taken.value, str):
            continue
        if taken.value not in PUBLIC and (taken.value.startswith(f"{OURS}/") or not (folder / taken.value).is_file()):
            yield (
                f"templates/{name}:{node.lineno}: there is no template {taken.value}; Varde's are {', '.join(PUBLIC)}."
            )


def _of_words(templates: Path | None, locale: Path | None) -> Iterator[str]:
    wanted = {} if templates is None else dict(_messages(templates))
    for language in LANGUAGES if wanted else ():
        file = locale / f"{language}.po" if locale else None
        if file is None or not file.is_file():
            yield f"its templates have words, and locale/{language}.po is missing."
            continue
        with file.open("rb") as opened:
            catalogue = read_po(opened, locale=language)
        for message, place in wanted.items():
            entry = catalogue.get(message if isinstance(message, str) else message[0])
            said = entry.string if entry else ""
            last = message if isinstance(message, str) else message[-1]
            if not said or (isinstance(said, tuple) and not all(said)):
                yield f"locale/{language}.po says nothing for “{last}” ({place})."
            elif _holes(last) != _holes(said if isinstance(said, str) else said[-1]):
                yield f"locale/{language}.po fills in something else than “{last}” does ({place})."


def _holes(sentence: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(sentence))


def _messages(folder: Path) -> Iterator[tuple[str | tuple[str, ...], str]]:
    """What the templates ask to have translated, and where: the first place of each."""
    places: dict[str | tuple[str, ...], str] = {}
    for file in _files(folder):
        try:
            with file.open("rb") as opened:
                for line, message, _, _ in extract(
                    "jinja2.ext:babel_extract", opened, _KEYWORDS, options={"trimmed": "true"}
                ):
                    if message and (isinstance(message, tuple) or message.strip()):
                        places.setdefault(message, f"templates/{file.relative_to(folder).as_posix()}:{line}")
        except (TemplateSyntaxError, UnicodeDecodeError):
            continue  # said of the template itself
    yield from places.items()


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*.html") if file.is_file())
