"""Unwanted effects of treatment: NEQ, 32 effects that each may have happened, weighed on one, and have a cause."""

from __future__ import annotations

from varde.instruments.authoring import Words, choice_items, choices
from varde.instruments.values import Context, Instrument, Item, Licence, Outcome, Values
from varde.kernel.words import Text

EFFECTS: tuple[Words, ...] = (
    ("Sov dårligere", "Sov dårlegare", "Slept worse"),
    ("Mer stresset", "Meir stressa", "More stressed"),
    ("Mer angst", "Meir angst", "More anxious"),
    ("Mer bekymret", "Meir uroleg", "More worried"),
    ("Mer motløs", "Meir motlaus", "More downhearted"),
    ("Mindre håp", "Mindre håp", "Less hope"),
    ("Dårligere tanker om meg selv", "Dårlegare tankar om meg sjølv", "Thought less of myself"),
    ("Mindre tro på meg selv", "Mindre tru på meg sjølv", "Less faith in myself"),
    ("Mer trist", "Meir trist", "Sadder"),
    ("Følte meg mindre flink", "Kjende meg mindre flink", "Felt less able"),
    ("Flere vonde følelser", "Fleire vonde kjensler", "More painful feelings"),
    ("Det jeg søkte hjelp for, ble verre", "Det eg søkte hjelp for, blei verre", "What I sought help for got worse"),
    ("Vonde minner kom opp", "Vonde minne kom opp", "Bad memories came up"),
    (
        "Redd for at andre skulle få vite om behandlingen",
        "Redd for at andre skulle få vite om behandlinga",
        "Afraid that others would learn of the treatment",
    ),
    ("Tanker om ikke å leve lenger", "Tankar om ikkje å leve lenger", "Thoughts of not living any more"),
    ("Skammet meg over å gå i behandling", "Skamma meg over å gå i behandling", "Ashamed of being in treatment"),
    (
        "Sluttet å tro at det kan bli bedre",
        "Slutta å tru at det kan bli betre",
        "No longer believed it could get better",
    ),
    (
        "Tenkte at problemet ikke kan løses",
        "Tenkte at problemet ikkje kan løysast",
        "Thought the problem could not be solved",
    ),
    ("Tenkte at ingen kan hjelpe", "Tenkte at ingen kan hjelpe", "Thought that no one could help"),
    ("Ble avhengig av behandlingen", "Blei avhengig av behandlinga", "Came to depend on the treatment"),
    ("Ble avhengig av behandleren", "Blei avhengig av behandlaren", "Came to depend on the therapist"),
    ("Forsto ikke alltid behandlingen", "Forstod ikkje alltid behandlinga", "Did not always follow the treatment"),
    ("Forsto ikke alltid behandleren", "Forstod ikkje alltid behandlaren", "Did not always follow the therapist"),
    ("Hadde ikke tillit til behandlingen", "Hadde ikkje tillit til behandlinga", "Did not trust the treatment"),
    ("Hadde ikke tillit til behandleren", "Hadde ikkje tillit til behandlaren", "Did not trust the therapist"),
    ("Merket ingen virkning", "Merka ingen verknad", "Noticed no effect"),
    ("Behandlingen ble ikke som jeg håpet", "Behandlinga blei ikkje som eg håpte", "The treatment was not as I hoped"),
    ("Behandleren var ikke som jeg håpet", "Behandlaren var ikkje som eg håpte", "The therapist was not as I hoped"),
    (
        "Behandlingen holdt ikke god nok kvalitet",
        "Behandlinga heldt ikkje god nok kvalitet",
        "The treatment was not good enough",
    ),
    ("Behandlingen passet ikke for meg", "Behandlinga passa ikkje for meg", "The treatment did not suit me"),
    (
        "Fikk ikke god nok kontakt med behandleren",
        "Fekk ikkje god nok kontakt med behandlaren",
        "Did not get close enough to the therapist",
    ),
    ("Mistet lysten til å fortsette", "Mista lysta til å halde fram", "Lost the wish to go on"),
)
"""Themes in our own words. Their order follows the published form from general knowledge and is to be confirmed."""

LIFE_AND_DEATH = 15
"""The effect that is about not living any more."""

