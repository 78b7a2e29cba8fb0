"""Instruments that any programme may use."""

from __future__ import annotations

from varde.assessments.library.alcohol import AUDIT, AUDIT_C
from varde.assessments.library.anxiety import GAD7
from varde.assessments.library.depression import MADRS_S, PHQ9
from varde.assessments.library.functioning import GSE, ISI, WSAS
from varde.assessments.library.negative_effects import NEQ
from varde.assessments.library.safety import SUICIDE_ALERT
from varde.assessments.library.satisfaction import CSQ8
from varde.assessments.library.treatment import CEQ, WAI_SR
from varde.assessments.library.wellbeing import EQ5D5L, WHO5
from varde.assessments.values import Instrument

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
