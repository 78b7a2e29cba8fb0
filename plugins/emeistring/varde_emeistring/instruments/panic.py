"""Panic: fear of bodily sensations (BSQ), frightening thoughts (ACQ) and severity (PDSS-SR)."""

from __future__ import annotations

from varde.plugin.instruments import (
    Band,
    BandSet,
    Flag,
    Instrument,
    Licence,
    Limit,
    ReliableChange,
    Responder,
    Scale,
    Text,
    choice_items,
    choices,
    total_of,
)

_CHAMBLESS = Licence(
    "permission", "Chambless", "Free for clinical use and research; not to be sold or published without permission."
)

_BSQ_ITEMS = choice_items(
    choices(
        1,
        ("Skremmer meg ikke", "Skremmer meg ikkje", "Does not frighten me"),
        ("Skremmer meg litt", "Skremmer meg litt", "Frightens me a little"),
        ("Skremmer meg en del", "Skremmer meg ein del", "Frightens me somewhat"),
        ("Skremmer meg mye", "Skremmer meg mykje", "Frightens me a lot"),
        ("Skremmer meg svært mye", "Skremmer meg svært mykje", "Frightens me very much"),
    ),
    {
        "q1": ("Hjertebank", "Hjartebank", "A pounding heart"),
        "q2": ("Trykk i brystet", "Trykk i brystet", "Pressure in the chest"),
        "q3": ("Nummenhet i armer eller bein", "Nummenheit i armar eller bein", "Numb arms or legs"),
        "q4": ("Prikking i fingertuppene", "Prikking i fingertuppane", "Tingling fingertips"),
        "q5": ("Nummenhet et annet sted i kroppen", "Nummenheit ein annan stad i kroppen", "Numb somewhere else"),
        "q6": ("Tungt å få puste", "Tungt å få puste", "Short of breath"),
        "q7": ("Svimmel", "Svimmel", "Dizzy"),
        "q8": ("Uklart syn", "Uklart syn", "Unclear sight"),
        "q9": ("Kvalm", "Kvalm", "Sick to the stomach"),
        "q10": ("Sommerfugler i magen", "Sommarfuglar i magen", "Butterflies in the stomach"),
        "q11": ("Knute i magen", "Knute i magen", "A knot in the stomach"),
        "q12": ("Klump i halsen", "Klump i halsen", "A lump in the throat"),
        "q13": ("Skjelven i beina", "Skjelven i beina", "Shaky legs"),
        "q14": ("Svetter", "Sveittar", "Sweating"),
        "q15": ("Tørr i halsen", "Tørr i halsen", "A dry throat"),
        "q16": (
            "Forvirret, vet ikke helt hvor du er",
            "Forvirra, veit ikkje heilt kvar du er",
            "Confused, unsure of where you are",
        ),
        "q17": (
            "Fjern, som om kroppen ikke er din",
            "Fjern, som om kroppen ikkje er din",
            "Far away, as if the body were not yours",
        ),
    },
)

BSQ = Instrument(
    key="bsq",
    title=Text(
        "BSQ: frykt for det som skjer i kroppen",
        "BSQ: frykt for det som skjer i kroppen",
        "BSQ: fear of bodily sensations",
    ),
    recall=Text("Når du er nervøs", "Når du er nervøs", "When you are nervous"),
    question=Text("Hvor mye skremmer dette deg?", "Kor mykje skremmer dette deg?", "How much does this frighten you?"),
    items=_BSQ_ITEMS,
    total=total_of(_BSQ_ITEMS, max_missing=3, method="mean"),
    total_range=(1, 5),
    licence=_CHAMBLESS,
    proposed=("items",),
)

_ACQ_ITEMS = choice_items(
    choices(
        1,
        ("Aldri", "Aldri", "Never"),
        ("Sjelden", "Sjeldan", "Seldom"),
        ("Omtrent halvparten av gangene", "Om lag halvparten av gongene", "About half the times"),
        ("Som oftest", "Som oftast", "Mostly"),
        ("Alltid", "Alltid", "Always"),
    ),
    {
        "q1": ("Jeg kommer til å kaste opp", "Eg kjem til å kaste opp", "I am about to be sick"),
        "q2": ("Jeg kommer til å besvime", "Eg kjem til å svime av", "I am about to faint"),
        "q3": ("Jeg må ha en svulst i hodet", "Eg må ha ein svulst i hovudet", "I must have a tumour in my head"),
        "q4": ("Hjertet kommer til å svikte", "Hjartet kjem til å svikte", "My heart is about to fail"),
        "q5": ("Jeg kommer til å bli kvalt", "Eg kjem til å bli kvelt", "I am about to choke"),
        "q6": ("Jeg kommer til å dumme meg ut", "Eg kjem til å dumme meg ut", "I am about to make a fool of myself"),
        "q7": ("Jeg blir blind", "Eg blir blind", "I am going blind"),
        "q8": ("Jeg mister kontrollen", "Eg mister kontrollen", "I am losing control"),
        "q9": ("Jeg kommer til å skade noen", "Eg kjem til å skade nokon", "I am about to hurt someone"),
        "q10": ("Jeg får slag", "Eg får slag", "I am having a stroke"),
        "q11": ("Jeg blir gal", "Eg blir galen", "I am losing my mind"),
        "q12": ("Jeg kommer til å skrike", "Eg kjem til å skrike", "I am about to scream"),
        "q13": ("Jeg kommer til å snakke tull", "Eg kjem til å snakke tull", "I am about to talk nonsense"),
        "q14": ("Jeg blir stiv av skrekk", "Eg blir stiv av skrekk", "I will be frozen with fright"),
    },
)

