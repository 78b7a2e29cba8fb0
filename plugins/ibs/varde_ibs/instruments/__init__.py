"""The instruments of the bowel programme."""

from __future__ import annotations

from varde.plugin.instruments import Instrument
from varde_ibs.instruments.eligibility import IBS_REDFLAGS, ROME_IV_IBS
from varde_ibs.instruments.quality_of_life import IBS_QOL
from varde_ibs.instruments.severity import IBS_SSS
from varde_ibs.instruments.symptoms import GSRS_IBS, VSI

INSTRUMENTS: tuple[Instrument, ...] = (IBS_SSS, IBS_QOL, GSRS_IBS, VSI, ROME_IV_IBS, IBS_REDFLAGS)
