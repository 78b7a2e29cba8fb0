"""Instruments that any programme may use."""

from __future__ import annotations

from varde.instruments.library.alcohol import AUDIT, AUDIT_C
from varde.instruments.library.anxiety import GAD7
from varde.instruments.library.depression import MADRS_S, PHQ9
from varde.instruments.library.functioning import GSE, ISI, WSAS
from varde.instruments.library.negative_effects import NEQ
from varde.instruments.library.safety import SUICIDE_ALERT
from varde.instruments.library.satisfaction import CSQ8
from varde.instruments.library.treatment import CEQ, WAI_SR
from varde.instruments.library.wellbeing import EQ5D5L, WHO5
from varde.instruments.values import Instrument

INSTRUMENTS: tuple[Instrument, ...] = (
    AUDIT,
    AUDIT_C,
    CEQ,
    CSQ8,
    EQ5D5L,
    GAD7,
    GSE,
    ISI,
    MADRS_S,
    NEQ,
    PHQ9,
    SUICIDE_ALERT,
    WAI_SR,
    WHO5,
    WSAS,
)
"""The instruments that any programme may ask, by their keys; ``varde instruments`` lists them."""
