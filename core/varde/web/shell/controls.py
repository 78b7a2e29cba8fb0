"""The controls of an answer, drawn by the template of its kind: Varde's own, or one that a plugin brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from flask import Flask, current_app
from markupsafe import Markup

from varde.kernel.words import Text
from varde.kinds.asking import split
from varde.kinds.kind import AnswerKind
from varde.web.shell import http

_PLACE = "varde_drawn_kinds"
Draw = Callable[[str, Mapping[str, Any]], str]
"""What fills a template, given its name, with values."""


def install(app: Flask) -> None:
    """Let every page draw an answer: ``{{ control(kind, name, label, form, errors) }}``."""
    app.jinja_env.globals["control"] = control


def draw_with(app: Flask, kinds: Mapping[type[AnswerKind], Draw]) -> None:
    """These kinds are drawn in another way than with Varde's own templates."""
    cast(dict[type[AnswerKind], Draw], app.extensions.setdefault(_PLACE, {})).update(kinds)


def control(
    kind: AnswerKind,
    name: str,
    label: Text,
    form: Mapping[str, Sequence[str]],
    errors: Mapping[str, str],
    *,
    hint: Text | None = None,
) -> Markup:
    """The controls of one answer, with what stands in them.

    :param form: every control of the page and what it holds; :param errors: the sentence of each control that is wrong.
    """
    held, wrong = split(form, {name})[0][name], split(errors, {name})[0][name]
    values = {
        "kind": kind,
        "name": name,
        "label": label,
        "hint": hint or "",
        "language": http.language(),
        "form": form,
        "errors": errors,
        "error": wrong.get("", ""),
        "own": held,
        "held": lambda part="": (held.get(part) or ("",))[0],
        "all_held": lambda part="": tuple(held.get(part, ())),
    }
    # The templates escape whatever is filled in.
    return Markup(_draw(type(kind))(kind.template, values))  # noqa: S704


def _draw(of: type[AnswerKind]) -> Draw:
    drawn: dict[type[AnswerKind], Draw] = current_app.extensions.get(_PLACE, {})
    return drawn.get(of, _ours)


def _ours(template: str, values: Mapping[str, Any]) -> str:
    return current_app.jinja_env.get_template(template).render(values)
