"""The steps of Mage-tarmskolen that are not safe for everybody. Every lock is proposed and waits for the clinical owner.

Source: who is a poor candidate for a restrictive diet, Chey et al., AGA Clinical Practice Update on diet in IBS (2022):
among them people with an eating disorder, pregnant people, and those with signs that nobody has looked at. What is not known
locks too, since a diet that is begun by mistake can harm and a question costs a minute.
"""

from __future__ import annotations

from varde.plugin.programmes import ALWAYS, SafetyLock, Text, any_of, is_true

AGA = "Chey et al., AGA Clinical Practice Update on diet in IBS, 2022; proposed, to be signed by the clinical owner"
PROPOSED = "proposed, to be signed by the clinical owner"
ALARMS = (
    "alarm_weight_loss",
    "alarm_blood_in_stool",
    "alarm_fever",
    "alarm_anaemia",
    "alarm_night_symptoms",
    "alarm_family_history",
    "alarm_onset_after_50",
    "alarm_mass",
)

_REGULAR_MEALS = Text(
    "Faste måltider og de andre rådene i modulen er for deg også. Skriv til ernæringsfysiologen når du lurer på noe om mat.",
    "Faste måltid og dei andre råda i modulen er for deg òg. Skriv til ernæringsfysiologen når du lurer på noko om mat.",
    "Regular meals and the other advice in the module are for you too. Write to the dietitian about food.",
)

DIET = (
    SafetyLock(
        "diet-eating-disorder",
        is_true("eating_disorder"),
        unknown_locks=True,
        opener="dietitian",
        why=Text(
            "Du har fortalt om en spiseforstyrrelse, nå eller før. Å ta bort mat kan da gjøre vondt verre.",
            "Du har fortalt om ei eteforstyrring, no eller før. Å ta bort mat kan då gjere vondt verre.",
            "You have told us about an eating disorder, now or earlier. Taking foods away can then do harm.",
        ),
        instead=_REGULAR_MEALS,
        source=AGA,
    ),
    SafetyLock(
        "diet-pregnant",
        is_true("pregnant"),
        unknown_locks=True,
        opener="dietitian",
        why=Text(
            "Du er gravid. Da trenger du og barnet variert mat, og lavFODMAP kan gi for lite av noe.",
            "Du er gravid. Då treng du og barnet variert mat, og lågFODMAP kan gi for lite av noko.",
            "You are pregnant. You and the child need varied food, and low-FODMAP may give too little of something.",
        ),
        instead=_REGULAR_MEALS,
        source=AGA,
    ),
    SafetyLock(
        "diet-alarm-sign",
        any_of(*map(is_true, ALARMS)),
        unknown_locks=True,
        opener="dietitian",
        why=Text(
            "Du har fortalt om et tegn som en lege bør ha sett på før du legger om kosten.",
            "Du har fortalt om eit teikn som ein lege bør ha sett på før du legg om kosten.",
            "You have told us about a sign that a doctor should have looked at before you change your diet.",
        ),
        instead=Text(
            "Snakk med fastlegen, og skriv til oss når legen har sett på det. Faste måltider og resten av modulen er åpne.",
            "Snakk med fastlegen, og skriv til oss når legen har sett på det. Faste måltid og resten av modulen er opne.",
            "Talk to your GP, and write to us when the doctor has looked at it. Regular meals and the rest are open.",
        ),
        source=AGA,
    ),
    SafetyLock(
        "diet-treated",
        is_true("s0_treated"),
        unknown_locks=True,
        opener="dietitian",
        why=Text(
            "Du har fortalt om insulin, SU, grønn stær eller en operasjon. Da skal legen være med før du legger om kosten.",
            "Du har fortalt om insulin, SU, grøn stær eller ein operasjon. Då skal legen vere med før du legg om kosten.",
            "You have told us about insulin, SU, glaucoma or an operation. A doctor must be there before you change your diet.",
        ),
        instead=_REGULAR_MEALS,
        source=PROPOSED,
    ),
    SafetyLock(
        "diet-mental-illness",
        is_true("severe_mental_illness"),
        unknown_locks=True,
        opener="dietitian",
        why=Text(
            "Du har fortalt om en alvorlig psykisk lidelse. En streng kost kan bli en belastning til.",
            "Du har fortalt om ei alvorleg psykisk liding. Ein streng kost kan bli ei belastning til.",
            "You have told us about a severe mental illness. A strict diet can be one burden more.",
        ),
        instead=_REGULAR_MEALS,
        source=AGA,
    ),
)
"""Everything that takes foods away and tries them again."""

OPENED = SafetyLock(
    "diet-opened-by-dietitian",
    ALWAYS,
    unknown_locks=True,
    opener="dietitian",
    why=Text(
        "Ernæringsfysiologen åpner denne delen når du har prøvd de vanlige rådene i to til fire uker, og fortsatt er plaget.",
        "Ernæringsfysiologen opnar denne delen når du har prøvd dei vanlege råda i to til fire veker, og framleis er plaga.",
        "The dietitian opens this when you have tried the ordinary advice for two to four weeks, and are still troubled.",
    ),
    instead=Text(
        "Skriv til ernæringsfysiologen når du er der. Da ser dere også på om du er testet for cøliaki. Resten av modulen er åpen.",
        "Skriv til ernæringsfysiologen når du er der. Då ser de òg på om du er testa for cøliaki. Resten av modulen er open.",
        "Write to the dietitian when you are there. You then look at whether you are tested for coeliac disease. The rest is open.",
    ),
    source="NKFM, Helse Bergen, and the brochure of 2017: ordinary advice first, with a dietitian; the weeks are proposed",
)
"""Low-FODMAP never opens by time alone, whoever it is for: a dietitian has looked at what was tried, and at who must not."""

SWAPPING = (*DIET, OPENED)
"""What is done, and not read about: the dietitian opens it for each."""

FOOD_DIARY = (
    SafetyLock(
        "food-diary-eating-disorder",
        is_true("eating_disorder"),
        unknown_locks=True,
        opener="dietitian",
        why=Text(
            "Du har fortalt om en spiseforstyrrelse, nå eller før. Å skrive opp alt du spiser, kan gi tankene om mat mer plass.",
            "Du har fortalt om ei eteforstyrring, no eller før. Å skrive opp alt du et, kan gi tankane om mat meir plass.",
            "You have told us about an eating disorder, now or earlier. Writing down what you eat can feed thoughts of food.",
        ),
        instead=_REGULAR_MEALS,
        source=PROPOSED,
    ),
)

EXPOSURE = (
    SafetyLock(
        "exposure-mental-illness",
        is_true("severe_mental_illness"),
        unknown_locks=True,
        opener="therapist",
        why=Text(
            "Du har fortalt om en alvorlig psykisk lidelse. Da vil vi lage stigen sammen med deg.",
            "Du har fortalt om ei alvorleg psykisk liding. Då vil vi lage stigen saman med deg.",
            "You have told us about a severe mental illness. We would rather make the ladder together with you.",
        ),
        instead=Text(
            "Du kan lese om å møte det du unngår, og skrive til oss om det du har lyst til å prøve.",
            "Du kan lese om å møte det du unngår, og skrive til oss om det du har lyst til å prøve.",
            "You can read about facing what you avoid, and write to us about what you would like to try.",
        ),
        source=PROPOSED,
    ),
)
