"""When the therapist must look. Levels are the proposal of the facts: PHQ-9 item 9 at 1 is amber, at 2 or 3 red; MADRS-S
item 9 at 2 or 3 is amber, at 4 or 5 red, at 6 critical. Each clinic's own governance must sign them."""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, all_of, is_true, when

PROGRAMME = "emeistring"
_THOUGHTS = Text(
    "Svarte at tanker om døden eller å skade seg selv plager. Grensen klinikken har satt, er krysset.",
    "Svarte at tankar om døden eller å skade seg sjølv plagar. Grensa klinikken har sett, er kryssa.",
    "Answered that thoughts of death or self-harm trouble her or him. The limit the clinic has set was crossed.",
)
_WORSE = Text(
    "Skåren er tydelig høyere enn ved start. Grensen klinikken har satt, er krysset.",
    "Skåren er tydeleg høgare enn ved start. Grensa klinikken har sett, er kryssa.",
    "The score is clearly higher than at the start. The limit the clinic has set was crossed.",
)

ALERTS = (
    Alert(
        "emeistring.phq9-thoughts-some", _THOUGHTS, when("answer:q9", "==", 1), "amber", "phq-9", PROGRAMME, crisis=True
    ),
    Alert("emeistring.phq9-thoughts", _THOUGHTS, when("answer:q9", ">=", 2), "red", "phq-9", PROGRAMME, crisis=True),
    Alert(
        "emeistring.madrs-thoughts-some",
        _THOUGHTS,
        all_of(when("answer:q9", ">=", 2), when("answer:q9", "<=", 3)),
        "amber",
        "madrs-s",
        PROGRAMME,
        crisis=True,
    ),
    Alert(
        "emeistring.madrs-thoughts",
        _THOUGHTS,
        all_of(when("answer:q9", ">=", 4), when("answer:q9", "<=", 5)),
        "red",
        "madrs-s",
        PROGRAMME,
        crisis=True,
    ),
    Alert(
        "emeistring.madrs-plan", _THOUGHTS, when("answer:q9", "==", 6), "critical", "madrs-s", PROGRAMME, crisis=True
    ),
    Alert("emeistring.phq9-worse", _WORSE, is_true("worse"), "amber", "phq-9", PROGRAMME),
    Alert("emeistring.gad7-worse", _WORSE, is_true("worse"), "amber", "gad-7", PROGRAMME),
)
