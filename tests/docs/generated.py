"""The parts of the documents that follow from the code. ``python tests/docs/generated.py`` writes them anew."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import rich_click as click

from varde.cli import varde
from varde.plugin import benefits, hookspecs, instruments, pages, programmes

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 118
VALUES = (
    programmes.Programme, programmes.Module, programmes.Reading, programmes.Exercise, programmes.Field, programmes.Track,
    programmes.Occasion, programmes.Eligibility, programmes.Criterion, programmes.Suggestion, programmes.Fact,
    instruments.Instrument, instruments.Item, instruments.Scale, instruments.Band, instruments.Flag,
    instruments.Responder, instruments.Licence, benefits.Measure, benefits.Severity, pages.Page, programmes.Text,
)  # fmt: skip


def hooks() -> dict[str, Callable[..., Any]]:
    """Every hook by name, in the order of the specification."""
    return {name: found for name, found in vars(hookspecs).items() if name.startswith("varde_")}


def signature(name: str, hook: Callable[..., Any]) -> str:
    """The hook's first line as Python has it, its types without the modules they come from."""
    return f"def {name}{re.sub(r'([a-z_]+[.])+(?=[A-Z])', '', str(inspect.signature(hook)))}"


def hook_section() -> str:
    """A heading, the signature and the docstring of each hook."""
    return "\n".join(
        f"### {name}\n\n```python\n{signature(name, hook)}\n```\n\n{as_markdown(inspect.getdoc(hook) or '')}\n"
        for name, hook in hooks().items()
    )


def value_section() -> str:
    """What each value is made of, and its docstring."""
    return "\n".join(f"### {kind.__name__}\n\n```python\n{made_of(kind)}\n```\n\n{about(kind)}\n" for kind in VALUES)


def made_of(kind: type) -> str:
    """The value's fields in the order they are given, with their defaults."""
    assert is_dataclass(kind)
    parts = []
    for field in fields(kind):
        if field.default is not MISSING:
            parts.append(f"{field.name}={_default(field.default)}")
        else:
            parts.append(field.name if field.default_factory is MISSING else f"{field.name}=…")
    return "\n".join(textwrap.wrap(f"{kind.__name__}({', '.join(parts)})", WIDTH, subsequent_indent="    "))


def _default(value: object) -> str:
    return repr(value).replace("'", '"')


def about(kind: type) -> str:
    """A value's docstring as it stands on the page."""
    return as_markdown(inspect.getdoc(kind) or "")


def as_markdown(docstring: str) -> str:
    """A docstring as Markdown: literals, references to code, and what comes back."""
    text = re.sub(r":(?:data|mod|class|meth|func):`~?([^`]+)`", r"`\1`", docstring.replace("``", "`"))
    text = re.sub(r"^:returns: (\w)", lambda found: f"**Return** {found[1]}", text, flags=re.M)
    text = re.sub(r"^:raises ([^:]+): (\w)", r"**Raises** `\1`: \2", text, flags=re.M)
    return "\n\n".join(textwrap.fill(" ".join(part.split()), WIDTH) for part in text.split("\n\n"))


def command_lines(group: click.Command = varde, before: str = "varde") -> Iterator[tuple[str, str]]:
    """Every command with its arguments and the first sentence of its help, in alphabetical order."""
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            assert found is not None
            yield from command_lines(found, f"{before} {name}")
        return
    arguments = [
        parameter.human_readable_name.upper() if parameter.required else f"[{parameter.human_readable_name.upper()}]"
        for parameter in group.params
        if isinstance(parameter, click.Argument)
    ]
    help_text = " ".join(inspect.cleandoc(group.help or "").split("\n\n")[0].replace("``", "`").split())
    yield " ".join([before, *arguments]), help_text


def command_section() -> str:
    """The table of commands."""
    rows = "".join(f"| `{line}` | {about_it} |\n" for line, about_it in command_lines())
    return f"| Command | What it does |\n|---|---|\n{rows}"


SECTIONS: dict[tuple[str, str], Callable[[], str]] = {
    ("docs/plugin-author/hooks.md", "hooks"): hook_section,
    ("docs/plugin-author/hooks.md", "values"): value_section,
    ("README.md", "commands"): command_section,
}


def between(name: str) -> re.Pattern[str]:
    """What stands between the two marks of a generated section."""
    return re.compile(rf"(?<=<!-- {name}: begin -->\n\n).*?(?=\n<!-- {name}: end -->)", re.S)


def main() -> None:
    """Write every section into its page."""
    for (page, name), make in SECTIONS.items():
        path = ROOT / page
        text, found = between(name).subn(lambda _, new=make(): new, path.read_text(encoding="utf-8"))  # type: ignore[misc]
        assert found == 1, f"{page} has no section named {name}"
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
