"""Totals from cohorts collected elsewhere: only the sum is known, so there is nothing to ask."""

from __future__ import annotations

from varde.plugin.instruments import Band, Flag, Licence, Limit, Responder, Text, score_only

BDI_II_TOTAL = score_only(
    "bdi-ii-total",
    Text("BDI-II, sum", "BDI-II, sum", "BDI-II, total"),
    0,
    63,
    "lower_better",
    licence=Licence("fee", "Pearson", "Only the total is kept."),
)

# Fourteen items, each counted 1 when she disagrees that something would please her: more is worse (Snaith and colleagues 1995).
SHAPS_TOTAL = score_only(
    "shaps-total",
    Text("SHAPS, sum", "SHAPS, sum", "SHAPS, total"),
    0,
    14,
    "lower_better",
    flags=(Flag("abnormal_ge3", Limit(">=", 3)),),
    words=(
        (
            "abnormal_ge3",
            Text("Nedsatt evne til å glede seg", "Nedsett evne til å glede seg", "Reduced ability to feel pleasure"),
        ),
    ),
    licence=Licence("permission", "Snaith and colleagues", "Only the total is kept."),
)

# Remission to and with 7, response from half: what a living programme is read by. A trial's own classes are of its own
# patients, and its cut-off lies where people are still ill; see `varde benefits classes --method`.
HAM_D_TOTAL = score_only(
    "ham-d-total",
    Text("Hamilton depresjonsskala, sum", "Hamilton depresjonsskala, sum", "Hamilton depression scale, total"),
    0,
    52,
    "lower_better",
    licence=Licence("free", "Hamilton", "Only the total is kept."),
    bands=(
        Band("remission", Text("Så godt som frisk", "Så godt som frisk", "All but well"), 0, 7),
        Band("symptoms", Text("Fortsatt plaget", "Framleis plaga", "Still troubled"), 8, 52),
    ),
    whole=True,
    responder=Responder("percent", 50),
)

WHO_5_RAW = score_only(
    "who-5-raw",
    Text("WHO-5, råsum", "WHO-5, råsum", "WHO-5, raw sum"),
    0,
    25,
    "higher_better",
    licence=Licence("free", "World Health Organization", "Only the raw sum is kept."),
)
