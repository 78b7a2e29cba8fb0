"""Symptoms by cluster, and worry about the bowel: GSRS-IBS and VSI."""

from __future__ import annotations

from varde.plugin.instruments import Instrument, Licence, Scale, Text, choice_items, choices, total_of

_GSRS_ITEMS = choice_items(
    choices(
        1,
        ("Ikke i det hele tatt", "Ikkje i det heile", "Not at all"),
        ("Så vidt", "Så vidt", "Barely"),
        ("Litt", "Litt", "A little"),
        ("En del", "Ein del", "Somewhat"),
        ("Ganske mye", "Ganske mykje", "Quite a lot"),
        ("Mye", "Mykje", "A lot"),
        ("Svært mye", "Svært mykje", "Very much"),
    ),
    {
        "q1": ("Vondt i magen", "Vondt i magen", "Belly pain"),
        "q2": (
            "Magesmerter som gir seg når du har vært på do",
            "Magesmerter som gir seg når du har vore på do",
            "Belly pain that eases once you have been to the toilet",
        ),
        "q3": ("Oppblåst følelse", "Oppblåsen kjensle", "Feeling bloated"),
        "q4": ("Mye luft som må ut", "Mykje luft som må ut", "A lot of wind to pass"),
        "q5": ("Treg mage", "Treg mage", "Constipation"),
        "q6": ("Diaré", "Diaré", "Diarrhoea"),
        "q7": ("Løs avføring", "Laus avføring", "Loose stools"),
        "q8": ("Hard avføring", "Hard avføring", "Hard stools"),
        "q9": ("Må på do med en gang", "Må på do med ein gong", "Having to get to a toilet at once"),
        "q10": (
            "Føler deg ikke tom etter å ha vært på do",
            "Kjenner deg ikkje tom etter å ha vore på do",
            "Not feeling empty after the toilet",
        ),
        "q11": (
            "Mett kort tid etter du har begynt å spise",
            "Mett kort tid etter du har byrja å ete",
            "Full soon after you start to eat",
        ),
        "q12": ("Mett lenge etter du har spist", "Mett lenge etter du har ete", "Full for a long time after a meal"),
        "q13": ("Mage som synlig svulmer", "Mage som synleg svulmar", "A belly that visibly swells"),
    },
)


def _cluster(key: str, label: Text, *numbers: int) -> Scale:
    return Scale(key, tuple(f"q{number}" for number in numbers), "mean", len(numbers) // 2, label)


GSRS_IBS = Instrument(
    key="gsrs-ibs",
    title=Text("GSRS-IBS: magesymptomer", "GSRS-IBS: magesymptom", "GSRS-IBS: bowel symptoms by kind"),
    recall=Text("Den siste uken", "Den siste veka", "The last week"),
    question=Text(
        "Hvor mye har dette plaget deg?", "Kor mykje har dette plaga deg?", "How much has this troubled you?"
    ),
    items=_GSRS_ITEMS,
    total=total_of(_GSRS_ITEMS),
    subscales=(
        _cluster("pain", Text("Smerte", "Smerte", "Pain"), 1, 2),
        _cluster("bloating", Text("Oppblåsthet", "Oppblåsing", "Bloating"), 3, 4, 13),
        _cluster("constipation", Text("Forstoppelse", "Forstopping", "Constipation"), 5, 8),
        _cluster("diarrhoea", Text("Diaré", "Diaré", "Diarrhoea"), 6, 7, 9, 10),
        _cluster("satiety", Text("Metthet", "Mettheit", "Satiety"), 11, 12),
    ),
    total_range=(13, 91),
    whole=True,
    licence=Licence("permission", "AstraZeneca", "Permission is needed before the wording is shown."),
    proposed=("items", "missing"),
)

_VSI_ITEMS = choice_items(
    choices(
        1,
        ("Svært enig", "Svært einig", "Agree fully"),
        ("Enig", "Einig", "Agree"),
        ("Litt enig", "Litt einig", "Agree a little"),
        ("Litt uenig", "Litt ueinig", "Disagree a little"),
        ("Uenig", "Ueinig", "Disagree"),
        ("Svært uenig", "Svært ueinig", "Disagree fully"),
    ),
    {
        "q1": (
            "Jeg er redd for å bli oppblåst når jeg spiser",
            "Eg er redd for å bli oppblåsen når eg et",
            "I fear getting bloated when I eat",
        ),
        "q2": (
            "Å spise ute gjør meg urolig for magen",
            "Å ete ute gjer meg uroleg for magen",
            "Eating out makes me uneasy about my belly",
        ),
        "q3": ("Jeg bekymrer meg ofte for magen", "Eg er ofte uroleg for magen", "I often worry about my belly"),
        "q4": (
            "Uro for magen tar gleden fra meg",
            "Uro for magen tek gleda frå meg",
            "Worry about my belly takes away my enjoyment",
        ),
        "q5": ("Jeg er urolig for avføringen min", "Eg er uroleg for avføringa mi", "I worry about my stools"),
        "q6": ("Jeg er redd for å prøve ny mat", "Eg er redd for å prøve ny mat", "I am afraid to try new food"),
        "q7": (
            "Magen kan bli urolig uansett hva jeg spiser",
            "Magen kan bli uroleg uansett kva eg et",
            "My belly may act up whatever I eat",
        ),
        "q8": (
            "Kjenner jeg noe i magen, blir jeg straks bekymret",
            "Kjenner eg noko i magen, blir eg straks uroleg",
            "When I feel something in my belly, I worry at once",
        ),
        "q9": (
            "På et nytt sted ser jeg først etter toalettet",
            "På ein ny stad ser eg først etter toalettet",
            "In a new place I first look for the toilet",
        ),
        "q10": (
            "Jeg kjenner hele tiden etter i magen",
            "Eg kjenner heile tida etter i magen",
            "I keep noticing how my belly feels",
        ),
        "q11": (
            "Jeg er redd magen betyr alvorlig sykdom",
            "Eg er redd magen tyder alvorleg sjukdom",
            "I fear that my belly means serious illness",
        ),
        "q12": (
            "Når jeg våkner, tenker jeg på hvordan magen blir i dag",
            "Når eg vaknar, tenkjer eg på korleis magen blir i dag",
            "When I wake I wonder how my belly will be today",
        ),
        "q13": ("Vondt i magen gjør meg redd", "Vondt i magen gjer meg redd", "A sore belly scares me"),
        "q14": (
            "Magen blir verre når jeg er stresset",
            "Magen blir verre når eg er stressa",
            "My belly gets worse when I am stressed",
        ),
        "q15": (
            "Jeg tenker på magen hele tiden",
            "Eg tenkjer på magen heile tida",
            "I think about my belly all the time",
        ),
    },
    reverse=[f"q{number}" for number in range(1, 16)],
    offset=-1,
)

VSI = Instrument(
    key="vsi",
    title=Text("VSI: uro for magen", "VSI: uro for magen", "VSI: worry about the belly"),
    recall=Text("Slik det pleier å være", "Slik det pleier å vere", "As it usually is"),
    question=Text("Hvor enig er du?", "Kor einig er du?", "How far do you agree?"),
    items=_VSI_ITEMS,
    total=total_of(_VSI_ITEMS, max_missing=3),
    total_range=(0, 75),
    whole=True,
    licence=Licence("permission", "Labus and Mayer, UCLA", "Free for academic use with citation; ask for other use."),
    proposed=("scoring", "missing"),
)
