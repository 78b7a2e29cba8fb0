"""What can be wrong with a benefits plan."""

from __future__ import annotations

from collections.abc import Mapping

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class PlanRefused(BadInput):
    """Something of a plan cannot be what somebody wants it to be. ``by_control`` has one sentence for each control; nothing is
    stored."""

    def __init__(self, by_control: Mapping[str, Text]) -> None:
        self.by_control = dict(by_control)
        super().__init__(*self.by_control.values())


class NoSuchBenefit(NotFound):
    """There is no such benefit in this plan."""

    sentence = Text(
        nb="Vi finner ingen slik gevinst i denne planen.",
        nn="Vi finn ingen slik gevinst i denne planen.",
        en="We find no such benefit in this plan.",
    )


class PlanOvertaken(Conflict):
    """Somebody else changed it after the form was made. What stands is kept."""

    sentence = Text(
        nb="{name} endret dette {when}, mens du skrev. Det du skrev, er ikke lagret. Se hva som står nå, og lagre på nytt.",
        nn="{name} endra dette {when}, medan du skreiv. Det du skreiv, er ikkje lagra. Sjå kva som står no, og lagre på nytt.",
        en="{name} changed this {when} while you were writing. What you wrote is not stored. See what stands now, and save again.",
    )
