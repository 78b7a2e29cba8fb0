"""The parts of the documents that follow from the code. ``python tests/docs/generated.py`` writes them anew."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from typing import Any

import rich_click as click
from jinja2 import Environment, nodes

from varde.cli import varde
from varde.identity.rights import RIGHTS, ROLES
from varde.kernel import part
from varde.kernel.commands import Later
from varde.plugin import (
    alerts,
    benefits,
    caseload,
    hookspecs,
    instruments,
    kinds,
    pages,
    programmes,
    series,
    simulation,
)

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

NAMES: Any = import_module("tests.docs.names")
KIT = ROOT / "core" / "varde" / "web" / "plugins" / "templates" / "varde" / "kit.html"
SHELL_TEMPLATES = ROOT / "core" / "varde" / "web" / "shell" / "templates"

WIDTH = 118
VALUES = (
    part.Part,
    part.Permission,
    part.Tables,
    part.PersonalData,
    part.Retention,
    part.StartCheck,
    part.LevelSettings,
    programmes.Programme,
    programmes.Module,
    programmes.Reading,
    programmes.Exercise,
    programmes.SafetyLock,
    kinds.Field,
    kinds.ShortText,
    kinds.LongText,
    kinds.WholeNumber,
    kinds.DecimalNumber,
    kinds.RatingScale,
    kinds.SingleChoice,
    kinds.SeveralChoices,
    kinds.YesNo,
    kinds.Ranking,
    kinds.CalendarDay,
    kinds.ClockTime,
    kinds.Timer,
    kinds.GrowingTable,
    kinds.DeclaredKind,
    kinds.InventedPerson,
    programmes.Track,
    programmes.Occasion,
    programmes.Rhythm,
    programmes.GroupKind,
    programmes.Eligibility,
    programmes.Criterion,
    programmes.Suggestion,
    programmes.Fact,
    instruments.Instrument,
    instruments.Item,
    instruments.Scale,
    instruments.Band,
    instruments.AnswerCheck,
    instruments.Flag,
    instruments.Responder,
    instruments.Licence,
    series.Series,
    series.Component,
    series.Zone,
    benefits.BenefitProposal,
    benefits.Measure,
    benefits.SeverityStep,
    alerts.Alert,
    pages.Page,
    pages.Visit,
    pages.Filled,
    pages.StepShown,
    pages.Goes,
    pages.Faulty,
    pages.Panel,
    caseload.Column,
    caseload.Reason,
    caseload.Waits,
    programmes.Text,
)
PEOPLE = (
    simulation.Simulation,
    simulation.Clinic,
    simulation.Burden,
    simulation.QuestionAndAnswer,
    simulation.CastTherapist,
    simulation.CastPatient,
)


def hooks() -> dict[str, Callable[..., Any]]:
    """Every hook by name, in the order of the specification."""
    return {name: found for name, found in vars(hookspecs).items() if name.startswith("varde_")}


def signature(name: str, hook: Callable[..., Any]) -> str:
    """The hook's first line as Python has it, its types without the modules they come from."""
    types = re.sub(r"([a-z_]+[.])+(?=[A-Z])", "", str(inspect.signature(hook)))
    return f"def {name}{types}".replace("'", "")


def hook_section() -> str:
    """A heading, the signature and the docstring of each hook."""
    return "\n".join(
        f"### {name}\n\n```python\n{signature(name, hook)}\n```\n\n{as_markdown(inspect.getdoc(hook) or '')}\n"
        for name, hook in hooks().items()
    )


def value_section(kinds: Iterable[type] = VALUES) -> str:
    """What each value is made of, and its docstring."""
    return "\n".join(f"### {kind.__name__}\n\n```python\n{made_of(kind)}\n```\n\n{about(kind)}\n" for kind in kinds)


def made_of(kind: type) -> str:
    """The value's fields in the order they are given, with their defaults."""
    assert is_dataclass(kind)
    parts = []
    for field in fields(kind):
        if not field.init:
            continue
        if field.default is not MISSING:
            parts.append(f"{field.name}={_default(field.default)}")
        else:
            parts.append(field.name if field.default_factory is MISSING else f"{field.name}=…")
    return "\n".join(textwrap.wrap(f"{kind.__name__}({', '.join(parts)})", WIDTH, subsequent_indent="    "))


