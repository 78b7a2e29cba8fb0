"""The safety check before bodily exercises, sleep window and diet: nine questions, and the locks that follow from them.

All of it is proposed, and waits for a clinical owner. Whoever answers yes, or does not know, is refused nothing but what may
harm her, until a therapist has written why it is opened."""

from __future__ import annotations

from varde.kernel.words import Text
from varde.programmes.values import SafetyLock
from varde.rules.facts import Fact
from varde.rules.language import any_of, is_true

PROPOSED = "proposed, to be signed by the clinical owner"


def _fact(key: str, label: Text, question: Text) -> Fact:
    return Fact(key, "boolean", label, question, safety=True)


SAFETY_CHECK = (
    _fact(
        "s0_heart",
        Text(
            "Hjerte eller uavklarte brystsmerter",
            "Hjarte eller uavklarte brystsmerter",
            "Heart, or chest pain not looked at",
        ),
        Text(
            "Har du hjertesykdom, rytmeforstyrrelse, eller brystsmerter som ingen har sett på?",
            "Har du hjartesjukdom, rytmeforstyrring, eller brystsmerter som ingen har sett på?",
            "Do you have heart disease, an arrhythmia, or chest pain that nobody has looked at?",
        ),
    ),
    _fact(
        "s0_lungs",
        Text("Astma uten kontroll, eller kols", "Astma utan kontroll, eller kols", "Asthma not under control, or COPD"),
        Text(
            "Har du astma som ikke er under kontroll, eller kols?",
            "Har du astma som ikkje er under kontroll, eller kols?",
            "Do you have asthma that is not under control, or COPD?",
        ),
    ),
    _fact(
        "s0_fainting",
        Text(
            "Epilepsi, eller besvimer uten kjent årsak",
            "Epilepsi, eller svimar av utan kjend årsak",
            "Epilepsy or fainting",
        ),
        Text(
            "Har du epilepsi, eller har du besvimt uten kjent årsak?",
            "Har du epilepsi, eller har du svima av utan kjend årsak?",
            "Do you have epilepsy, or have you fainted without a known cause?",
        ),
    ),
    _fact(
        "s0_pregnant", Text("Gravid", "Gravid", "Pregnant"), Text("Er du gravid?", "Er du gravid?", "Are you pregnant?")
    ),
    _fact(
        "s0_balance",
        Text("Balanse, nakke eller rygg", "Balanse, nakke eller rygg", "Balance, neck or back"),
        Text(
            "Har du en sykdom i balansen, eller en skade i nakke eller rygg?",
            "Har du ein sjukdom i balansen, eller ein skade i nakke eller rygg?",
            "Do you have a balance disease, or an injury of neck or back?",
        ),
    ),
    _fact(
        "s0_bipolar",
        Text("Bipolar lidelse eller mani", "Bipolar liding eller mani", "Bipolar disorder or mania"),
        Text(
            "Har du en bipolar lidelse, eller har du hatt mani?",
            "Har du ei bipolar liding, eller har du hatt mani?",
            "Do you have a bipolar disorder, or have you had mania?",
        ),
    ),
    _fact(
        "s0_sleepy",
        Text("Søvnapné, eller kjører i jobben", "Søvnapné, eller køyrer i jobben", "Sleep apnoea, or driving for work"),
        Text(
            "Kan du ha søvnapné, eller kjører du eller bruker maskiner i jobben?",
            "Kan du ha søvnapné, eller køyrer du eller bruker maskiner i jobben?",
            "May you have sleep apnoea, or do you drive or use machines at work?",
        ),
    ),
    _fact(
        "s0_eating",
        Text("Spiseforstyrrelse eller vekttap", "Eteforstyrring eller vekttap", "Eating disorder or weight loss"),
        Text(
            "Har du eller har du hatt en spiseforstyrrelse, undervekt, eller vekttap du ikke ønsket?",
            "Har du eller har du hatt ei eteforstyrring, undervekt, eller vekttap du ikkje ønskte?",
            "Do you have or have you had an eating disorder, underweight, or weight loss you did not want?",
        ),
    ),
    _fact(
        "s0_treated",
        Text(
            "Insulin eller SU, grønn stær, nylig operert",
            "Insulin eller SU, grøn stær, nyleg operert",
            "Insulin or SU, glaucoma, recent operation",
        ),
        Text(
            "Har du diabetes som du tar insulin eller SU for, grønn stær, eller er du nylig operert?",
            "Har du diabetes som du tek insulin eller SU for, grøn stær, eller er du nyleg operert?",
            "Do you have diabetes treated with insulin or SU, or glaucoma, or a recent operation?",
        ),
    ),
)
"""The facts that a programme puts among those it asks."""

INSTEAD = Text(
    "Du kan gjøre de andre øvelsene, og skrive til behandleren din om denne.",
    "Du kan gjere dei andre øvingane, og skrive til behandlaren din om denne.",
    "You can do the other exercises, and write to your therapist about this one.",
)
_HEART_WHY = Text(
    "Du har fortalt om hjertet, eller om brystsmerter. En lege bør ha sett på det først.",
    "Du har fortalt om hjartet, eller om brystsmerter. Ein lege bør ha sett på det først.",
    "You have told us about your heart, or chest pain. A doctor should have looked at it first.",
)
_LUNGS_WHY = Text(
    "Du har fortalt om lungene dine. Denne gjør deg tungpustet.",
    "Du har fortalt om lungene dine. Denne gjer deg tungpusta.",
    "You have told us about your lungs. This one makes you short of breath.",
)
_FAINT_WHY = Text(
    "Du har fortalt om epilepsi, eller at du har besvimt.",
    "Du har fortalt om epilepsi, eller at du har svima av.",
    "You have told us about epilepsy, or that you have fainted.",
)
_PREGNANT_WHY = Text("Du er gravid.", "Du er gravid.", "You are pregnant.")
_BALANCE_WHY = Text(
    "Du har fortalt om balansen, nakken eller ryggen.",
    "Du har fortalt om balansen, nakken eller ryggen.",
    "You have told us about your balance, neck or back.",
)
_EYES_WHY = Text(
    "Du har fortalt om medisin, grønn stær eller en operasjon.",
    "Du har fortalt om medisin, grøn stær eller ein operasjon.",
    "You have told us about medicine, glaucoma or an operation.",
)


def _lock(key: str, why: Text, *facts: str) -> SafetyLock:
    return SafetyLock(key, any_of(*map(is_true, facts)), True, "therapist", why, INSTEAD, PROPOSED)


HEART = _lock("s0-heart", _HEART_WHY, "s0_heart")
LUNGS = _lock("s0-lungs", _LUNGS_WHY, "s0_lungs")
FAINT = _lock("s0-fainting", _FAINT_WHY, "s0_fainting")
PREGNANT = _lock("s0-pregnant", _PREGNANT_WHY, "s0_pregnant")
BALANCE = _lock("s0-balance", _BALANCE_WHY, "s0_balance")
EYES = _lock("s0-treated", _EYES_WHY, "s0_treated")
BODY_LOCKS = (HEART, LUNGS, FAINT, PREGNANT, BALANCE, EYES)
"""Those that close bodily exercises."""
