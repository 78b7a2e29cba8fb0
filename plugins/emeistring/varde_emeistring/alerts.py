"""When the therapist must look. Each clinic's own governance must sign the levels, which are a proposal.

PHQ-9 item 9 at 1 is amber, at 2 or 3 red; MADRS-S item 9 at 2 or 3 is amber, at 4 or 5 red, at 6 critical. NEQ asks whether
thoughts of not living any more have come, and a yes is amber. An unanswered item is unknown, and somebody must ask. The
highest bands of PHQ-9 (20-27), MADRS-S (35-54) and AUDIT (20-40) are told when they are reached, not every week. Worse is by
more than the reliable change (PHQ-9 6 points, GAD-7 4).
"""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, all_of, any_of, is_true, when

PROGRAMME = "emeistring"
_THOUGHTS = Text(
    "Svarte at tanker om døden eller å skade seg selv plager mye. Grensen klinikken har satt, er krysset.",
    "Svarte at tankar om døden eller å skade seg sjølv plagar mykje. Grensa klinikken har sett, er kryssa.",
    "Answered that thoughts of death or self-harm trouble her or him a lot. The limit the clinic has set was crossed.",
)
_THOUGHTS_SOME = Text(
    "Svarte at tanker om døden eller å skade seg selv plager noe. Grensen klinikken har satt, er krysset.",
    "Svarte at tankar om døden eller å skade seg sjølv plagar noko. Grensa klinikken har sett, er kryssa.",
    "Answered that thoughts of death or self-harm trouble her or him somewhat. The limit the clinic has set was crossed.",
)
_THOUGHTS_WORST = Text(
    "Svarte det høyeste på spørsmålet om tanker om døden. Ta kontakt nå. Grensen klinikken har satt, er krysset.",
    "Svarte det høgaste på spørsmålet om tankar om døden. Ta kontakt no. Grensa klinikken har sett, er kryssa.",
    "Gave the highest answer about thoughts of death. Make contact now. The limit the clinic has set was crossed.",
)
_NOT_LIVING = Text(
    "Svarte å ha hatt tanker om ikke å leve lenger. Grensen klinikken har satt, er krysset.",
    "Svarte å ha hatt tankar om ikkje å leve lenger. Grensa klinikken har sett, er kryssa.",
    "Answered having had thoughts of not living any more. The limit the clinic has set was crossed.",
)
_WORSE = Text(
    "Skåren er tydelig høyere enn ved start. Grensen klinikken har satt, er krysset.",
    "Skåren er tydeleg høgare enn ved start. Grensa klinikken har sett, er kryssa.",
    "The score is clearly higher than at the start. The limit the clinic has set was crossed.",
)
_NO_WORD = Text(
    "Svarte ikke på spørsmålet om tanker om døden. Noen må spørre. Grensen klinikken har satt, er krysset.",
    "Svarte ikkje på spørsmålet om tankar om døden. Nokon må spørje. Grensa klinikken har sett, er kryssa.",
    "Did not answer the question about thoughts of death. Somebody must ask. The limit the clinic has set was crossed.",
)
_SEVERE = Text(
    "Skåren er kommet i det høyeste området. Grensen klinikken har satt, er krysset.",
    "Skåren er komen i det høgaste området. Grensa klinikken har sett, er kryssa.",
    "The score has come into the highest range. The limit the clinic has set was crossed.",
)
_ALCOHOL = Text(
    "Skåren for alkohol er i det høyeste området. Grensen klinikken har satt, er krysset.",
    "Skåren for alkohol er i det høgaste området. Grensa klinikken har sett, er kryssa.",
    "The score for alcohol is in the highest range. The limit the clinic has set was crossed.",
)
_NO_ANSWER = Text(
    "Et skjema er en uke over fristen, eller to på rad er ikke levert. Grensen klinikken har satt, er krysset.",
    "Eit skjema er ei veke over fristen, eller to på rad er ikkje leverte. Grensa klinikken har sett, er kryssa.",
    "A form is a week past its deadline, or two in a row were not handed in. The limit the clinic has set was crossed.",
)
_INACTIVE = Text(
    "Ikke aktiv på to uker. Grensen klinikken har satt, er krysset.",
    "Ikkje aktiv på to veker. Grensa klinikken har sett, er kryssa.",
    "Not active for two weeks. The limit the clinic has set was crossed.",
)

ALERTS = (
    Alert(
        "emeistring.phq9-thoughts-some",
        _THOUGHTS_SOME,
        when("answer:q9", "==", 1),
        "amber",
        "phq-9",
        PROGRAMME,
        crisis=True,
    ),
    Alert("emeistring.phq9-thoughts", _THOUGHTS, when("answer:q9", ">=", 2), "red", "phq-9", PROGRAMME, crisis=True),
    Alert(
        "emeistring.madrs-thoughts-some",
        _THOUGHTS_SOME,
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
        "emeistring.madrs-plan",
        _THOUGHTS_WORST,
        when("answer:q9", "==", 6),
        "critical",
        "madrs-s",
        PROGRAMME,
        crisis=True,
    ),
    Alert("emeistring.neq-thoughts", _NOT_LIVING, when("answer:o15", "==", 1), "amber", "neq", PROGRAMME, crisis=True),
    Alert("emeistring.phq9-worse", _WORSE, is_true("worse"), "amber", "phq-9", PROGRAMME),
    Alert("emeistring.gad7-worse", _WORSE, is_true("worse"), "amber", "gad-7", PROGRAMME),
    Alert("emeistring.phq9-thoughts-unknown", _NO_WORD, is_true("unanswered:q9"), "amber", "phq-9", PROGRAMME),
    Alert("emeistring.madrs-thoughts-unknown", _NO_WORD, is_true("unanswered:q9"), "amber", "madrs-s", PROGRAMME),
    Alert("emeistring.neq-thoughts-unknown", _NO_WORD, is_true("unanswered:o15"), "amber", "neq", PROGRAMME),
    Alert(
        "emeistring.phq9-severe",
        _SEVERE,
        all_of(when("band", "==", "severe"), is_true("new_band")),
        "amber",
        "phq-9",
        PROGRAMME,
    ),
    Alert(
        "emeistring.madrs-severe",
        _SEVERE,
        all_of(when("band", "==", "severe"), is_true("new_band")),
        "amber",
        "madrs-s",
        PROGRAMME,
    ),
    Alert("emeistring.audit-high", _ALCOHOL, when("band", "==", "possible_dependence"), "amber", "audit", PROGRAMME),
    Alert(
        "emeistring.no-answer",
        _NO_ANSWER,
        any_of(when("days_overdue", ">=", 7), when("unanswered_in_row", ">=", 2)),
        "amber",
        programme=PROGRAMME,
    ),
    Alert("emeistring.inactive", _INACTIVE, when("days_inactive", ">=", 14), "amber", programme=PROGRAMME),
)