def _default(value: object) -> str:
    return value.__name__ if isfunction(value) else repr(value).replace("'", '"')


def about(kind: type) -> str:
    """A value's docstring as it stands on the page."""
    return as_markdown(inspect.getdoc(kind) or "")


def as_markdown(docstring: str) -> str:
    """A docstring as Markdown: literals, references to code, and what comes back."""
    text = re.sub(r":(?:data|mod|class|meth|func):`~?([^`]+)`", r"`\1`", docstring.replace("``", "`"))
    text = re.sub(r"^:returns: (\w)", lambda found: f"**Return** {found[1]}", text, flags=re.M)
    text = re.sub(r"^:raises ([^:]+): (\w)", r"**Raises** `\1`: \2", text, flags=re.M)
    return "\n\n".join("\n".join(map(_filled, re.split(r"\n(?=- )", part))) for part in text.split("\n\n"))


def _filled(part: str) -> str:
    return textwrap.fill(" ".join(part.split()), WIDTH, subsequent_indent="  " if part.startswith("- ") else "")


def command_lines() -> list[tuple[str, str]]:
    """Every command with its arguments and the first paragraph of its help; one with two places is at the higher."""
    found: dict[int, tuple[str, str]] = {}
    for command, line, words in sorted(_commands(varde, "varde"), key=lambda one: one[1].count(" ")):
        found.setdefault(id(command), (line, words))
    return sorted(found.values())


def _commands(group: click.Command, before: str) -> Iterator[tuple[click.Command, str, str]]:
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            found = found.load() if isinstance(found, Later) else found
            assert found is not None
            yield from _commands(found, f"{before} {name}")
        return
    arguments = [
        parameter.human_readable_name.upper() if parameter.required else f"[{parameter.human_readable_name.upper()}]"
        for parameter in group.params
        if isinstance(parameter, click.Argument)
    ]
    help_text = " ".join(inspect.cleandoc(group.help or "").split("\n\n")[0].replace("``", "`").split())
    yield group, " ".join([before, *arguments]), help_text


def command_section() -> str:
    """The table of commands."""
    rows = "".join(f"| `{line}` | {about_it} |\n" for line, about_it in command_lines())
    return f"| Command | What it does |\n|---|---|\n{rows}"


