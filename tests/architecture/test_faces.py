"""Faces above, rooms below: only the web knows requests and addresses, and one module reads what a form sends."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FACES = ("core/varde/api/", "core/varde/web/")
ROOTS = (
    "core/varde/app.py",
    "core/varde/checking.py",
    "core/varde/rehearsal.py",
    "core/varde/parts.py",
    "core/varde/wsgi.py",
    "core/varde/testing/",
)
"""Where programs are put together, and what starts one for a test."""
READERS_OF_FORMS = ("core/varde/web/shell/forms.py", "core/varde/web/shell/http.py")
"""The reader; the guard of every request, which looks at all that is sent; and a provider that is not our interface."""
WEB = {"flask", "werkzeug", "jinja2", "varde.web"}
CALLS_OF_A_FACE = {"url_for", "gettext", "ngettext", "render_template", "flash"}
NAMES_OF_THE_WEB = re.compile("|".join({name.split(".")[-1] for name in WEB} | CALLS_OF_A_FACE))


def walked(source: str, named: re.Pattern[str]) -> Iterator[ast.AST]:
    """Every node of a module in which one of these names stands at all; of the others none, which is soon done."""
    return ast.walk(ast.parse(source)) if named.search(source) else iter(())


def web_in(source: str) -> Iterator[tuple[int, str]]:
    """The line of each import of the web, and of each call that only a page can make."""
    for node in walked(source, NAMES_OF_THE_WEB):
        match node:
            case ast.Import(names=aliases):
                modules = [alias.name for alias in aliases]
            case ast.ImportFrom(module=str(module), names=aliases):
                modules = [f"{module}.{alias.name}" for alias in aliases]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in CALLS_OF_A_FACE:
                yield node.lineno, f"calls {name}"
                continue
            case _:
                continue
        for module in modules:
            if module.split(".")[0] in WEB or ".".join(module.split(".")[:2]) in WEB:
                yield node.lineno, f"imports {module}"


def forms_read_in(source: str) -> Iterator[int]:
    """The line of each place that reads ``request.form`` or ``request.values`` itself."""
    for node in walked(source, re.compile("request")):
        match node:
            case ast.Attribute(attr="form" | "values", value=ast.Name(id="request") | ast.Attribute(attr="request")):
                yield node.lineno


def shipped(texts: dict[Path, str], *but: str) -> dict[str, str]:
    """Every installed module of the core and the plugins, except those whose path begins with one of ``but``."""
    return {
        str(path): text
        for path, text in texts.items()
        if path.suffix == ".py"
        and path.parts[0] in ("core", "plugins")
        and "tests" not in path.parts
        and not str(path).startswith(but)
    }


def test_a_room_knows_no_web(repository_texts: dict[Path, str]) -> None:
    rooms = shipped(repository_texts, *FACES, *ROOTS)
    assert len(rooms) > 200
    faults = [f"{path}:{line} {what}" for path, text in rooms.items() for line, what in web_in(text)]
    assert not faults, "\n".join(faults)


def test_one_module_reads_what_a_form_sends(repository_texts: dict[Path, str]) -> None:
    pages = shipped(repository_texts, *READERS_OF_FORMS)
    faults = [f"{path}:{line}" for path, text in pages.items() for line in forms_read_in(text)]
    assert not faults, "read them with varde.web.shell.forms:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f():\n    from flask import g\n", ["imports flask.g"]),
        ("import varde.web.shell\n", ["imports varde.web.shell"]),
        ("from varde.web.shell import http\n", ["imports varde.web.shell.http"]),
        ("import werkzeug.wrappers\n", ["imports werkzeug.wrappers"]),
        ("address = flask.url_for('caseload.index')\n", ["calls url_for"]),
        ("from varde.webbing import x\nurl_format(1)\n", []),
    ],
)
def test_the_search_for_the_web_finds_it(source: str, expected: list[str]) -> None:
    assert [what for _line, what in web_in(source)] == expected


def test_the_search_for_readers_of_forms_finds_them() -> None:
    source = "a = request.form['x']\nb = flask.request.form.get('x')\nc = request.args\nd = form.values()\n"
    assert list(forms_read_in(source)) == [1, 2]


# A page may link to another face's, but only where this table says so; the shell leads to one place by name, rooms to none.
LINKS = {
    ("manager", "editor"): {"helped_figures.index"},
    ("manager", "staff"): {"instruments.index"},
    ("patient", "public"): {"about.show", "front.help_page", "front.index", "referrals.received"},
    ("patient", "shell"): {"step_files.whole"},
    ("patient", "staff"): {"caseload.patient", "talks.close"},
    ("plugins", "patient"): {"patient.home"},
    ("plugins", "staff"): {"caseload.patient"},
    ("public", "patient"): {"patient.home", "personal.answer"},
    ("public", "referrer"): {"referrer.form"},
    # The pieces of a conversation are drawn for both who take part in it, with what only staff may do.
    ("shell", "patient"): {"dialogue.thread"},
    ("shell", "staff"): {"caseload.settle", "talks.undo", "templates_kept.index", "templates_kept.use"},
    ("staff", "patient"): {"dialogue.thread"},
    ("staff", "public"): {"about.show"},
}
NAMED = re.compile(r"""(?:\burl_for\(|\bendpoint=)\s*["'](\w+)\.(\w+)["']""")
BLUEPRINT = re.compile(r"""\bBlueprint\(\s*["'](\w+)["']""")
WEB_FOLDER = Path("core/varde/web")


def arrows(texts: dict[Path, str]) -> dict[tuple[str, str], set[str]]:
    """Every view that is named by string, by the face that names it and the face that has it; a view of the same face is no
    arrow."""
    pages = {path: text for path, text in texts.items() if path.is_relative_to(WEB_FOLDER) and len(path.parts) > 4}
    face = {path: path.relative_to(WEB_FOLDER).parts[0] for path in pages}
    owner = {name: face[path] for path, text in pages.items() for name in BLUEPRINT.findall(text)}
    drawn: dict[tuple[str, str], set[str]] = {}
    for path, text in pages.items():
        for blueprint, view in NAMED.findall(text):
            leads_to = owner.get(blueprint, "nowhere")
            if leads_to != face[path]:
                drawn.setdefault((face[path], leads_to), set()).add(f"{blueprint}.{view}")
    return drawn


def test_a_view_named_by_string_is_an_arrow(repository_texts: dict[Path, str]) -> None:
    assert arrows(repository_texts) == LINKS


def test_the_search_for_arrows_finds_them() -> None:
    texts = {
        WEB_FOLDER / "staff/list.py": 'bp = Blueprint("list", __name__)\nurl_for("list.index")\nurl_for("gone.index")',
        WEB_FOLDER / "shell/frame.html": "{{ url_for('list.index', page=2) }}",
    }
    assert arrows(texts) == {("staff", "nowhere"): {"gone.index"}, ("shell", "staff"): {"list.index"}}
