"""What the texts of the three tracks rest on, as it is cited."""

from __future__ import annotations

ACTIVATION = "Lejuez et al., Behav Modif 2011 (BATD-R)"
BERGEN_ON_PANIC = "Helse Bergen on panic"
CLARK = "Clark 2001, International Handbook of Social Anxiety"
EMEISTRING = "Helsedirektoratet on eMeistring"
EXPOSURE = "Craske et al., Behav Res Ther 2014"
INSOMNIA = "NHI on insomnia without medicine"
INTEROCEPTION = "Barlow and Craske, interoceptive exposure"
MARTELL = "Martell, Dimidjian, Herman-Dunn 2022"
NICE_SOCIAL = "NICE CG159"
SELF_FOCUS = "PLOS ONE 2021 0247703"
SLEEP_WINDOW = "Sleep primary care resources, bedtime restriction"
