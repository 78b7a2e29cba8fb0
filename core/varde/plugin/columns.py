"""What a rule for columns takes and gives (see ``Instrument.columns``): answers, contexts and outcomes of many responses.

This brings numpy, which is slow to import: a plugin imports it in a module of its own, inside the rule, so that ``varde
score`` of one response starts without.
"""

from __future__ import annotations

from varde.instruments.columns import STATUSES, Bools, Columns, Contexts, Floats, Named, Numbers, Outcomes

__all__ = ["STATUSES", "Bools", "Columns", "Contexts", "Floats", "Named", "Numbers", "Outcomes"]
