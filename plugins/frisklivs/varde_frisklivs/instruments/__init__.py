"""The instruments of the healthy-living centre, besides those any programme may use."""

from __future__ import annotations

from varde.plugin.instruments import Instrument
from varde_frisklivs.instruments.activity import IPAQ_SF, STEPS
from varde_frisklivs.instruments.check_in import WEEKLY_CHECK_IN
from varde_frisklivs.instruments.habits import COOP_WONCA, DIET5, FTND, STAGES
from varde_frisklivs.instruments.measured import BMI_WAIST, SIX_MWT, STS_30

INSTRUMENTS: tuple[Instrument, ...] = (
    SIX_MWT,
    BMI_WAIST,
    COOP_WONCA,
    DIET5,
    FTND,
    IPAQ_SF,
    STAGES,
    STEPS,
    STS_30,
    WEEKLY_CHECK_IN,
)