_OCCURRED = choices(0, ("Nei", "Nei", "No"), ("Ja", "Ja", "Yes"))
_IMPACT = choices(
    0,
    ("Ikke noe", "Ikkje noko", "Not at all"),
    ("Litt", "Litt", "A little"),
    ("En del", "Ein del", "Somewhat"),
    ("Mye", "Mykje", "A lot"),
    ("Svært mye", "Svært mykje", "Very much"),
)
_CAUSE = choices(0, ("Noe annet", "Noko anna", "Something else"), ("Behandlingen", "Behandlinga", "The treatment"))


def _effect(number: int, words: Words) -> tuple[Item, ...]:
    heading, happened = Text(*words), f"o{number}"
    alarming = (happened,) if number == LIFE_AND_DEATH else ()
    return (
        *choice_items(
            _OCCURRED,
            {happened: ("Har det hendt deg?", "Har det hendt deg?", "Has it happened to you?")},
            heading=heading,
            safety=alarming,
            weighed_by=f"i{number}",
        ),
        *choice_items(
            _IMPACT,
            {f"i{number}": ("Hvor mye plaget det deg?", "Kor mykje plaga det deg?", "How much did it trouble you?")},
            heading=heading,
            gate=happened,
        ),
        *choice_items(
            _CAUSE,
            {f"t{number}": ("Hva tror du det kom av?", "Kva trur du det kom av?", "What do you think caused it?")},
            heading=heading,
            gate=happened,
        ),
    )


MAX_MISSING = 6


def negative_effects(values: Values, _context: Context) -> Outcome:
    """Counts of what happened and of what it is put down to, and the weight of what was rated.

    Impact and cause are read only for effects that happened. Scored when at most six effects are unanswered. That one is put
    down to the treatment is known as soon as one answer says so; that none is, only when each that happened has a cause.
    """
    numbers = range(1, len(EFFECTS) + 1)
    missing = sum(f"o{number}" not in values for number in numbers)
    happened = [number for number in numbers if values.get(f"o{number}") == 1]
    impacts = [values[f"i{number}"] for number in happened if f"i{number}" in values]
    causes = [values.get(f"t{number}") for number in happened]
    subscores = {
        "n_effects": len(happened),
        "n_treatment": causes.count(1),
        "n_other": causes.count(0),
        "mean_impact": sum(impacts) / len(impacts) if impacts else None,
        "sum_impact": sum(impacts),
    }
    scored = missing <= MAX_MISSING
    flags: dict[str, bool] = {}
    if causes.count(1):
        flags["any_treatment_effect"] = True
    elif scored and None not in causes:
        flags["any_treatment_effect"] = False
    return Outcome("scored" if scored else "not_scored", subscores=subscores, flags=flags, n_missing=missing)


NEQ = Instrument(
    key="neq",
    title=Text("NEQ: uønskede virkninger", "NEQ: uønskte verknader", "NEQ: unwanted effects"),
    recall=Text("Mens du har vært i behandling", "Medan du har vore i behandling", "While you have been in treatment"),
    items=tuple(item for number, words in enumerate(EFFECTS, start=1) for item in _effect(number, words)),
    page_length=24,
    words=(
        ("n_effects", Text("Antall uønskede virkninger", "Tal på uønskte verknader", "Number of unwanted effects")),
        ("n_treatment", Text("Tilskrevet behandlingen", "Knytte til behandlinga", "Put down to the treatment")),
        ("n_other", Text("Tilskrevet noe annet", "Knytte til noko anna", "Put down to something else")),
        (
            "mean_impact",
            Text("Hvor plagsomme, i snitt (0–4)", "Kor plagsame, i snitt (0–4)", "How troubling, on average (0–4)"),
        ),
        ("sum_impact", Text("Hvor plagsomme, samlet", "Kor plagsame, samla", "How troubling, in all")),
        (
            "any_treatment_effect",
            Text(
                "Minst én uønsket virkning tilskrives behandlingen",
                "Minst éin uønskt verknad blir knytt til behandlinga",
                "At least one unwanted effect is put down to the treatment",
            ),
        ),
    ),
    licence=Licence("free", "Rozental and colleagues", "Free; verify the Norwegian translation."),
    proposed=("items", "missing"),
    custom=negative_effects,
)
