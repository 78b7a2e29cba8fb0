"""Mistakes in programmes, and in whom they are for."""

from __future__ import annotations

from .table import PROGRAMME, SAID, STOPS, WHOM, mistakes

OF_PROGRAMMES = mistakes(
    PROGRAMME,
    "oops, programme oops: ",
    "Programme(\n",
    (
        (
            "kind of field",
            "LongText()",
            '"colour"',
            STOPS,
            "modules first-steps: steps try-it: fields step: kind is 'colour' and must be an AnswerKind; varde.plugin.kinds has "
            "them, as in LongText()",
            "Field(\n",
        ),
        (
            "choice without choices",
            "LongText()",
            '__import__("varde.plugin.kinds").plugin.kinds.SingleChoice(())',
            STOPS,
            "module first-steps: step try-it: field step: SingleChoice has fewer than two choices",
            "Field(\n",
        ),
        (
            "kind that nobody has",
            "LongText()",
            'type("Wheel", (LongText,), {})()',
            STOPS,
            "module first-steps: step try-it: field step: its kind is Wheel, which no part contributes with DeclaredKind; "
            "contributed are …",
            "Field(\n",
        ),
        (
            "release",
            "release=at_start()",
            'release=__import__("varde.plugin").plugin.programmes.is_true("rain")',
            STOPS,
            "module first-steps: release: fact 'rain' is not declared",
            "release=",
        ),
        (
            "a setting nobody declares",
            "release=at_start()",
            'release=__import__("varde.plugin").plugin.programmes.is_true("setting:rain")',
            STOPS,
            "module first-steps: release: fact 'setting:rain': nothing called rain is decided for oops",
            "release=",
        ),
        (
            "who is asked",
            '"who-5"',
            '"who-6"',
            STOPS,
            "occasion start: there is no instrument 'who-6'. The same once more: varde_oops/programme.py:51",
            'Occasion(\n        "start"',
        ),
        (
            "reminder after the end",
            "days=56,",
            "days=56, remind=(90,),",
            STOPS,
            "occasion 8w: reminds on day 90, but is open for 28 days",
            'Occasion(\n        "8w"',
        ),
        (
            "what the pages show",
            '(("", "oops-week"),)',
            '(("", "who-9"),)',
            STOPS,
            "main_instruments: there is no instrument 'who-9'",
        ),
        (
            "longer than it is open",
            "access_days=120",
            "access_days=50",
            STOPS,
            "weeks is 8, longer than the access of 50 days",
        ),
        (
            "minutes in words",
            "minutes=4,",
            'minutes="4",',
            STOPS,
            "occasions start: minutes is '4' and must be a whole number",
            'Occasion(\n        "start"',
        ),
        (
            "a list",
            "modules=(FIRST_STEPS,)",
            "modules=[FIRST_STEPS]",
            STOPS,
            "modules is a list and must be a tuple, which nothing can change afterwards",
        ),
        ("package", 'package="varde_oops"', 'package="varde_ops"', STOPS, "package: there is no package 'varde_ops'"),
        (
            "owner",
            "weeks=8,",
            'weeks=8, owner="hospital",',
            STOPS,
            "owner is 'hospital' and must be one of clinic, municipality",
        ),
        (
            "asked after the end",
            "days=56,",
            'days=56, asked_after="always",',
            STOPS,
            "occasions 8w: asked_after is 'always' and must be one of '', completion, exit",
            'Occasion(\n        "8w"',
        ),
        (
            "two fields with one key",
            '"confidence"',
            '"step"',
            STOPS,
            "module first-steps: step try-it: fields: the key 'step' is used 2 times",
            'Exercise("try-it"',
        ),
        ("number", "number=1", "number=2", STOPS, "modules: numbers are [2], but must count 1, 2, 3 in order"),
        (
            "words without languages",
            'Text("Behandler", "Behandlar", "Therapist")',
            '"Behandler"',
            STOPS,
            "guide is 'Behandler' and must be a Text",
        ),
        (
            "a brace in a message that no field closes",
            "weeks=8,",
            """weeks=8,
    templates=(
        __import__("varde.plugin").plugin.programmes.MessageTemplate(
            "soon", Text("Snart", "Snart", "Soon"), Text("Hei, {fornavn}. Vi ses {snart.", "Hei, {fornavn}. Vi sest snart.")
        ),
    ),""",
            SAID,
            "templates soon: whoever reads it meets “Hei, Kari. Vi ses {snart.”: a { that belongs to no field, in nb",
            '__import__("varde.plugin").plugin.programmes.MessageTemplate(',
        ),
        (
            "a greeting that is ever the same",
            "weeks=8,",
            """weeks=8,
    contact_choices=(
        __import__("varde.plugin").plugin.programmes.ContactLevel(
            "often", Text("Ofte", "Ofte", "Often"), Text("Ofte.", "Ofte.", "Often."), (), 7, usual=True, nudge_days=3
        ),
    ),
    nudges=(__import__("varde.plugin").plugin.programmes.ProgrammeNudge("hello", Text("Hei.", "Hei.", "Hello.")),),""",
            STOPS,
            "nudges: a choice has nudge_days, and there must be at least 2 greetings, but there are 1",
            "Programme(\n",
        ),
    ),
)
OF_WHOM = mistakes(
    WHOM,
    "oops, programme oops: ",
    "Criterion(\n",
    (
        ("fact of a rule", 'when("age"', 'when("agee"', STOPS, "eligibility: require age: fact 'agee' is not declared"),
        (
            "operator",
            '">="',
            '"=>"',
            STOPS,
            "eligibility: require age: rule: operator is '=>' and must be one of ==, !=, >, >=, <, <=; did you mean >?",
            '"=>"',
        ),
        (
            "a number in quotes",
            '">=", 18',
            '">=", "18"',
            STOPS,
            "eligibility: require age: fact 'age' is a count, but is compared with «18»",
        ),
        (
            "source of a fact",
            '"birth_date"',
            '"birthday"',
            STOPS,
            "eligibility: facts age: source is 'birthday' and must be one of "
            "asked, sign_in, birth_date, score, progress, setting, group; did you mean birth_date?",
            "Fact(\n",
        ),
        (
            "kind of fact",
            '"count"',
            '"counted"',
            STOPS,
            "eligibility: facts age: kind is 'counted' and must be one of boolean, number, count, choice; did you mean count?",
            "Fact(\n",
        ),
        (
            "bokmål twice",
            "Her gjer du mykje sjølv, så du er velkomen når det passar for deg.",
            "Her gjør du mye selv, så du er velkommen når det passer for deg.",
            SAID,
            "eligibility: require wants_to: explain: the nynorsk is word for word the bokmål",
            'Text(\n                "Her gj',
        ),
        (
            "placeholder",
            '"Tilbudet er',
            '"Tilbudet {age} er',
            STOPS,
            "eligibility: require age: explain (nb): there is no setting 'age'",
            'Text(\n                "Tilbudet',
        ),
        (
            "a suggestion that fails",
            "facts=FACTS,",
            "facts=FACTS, suggest_track=lambda facts: facts['no'],  # this",
            SAID,
            "eligibility: suggest_track raises: KeyError: 'no' ({this})",
            "ELIGIBILITY = ",
        ),
        (
            "a suggestion of nothing",
            "facts=FACTS,",
            "facts=FACTS, suggest_track=lambda facts: 'fast',",
            SAID,
            "eligibility: suggest_track gives a str and must give a Suggestion",
            "ELIGIBILITY = ",
        ),
        (
            "a track that is not there",
            "facts=FACTS,",
            "facts=FACTS,\n    suggest_track=lambda facts: "
            "__import__('varde.plugin').plugin.programmes.Suggestion('fast', FACTS[0].label),",
            SAID,
            "eligibility: suggest_track suggests the track fast, which is none of the programme's",
            "ELIGIBILITY = ",
        ),
    ),
)
