"""Totals from cohorts collected elsewhere: only the sum is known, so there is nothing to ask."""

from __future__ import annotations

from varde.plugin.instruments import JacobsonTruax, Licence, Text, score_only

BDI_II_TOTAL = score_only(
    "bdi-ii-total",
    Text("BDI-II, sum", "BDI-II, sum", "BDI-II, total"),
    0,
    63,
    "lower_better",
    licence=Licence("fee", "Pearson", "Only the total is kept."),
)

# Fourteen yes-or-no items, counted so that more is better.
SHAPS_TOTAL = score_only(
    "shaps-total",
    Text("SHAPS, sum", "SHAPS, sum", "SHAPS, total"),
    0,
    14,
    "higher_better",
    licence=Licence("permission", "Snaith and colleagues", "Only the total is kept."),
    proposed=("scoring",),
)

HAM_D_TOTAL = score_only(
    "ham-d-total",
    Text("Hamilton depresjonsskala, sum", "Hamilton depresjonsskala, sum", "Hamilton depression scale, total"),
    0,
    52,
    "lower_better",
    licence=Licence("free", "Hamilton", "Only the total is kept."),
    jacobson_truax=JacobsonTruax(reliability=0.80, functional_mean=8, functional_sd=8, cutoff="c"),
    proposed=("scoring",),
)

WHO_5_RAW = score_only(
    "who-5-raw",
    Text("WHO-5, råsum", "WHO-5, råsum", "WHO-5, raw sum"),
    0,
    25,
    "higher_better",
    licence=Licence("free", "World Health Organization", "Only the raw sum is kept."),
)
