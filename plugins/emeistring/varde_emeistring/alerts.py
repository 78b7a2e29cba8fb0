"""When the therapist must look. Each clinic's own governance must sign the levels, which are a proposal.

PHQ-9 item 9 at 1 is amber, at 2 or 3 red; MADRS-S item 9 at 2 or 3 is amber, at 4 or 5 red, at 6 critical. NEQ asks whether
thoughts of not living any more have come while in treatment, and how much they troubled: a yes that troubled much or very
much (3 or 4 of 4) is red, one that troubled less, or that says nothing of it, amber, and one that troubled not at all (0)
amber without the crisis text: it is looked at, and is no crisis. The kin of it (lost hope, thoughts that nobody can help)
are amber when they troubled very much. An unanswered item is unknown, and somebody must ask. The highest bands of PHQ-9
(20-27), MADRS-S (35-54) and AUDIT (20-40) are told when they are reached, not every week. Every scale that a track is
followed by is told of when it is worse than at the start or the answer before: the limit stands with the instrument.
"""

from __future__ import annotations

from varde.plugin.alerts import Alert, Text, all_of, any_of, is_true, when

PROGRAMME = "emeistring"
NO_HOPE = (6, 17, 18, 19)
"""Effects of NEQ that are kin to not living any more: less hope, no better ahead, no way out, nobody who can help."""
_THOUGHTS = Text(
    "Svarte at tanker om døden eller å skade seg selv plager mye.",
    "Svarte at tankar om døden eller å skade seg sjølv plagar mykje.",
    "Answered that thoughts of death or self-harm trouble her or him a lot.",
)
_THOUGHTS_SOME = Text(
    "Svarte at tanker om døden eller å skade seg selv plager noe.",
    "Svarte at tankar om døden eller å skade seg sjølv plagar noko.",
    "Answered that thoughts of death or self-harm trouble her or him somewhat.",
)
_THOUGHTS_WORST = Text(
    "Svarte det høyeste på spørsmålet om tanker om døden. Ta kontakt nå.",
    "Svarte det høgaste på spørsmålet om tankar om døden. Ta kontakt no.",
    "Gave the highest answer about thoughts of death. Make contact now.",
)
_NOT_LIVING_MUCH = Text(
    "Svarte å ha hatt tanker om ikke å leve lenger, som plaget mye.",
    "Svarte å ha hatt tankar om ikkje å leve lenger, som plaga mykje.",
    "Answered having had thoughts of not living any more, which troubled a lot.",
)
_NOT_LIVING = Text(
    "Svarte å ha hatt tanker om ikke å leve lenger.",
    "Svarte å ha hatt tankar om ikkje å leve lenger.",
    "Answered having had thoughts of not living any more.",
)
_NOT_LIVING_CALM = Text(
    "Svarte å ha hatt tanker om ikke å leve lenger, som ikke plaget. Spør om det.",
    "Svarte å ha hatt tankar om ikkje å leve lenger, som ikkje plaga. Spør om det.",
    "Answered having had thoughts of not living any more, which did not trouble. Ask about it.",
)
_NO_HOPE = Text(
    "Svarte at tapt håp eller tanker om at ingen kan hjelpe, plaget svært mye.",
    "Svarte at tapt håp eller tankar om at ingen kan hjelpe, plaga svært mykje.",
    "Answered that lost hope, or thoughts that nobody can help, troubled very much.",
)
_WORSE = Text(
    "Skåren er tydelig høyere enn ved start eller forrige svar.",
    "Skåren er tydeleg høgare enn ved start eller førre svar.",
    "The score is clearly higher than at the start or the answer before.",
)
_LOWER = Text(
    "Skåren er tydelig lavere enn ved start eller forrige svar.",
    "Skåren er tydeleg lågare enn ved start eller førre svar.",
    "The score is clearly lower than at the start or the answer before.",
)
_NO_WORD = Text(
    "Svarte ikke på spørsmålet om tanker om døden. Noen må spørre.",
    "Svarte ikkje på spørsmålet om tankar om døden. Nokon må spørje.",
    "Did not answer the question about thoughts of death. Somebody must ask.",
)
_SEVERE = Text(
    "Skåren er kommet i det høyeste området.",
    "Skåren er komen i det høgaste området.",
    "The score has come into the highest range.",
)
_ALCOHOL = Text(
    "Skåren for alkohol er i det høyeste området.",
    "Skåren for alkohol er i det høgaste området.",
    "The score for alcohol is in the highest range.",
)
_NO_ANSWER = Text(
    "Et skjema er en uke over fristen, eller to på rad er ikke levert.",
    "Eit skjema er ei veke over fristen, eller to på rad er ikkje leverte.",
    "A form is a week past its deadline, or two in a row were not handed in.",
)
_INACTIVE = Text("Ikke aktiv på to uker.", "Ikkje aktiv på to veker.", "Not active for two weeks.")

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
    Alert(
        "emeistring.neq-thoughts-much",
        _NOT_LIVING_MUCH,
        all_of(when("answer:o15", "==", 1), when("answer:i15", ">=", 3)),
        "red",
        "neq",
        PROGRAMME,
        crisis=True,
    ),
    Alert(
        "emeistring.neq-thoughts",
        _NOT_LIVING,
        all_of(
            when("answer:o15", "==", 1),
            any_of(all_of(when("answer:i15", ">=", 1), when("answer:i15", "<=", 2)), is_true("unweighed:o15")),
        ),
        "amber",
        "neq",
        PROGRAMME,
        crisis=True,
    ),
    Alert(
        "emeistring.neq-thoughts-calm",
        _NOT_LIVING_CALM,
        all_of(when("answer:o15", "==", 1), when("answer:i15", "==", 0)),
        "amber",
        "neq",
        PROGRAMME,
        cause=Text("Tanker om døden", "Tankar om døden", "Thoughts of death"),
    ),
    Alert(
        "emeistring.neq-no-hope",
        _NO_HOPE,
        any_of(*(all_of(when(f"answer:o{n}", "==", 1), when(f"answer:i{n}", ">=", 4)) for n in NO_HOPE)),
        "amber",
        "neq",
        PROGRAMME,
        cause=Text("Tapt håp", "Tapt håp", "Lost hope"),
    ),
    *(
        Alert(f"emeistring.{key.replace('-', '')}-worse", _WORSE, is_true("worse"), "amber", key, PROGRAMME)
        for key in ("phq-9", "gad-7")
    ),
    *(
        Alert(f"emeistring.{key}-worse", _WORSE, is_true("worse"), "amber", key, PROGRAMME)
        for key in ("pdss-sr", "lsas-sr", "madrs-s", "wsas")
    ),
    Alert("emeistring.who-5-worse", _LOWER, is_true("worse"), "amber", "who-5", PROGRAMME),
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
        cause=Text("Høy skår", "Høg skår", "High score"),
    ),
    Alert(
        "emeistring.madrs-severe",
        _SEVERE,
        all_of(when("band", "==", "severe"), is_true("new_band")),
        "amber",
        "madrs-s",
        PROGRAMME,
        cause=Text("Høy skår", "Høg skår", "High score"),
    ),
    Alert(
        "emeistring.audit-high",
        _ALCOHOL,
        when("band", "==", "possible_dependence"),
        "amber",
        "audit",
        PROGRAMME,
        cause=Text("Alkohol", "Alkohol", "Alcohol"),
    ),
    Alert(
        "emeistring.no-answer",
        _NO_ANSWER,
        any_of(when("days_overdue", ">=", 7), when("unanswered_in_row", ">=", 2)),
        "amber",
        programme=PROGRAMME,
    ),
    Alert("emeistring.inactive", _INACTIVE, when("days_inactive", ">=", 14), "amber", programme=PROGRAMME),
)