ACQ = Instrument(
    key="acq",
    title=Text("ACQ: tanker når du er redd", "ACQ: tankar når du er redd", "ACQ: thoughts when you are afraid"),
    recall=Text("Når du er nervøs", "Når du er nervøs", "When you are nervous"),
    question=Text("Hvor ofte kommer denne tanken?", "Kor ofte kjem denne tanken?", "How often does this thought come?"),
    items=_ACQ_ITEMS,
    total=total_of(_ACQ_ITEMS, max_missing=2, method="mean"),
    subscales=(
        Scale(
            "physical",
            ("q1", "q2", "q3", "q4", "q5", "q7", "q10"),
            "mean",
            1,
            Text("Redd for kroppen", "Redd for kroppen", "Physical"),
        ),
        Scale(
            "loss_of_control",
            ("q6", "q8", "q9", "q11", "q12", "q13", "q14"),
            "mean",
            1,
            Text("Redd for å miste kontrollen", "Redd for å miste kontrollen", "Loss of control"),
        ),
    ),
    total_range=(1, 5),
    licence=_CHAMBLESS,
    proposed=("missing",),
)

_PDSS_ITEMS = choice_items(
    choices(
        0,
        ("Ikke noe", "Ikkje noko", "None"),
        ("Litt", "Litt", "A little"),
        ("En del", "Ein del", "Somewhat"),
        ("Mye", "Mykje", "A lot"),
        ("Svært mye", "Svært mykje", "Very much"),
    ),
    {
        "q1": ("Hvor mye panikk hadde du?", "Kor mykje panikk hadde du?", "How much panic did you have?"),
        "q2": (
            "Hvor vondt var det mens det sto på?",
            "Kor vondt var det medan det stod på?",
            "How hard was it while it lasted?",
        ),
        "q3": (
            "Hvor mye gruet du deg for neste anfall?",
            "Kor mykje grua du deg for neste anfall?",
            "How much did you dread the next attack?",
        ),
        "q4": (
            "Hvor mye holdt du deg unna steder eller situasjoner?",
            "Kor mykje heldt du deg unna stader eller situasjonar?",
            "How much did you keep away from places?",
        ),
        "q5": (
            "Hvor mye holdt du deg unna ting som kjennes i kroppen?",
            "Kor mykje heldt du deg unna ting som kjennest i kroppen?",
            "How much did you keep away from things that stir the body?",
        ),
        "q6": (
            "Hvor mye gikk det ut over arbeid og plikter?",
            "Kor mykje gjekk det ut over arbeid og plikter?",
            "How much did it affect work and duties?",
        ),
        "q7": (
            "Hvor mye gikk det ut over tid med andre?",
            "Kor mykje gjekk det ut over tid med andre?",
            "How much did it affect time with others?",
        ),
    },
)

_PDSS_BANDS = (
    ("normal", Text("Så godt som plagefri", "Så godt som plagefri", "Normal")),
    ("borderline", Text("På grensen", "På grensa", "Borderline")),
    ("slightly_ill", Text("Lett panikklidelse", "Lett panikkliding", "Slightly ill")),
    ("moderately_ill", Text("Moderat panikklidelse", "Moderat panikkliding", "Moderately ill")),
    ("markedly_ill", Text("Tydelig panikklidelse", "Tydeleg panikkliding", "Markedly ill")),
)


def _pdss_bands(*highs: int) -> tuple[Band, ...]:
    lows = (0, *(high + 1 for high in highs))
    return tuple(
        Band(key, label, low, high) for (key, label), low, high in zip(_PDSS_BANDS, lows, (*highs, 28), strict=True)
    )


PDSS_SR = Instrument(
    key="pdss-sr",
    title=Text("PDSS-SR: panikk", "PDSS-SR: panikk", "PDSS-SR: panic"),
    recall=Text("Den siste uken", "Den siste veka", "The last week"),
    items=_PDSS_ITEMS,
    total=total_of(_PDSS_ITEMS, max_missing=1),
    total_range=(0, 28),
    whole=True,
    bands=_pdss_bands(1, 5, 9, 13),
    band_sets=(BandSet("agoraphobia", True, _pdss_bands(2, 7, 10, 15)),),
    needs=("agoraphobia",),
    flags=(Flag("caseness", Limit(">=", 8)), Flag("remission_le5", Limit("<=", 5))),
    responder=Responder("percent", 40),
    reliable_change=ReliableChange(5, "NHS table, to be confirmed"),
    caseness=Limit(">=", 8),
    words=(
        ("caseness", Text("Tydelig plage", "Tydeleg plage", "Clear problem")),
        ("remission_le5", Text("Så godt som plagefri", "Så godt som plagefri", "All but free of symptoms")),
    ),
    licence=Licence("permission", "Shear", "Free for clinical use by convention; ask before commercial use."),
    proposed=("missing", "bands", "reliable_change"),
)
