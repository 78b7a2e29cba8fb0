"""How the treatment itself is seen: the working alliance (WAI-SR), and belief in it at the start (CEQ)."""

from __future__ import annotations

from varde.instruments.authoring import choice_items, choices, total_of
from varde.instruments.values import Context, Instrument, Item, Licence, Scale, Values
from varde.kernel.words import Text

_WAI_ITEMS = choice_items(
    choices(
        1,
        ("Sjelden", "Sjeldan", "Seldom"),
        ("Av og til", "Av og til", "Now and then"),
        ("Ganske ofte", "Ganske ofte", "Fairly often"),
        ("Svært ofte", "Svært ofte", "Very often"),
        ("Alltid", "Alltid", "Always"),
    ),
    {
        "q1": (
            "Det vi gjør, lar meg se problemet på nye måter",
            "Det vi gjer, lèt meg sjå problemet på nye måtar",
            "What we do lets me see my problem in new ways",
        ),
        "q2": (
            "Behandlingen gjør det klart for meg hva jeg kan endre",
            "Behandlinga gjer det klart for meg kva eg kan endre",
            "The treatment makes it clear to me what I can change",
        ),
        "q3": ("Jeg tror behandleren liker meg", "Eg trur behandlaren liker meg", "I think my therapist likes me"),
        "q4": ("Vi setter mål sammen", "Vi set mål saman", "We set goals together"),
        "q5": ("Vi har respekt for hverandre", "Vi har respekt for kvarandre", "We respect each other"),
        "q6": (
            "Vi jobber mot mål vi begge står for",
            "Vi jobbar mot mål vi begge står for",
            "We work towards goals we both stand for",
        ),
        "q7": (
            "Jeg føler meg verdsatt av behandleren",
            "Eg kjenner meg verdsett av behandlaren",
            "I feel valued by my therapist",
        ),
        "q8": (
            "Vi er enige om hva det er viktig å jobbe med",
            "Vi er einige om kva det er viktig å jobbe med",
            "We agree on what matters to work on",
        ),
        "q9": (
            "Behandleren bryr seg, også når jeg gjør noe feil",
            "Behandlaren bryr seg, også når eg gjer noko feil",
            "My therapist cares, also when I get things wrong",
        ),
        "q10": (
            "Det jeg gjør i behandlingen, hjelper meg videre",
            "Det eg gjer i behandlinga, hjelper meg vidare",
            "What I do in the treatment helps me on",
        ),
        "q11": (
            "Vi ser likt på hva som bør endres",
            "Vi ser likt på kva som bør endrast",
            "We see alike on what should change",
        ),
        "q12": ("Måten vi jobber på, passer for meg", "Måten vi jobbar på, passar for meg", "The way we work suits me"),
    },
)

WAI_SR = Instrument(
    key="wai-sr",
    title=Text(
        "WAI-SR: samarbeidet med behandleren",
        "WAI-SR: samarbeidet med behandlaren",
        "WAI-SR: working with the therapist",
    ),
    recall=Text("I denne behandlingen", "I denne behandlinga", "In this treatment"),
    question=Text("Hvor ofte er det slik?", "Kor ofte er det slik?", "How often is it like this?"),
    items=_WAI_ITEMS,
    direction="higher_better",
    total=total_of(_WAI_ITEMS, max_missing=2, method="mean"),
    subscales=(
        Scale("task", ("q1", "q2", "q10", "q12"), "mean", 1, Text("Oppgaver", "Oppgåver", "Tasks")),
        Scale("bond", ("q3", "q5", "q7", "q9"), "mean", 1, Text("Bånd", "Band", "Bond")),
        Scale("goal", ("q4", "q6", "q8", "q11"), "mean", 1, Text("Mål", "Mål", "Goals")),
    ),
    total_range=(1, 5),
    licence=Licence("permission", "Society for Psychotherapy Research, Horvath", "Permission is needed."),
    proposed=("missing",),
)

_ONE_TO_NINE = choices(
    1,
    ("1: slett ikke", "1: slett ikkje", "1: not at all"),
    *((str(number), str(number), str(number)) for number in range(2, 5)),
    ("5: til en viss grad", "5: til ein viss grad", "5: somewhat"),
    *((str(number), str(number), str(number)) for number in range(6, 9)),
    ("9: i høy grad", "9: i høg grad", "9: very much"),
)
PERCENTAGES = ("q4", "q6")


def percent_to_nine(values: Values, _context: Context) -> Values:
    """The two percentages on the 1-9 line of the other items: 1 + 8p/100."""
    return {key: 1 + 8 * value / 100 if key in PERCENTAGES else value for key, value in values.items()}


def _percent(key: str, label: Text) -> Item:
    return Item(
        key,
        "integer",
        0,
        100,
        label,
        low_label=Text("Ikke bedre", "Ikkje betre", "No better"),
        high_label=Text("Helt bra", "Heilt bra", "Quite well"),
        unit=Text("prosent", "prosent", "per cent"),
        step=10,
    )


_CEQ_ITEMS = (
    *choice_items(
        _ONE_TO_NINE,
        {
            "q1": (
                "Hvor fornuftig virker behandlingen?",
                "Kor fornuftig verkar behandlinga?",
                "How sensible does the treatment seem?",
            ),
            "q2": (
                "Hvor nyttig tror du at den blir for deg?",
                "Kor nyttig trur du at ho blir for deg?",
                "How useful do you think it will be for you?",
            ),
            "q3": (
                "Ville du foreslått den for en venn med samme plager?",
                "Ville du føreslått ho for ein ven med same plager?",
                "Would you advise a friend with the same problem to try it?",
            ),
        },
    ),
    _percent(
        "q4",
        Text(
            "Hvor mye bedre tror du at du blir?",
            "Kor mykje betre trur du at du blir?",
            "How much better do you think you will get?",
        ),
    ),
    *choice_items(
        _ONE_TO_NINE,
        {
            "q5": (
                "Kjenn etter: Hvor mye føler du at behandlingen vil hjelpe?",
                "Kjenn etter: Kor mykje kjenner du at behandlinga vil hjelpe?",
                "By your feeling, how much will the treatment help?",
            )
        },
    ),
    _percent(
        "q6",
        Text(
            "Kjenn etter: Hvor mye bedre føler du at du blir?",
            "Kjenn etter: Kor mykje betre kjenner du at du blir?",
            "By your feeling, how much better will you get?",
        ),
    ),
)

CEQ = Instrument(
    key="ceq",
    title=Text("CEQ: troen på behandlingen", "CEQ: trua på behandlinga", "CEQ: belief in the treatment"),
    recall=Text("Nå", "No", "Now"),
    items=_CEQ_ITEMS,
    direction="higher_better",
    sum_of=("credibility", "expectancy"),
    subscales=(
        Scale("credibility", ("q1", "q2", "q3"), "sum", 0, Text("Troverdighet", "Truverd", "Credibility")),
        Scale("expectancy", ("q4", "q5", "q6"), "sum", 0, Text("Forventning", "Forventing", "Expectancy")),
    ),
    total_range=(6, 54),
    prepare=percent_to_nine,
    licence=Licence("free", "Devilly and Borkovec", "Published in the article."),
    proposed=("scoring", "missing"),
)
