"""Words on screen for what screening found."""

from __future__ import annotations

from varde.kernel.words import Text

OUTCOME = {
    "eligible": Text("Passer", "Passar", "Eligible"),
    "review": Text("Må vurderes", "Må vurderast", "For review"),
    "not_eligible": Text("Oppfyller ikke kravene", "Oppfyller ikkje krava", "Not eligible"),
    "incomplete": Text("Mangler svar", "Manglar svar", "Incomplete"),
}
