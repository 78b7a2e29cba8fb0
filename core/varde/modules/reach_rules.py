"""Which step one patient reaches by its key, of a module as it stands for her, or why she does not. Pure."""

from __future__ import annotations

from varde.modules.errors import ModuleClosed, ModuleLocked, NoSuchStep, StepClosed, StepHidden, StepLocked
from varde.modules.path_rules import ModuleView
from varde.programmes.values import Step


def step_of(view: ModuleView, step: str) -> Step:
    """The step with this key, or that had it before (a link in a notice lasts), if its module is open, or it was added, and it is
    not locked.

    :raises ModuleLocked, ModuleClosed, StepLocked, StepClosed, StepHidden, NoSuchStep"""
    if any(step in (each.key, *each.renamed_from) for each in view.hidden_steps):
        raise StepHidden()
    for candidate in view.module.steps:
        if step in (candidate.key, *candidate.renamed_from):
            if view.shut and candidate.key not in view.added:
                break
            if candidate.key in view.held:
                raise StepLocked(view.held[candidate.key])
            if candidate.key in view.closed:
                raise StepClosed()
            return candidate
    if view.shut and not view.extra:
        refused = ModuleClosed if view.turned.access == "close" else ModuleLocked
        raise refused(why=view.lock.sentence if view.lock else "")
    raise NoSuchStep()
