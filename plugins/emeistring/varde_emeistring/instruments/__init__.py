"""The instruments of eMeistring, besides those any programme may use."""

from __future__ import annotations

from varde.plugin.instruments import Instrument
from varde_emeistring.instruments.interaction import SIAS, SPS
from varde_emeistring.instruments.mobility import MIA
from varde_emeistring.instruments.panic import ACQ, BSQ, PDSS_SR
from varde_emeistring.instruments.social import LSAS_SR
from varde_emeistring.instruments.totals import BDI_II_TOTAL, HAM_D_TOTAL, SHAPS_TOTAL, WHO_5_RAW
from varde_emeistring.instruments.worry import PSWQ

INSTRUMENTS: tuple[Instrument, ...] = (
    ACQ,
    BSQ,
    LSAS_SR,
    MIA,
    PDSS_SR,
    PSWQ,
    SIAS,
    SPS,
    BDI_II_TOTAL,
    HAM_D_TOTAL,
    SHAPS_TOTAL,
    WHO_5_RAW,
)
