"""What may be switched on a patient's way: every module of the programme and its steps, as whoever treats her finds them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from varde.kernel.words import Text
from varde.modules.errors import NoSuchStep
from varde.modules.path_rules import ModuleView, Path
from varde.programmes.values import Module, Programme, Step
from varde.standing.path import Place, Standing


@dataclass(frozen=True, slots=True)
class Switched:
    """A module, or a step of it, as whoever switches it finds it."""

    module: Module
    step: Step | None
    standing: Standing

    @property
    def place(self) -> Place:
        return (self.module.key, self.step.key if self.step is not None else "")

    @property
    def title(self) -> Text:
        return self.module.title if self.step is None else self.step.title


def views_of(path: Path, programme: Programme) -> tuple[ModuleView, ...]:
    """Every module of the programme in its order, as whoever treats her sees it: those on her way, hidden or not, and those beside
    it, which stand ``outside``."""
    known = {view.module.key: view for view in (*path.modules, *path.hidden)}
    extras = {view.module.key: view for view in path.extras}
    for module in programme.modules:
        if module.key not in known:
            extra = extras.get(module.key)
            beside = ModuleView(module, "locked", frozenset(), None, shut=True, extra=True)
            known[module.key] = replace(extra, module=module) if extra is not None else beside
    on_way = (view.module.key for view in (*path.modules, *path.hidden))
    order = {key: place for place, key in enumerate(on_way)}
    return tuple(
        sorted(known.values(), key=lambda view: (view.extra, view.module.number, order.get(view.module.key, 0)))
    )


def switched_at(path: Path, programme: Programme, module: str, step: str) -> Switched:
    """How a module, or a step of it, stands. :raises NoSuchStep: the programme has none such."""
    for view in views_of(path, programme):
        if module != view.module.key:
            continue
        declared = programme.module(module)
        if not step:
            return Switched(declared, None, view.standing())
        for each in declared.steps:
            if each.key == step:
                return Switched(declared, each, view.step_standing(each))
    raise NoSuchStep()


def is_last_shown(path: Path, target: Switched) -> bool:
    """Whether nothing of the module would be shown without this step."""
    views = (view for view in path.modules if view.module.key == target.module.key)
    return target.step is not None and any(len(view.module.steps) == 1 for view in views)