def layer_section() -> str:
    """The layers as import-linter holds them, highest first, and what each says about itself."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract for contract in linter["contracts"] if contract["id"] == "layers")["layers"]
    named = [" | ".join(n for n in re.findall(r"\w+", layer) if _file_of(n)) for layer in layers]
    width = max(map(len, named)) + 2
    lines = [f"{names:<{width}}{_first_words(names)}".rstrip() for names in named if names]
    return "```\n" + "\n".join(lines) + "\n```\n"


def _file_of(layer: str) -> Path | None:
    places = (ROOT / "core" / "varde" / f"{layer}.py", ROOT / "core" / "varde" / layer / "__init__.py")
    return next((place for place in places if place.is_file()), None)


def _first_words(names: str) -> str:
    path = None if "|" in names else _file_of(names)
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) if path else None
    return textwrap.shorten((words or "").replace("``", "").partition(". ")[0].rstrip("."), 74, placeholder=" …")


def role_section() -> str:
    """Roles across, rights down, as ``identity/rights.py`` has them."""
    names = [role for role in ROLES if role != "patient"]
    rows = [f"| Right | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for right in RIGHTS:
        marks = " | ".join("x" if role in right.roles else "" for role in names)
        rows.append(f"| `{right.key}`: {right.sentence.en} | {marks} |")
    return "\n".join(rows) + "\n"


def name_section() -> str:
    """Each module for authors, with a line for every name of it."""
    parts: list[str] = []
    for module in NAMES.modules():
        about_it = (inspect.getdoc(module) or "").split("\n\n")[0]
        rows = [f"| {_called(each)} | {_in_a_cell(each)} |" for each in NAMES.names() if each.module == module.__name__]
        parts.append(
            f"## {module.__name__}\n\n{as_markdown(about_it)}\n\n| Name | What it is |\n|---|---|\n" + "\n".join(rows)
        )
    return "\n\n".join(parts) + "\n"


def _called(name: Any) -> str:
    if name.value in VALUES + PEOPLE:
        page = "part.md" if name.value in VALUES else "demo.md"
        return f"[`{name.name}`]({page}#{name.name.lower()})"
    return f"`{name.name}({', '.join(name.parameters)})`" if isfunction(name.value) else f"`{name.name}`"


def _in_a_cell(name: Any) -> str:
    first = as_markdown(name.doc.split("\n\n")[0]).replace("\n", " ").replace("|", "\\|")
    return re.split(r"(?<=[.])\s(?=[A-Z`])", first)[0]


def kit_section() -> str:
    """The macros of the kit in the order it names them: what each takes, as its template has it, and what it is."""
    source = KIT.read_text(encoding="utf-8")
    signatures = _macros(source)
    lines = re.findall(r"^    ([a-z]+) {2,}(.+?)(?: -#})?$", source, re.M)
    assert sorted(name for name, _ in lines) == sorted(signatures), "varde/kit.html says one line of each macro"
    return "| Macro | What it is |\n|---|---|\n" + "".join(
        f"| `{signatures[name]}` | {words[0].upper()}{words[1:]} |\n" for name, words in lines
    )


def _macros(kit: str) -> dict[str, str]:
    """The signature of each macro under the name that the kit gives it."""
    parser = Environment(extensions=["jinja2.ext.i18n"])
    inside: dict[str, nodes.Macro] = {}
    for file, alias, named in re.findall(
        r'{% (?:from|import) "(varde/_parts/[^"]+)" (?:as (\w+)|import ([\w ,]+)) %}', kit
    ):
        macros = parser.parse((SHELL_TEMPLATES / file).read_text(encoding="utf-8")).find_all(nodes.Macro)
        aliases = dict(re.findall(r"(\w+) as (\w+)", named))
        inside |= {f"{alias}.{macro.name}" if alias else aliases.get(macro.name, ""): macro for macro in macros}
    return {
        name: _signature(name, inside[value])
        for names, values in re.findall(r"{% set ([\w, ]+) = ([\w., ]+) %}", kit)
        for name, value in zip(names.split(", "), values.split(", "), strict=True)
    }


def _signature(name: str, macro: nodes.Macro) -> str:
    required = [arg.name for arg in macro.args[: len(macro.args) - len(macro.defaults)]]
    rest = zip(macro.args[len(required) :], macro.defaults, strict=True)
    return (
        f"{name}({', '.join([*required, *(f'{arg.name}={_in_jinja(default.as_const())}' for arg, default in rest)])})"
    )


def _in_jinja(value: object) -> str:
    words = repr(value).replace("'", '"')
    return words.lower() if words in ("True", "False", "None") else words


SECTIONS: dict[tuple[str, str], Callable[[], str]] = {
    ("docs/plugin-author/part.md", "hooks"): hook_section,
    ("docs/plugin-author/part.md", "values"): value_section,
    ("docs/plugin-author/reference.md", "names"): name_section,
    ("docs/plugin-author/kit.md", "macros"): kit_section,
    ("docs/plugin-author/demo.md", "values"): lambda: value_section(PEOPLE),
    ("docs/architecture.md", "layers"): layer_section,
    ("README.md", "commands"): command_section,
    ("docs/operations/roles.md", "rights"): role_section,
}


def between(name: str) -> re.Pattern[str]:
    """What stands between the two marks of a generated section."""
    return re.compile(rf"(?<=<!-- {name}: begin -->\n)(.*?)(?=<!-- {name}: end -->)", re.S)


def main() -> None:
    """Write every section into its page, and the pages of docs/clinical."""
    for (page, name), make in SECTIONS.items():
        path = ROOT / page
        before, _, after = between(name).split(path.read_text(encoding="utf-8"), maxsplit=1)
        path.write_text(f"{before}\n{make()}\n{after}", encoding="utf-8")
    import_module("tests.spec.pages").write()


if __name__ == "__main__":
    main()
