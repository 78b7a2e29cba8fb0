"""Whom Mage-tarmskolen is for. An alarm sign leads to a look by a clinician and advice, never to a refusal."""

from __future__ import annotations

from varde.plugin.exercises import SAFETY_CHECK
from varde.plugin.programmes import Criterion, Eligibility, Fact, Text, is_true, when

TREATED = next(fact for fact in SAFETY_CHECK if fact.key == "s0_treated")
"""Of the shared safety check: insulin or SU closes the diet. The rest of what the check asks about food is asked above."""

FACTS = (
    Fact(
        "age",
        "count",
        Text("Alder", "Alder", "Age"),
        Text("Hvor gammel er du?", "Kor gammal er du?", "How old are you?"),
        low=0,
        high=120,
        source="birth_date",
    ),
    Fact(
        "ibs_diagnosis",
        "boolean",
        Text("IBS-diagnose fra lege", "IBS-diagnose frå lege", "IBS diagnosed by a doctor"),
        Text(
            "Har en lege sagt at du har IBS (irritabel tarm)?",
            "Har ein lege sagt at du har IBS (irritabel tarm)?",
            "Has a doctor told you that you have IBS (irritable bowel syndrome)?",
        ),
    ),
    Fact(
        "assurance",
        "choice",
        Text("Innlogging", "Innlogging", "Sign-in"),
        Text("Hvordan kan du logge inn?", "Korleis kan du logge inn?", "How can you sign in?"),
        choices=(
            (
                "high",
                Text(
                    "Med BankID eller en annen innlogging på høyeste nivå",
                    "Med BankID eller ei anna innlogging på høgaste nivå",
                    "With BankID or another sign-in at the highest level",
                ),
            ),
            (
                "substantial",
                Text(
                    "Med en innlogging på et lavere nivå",
                    "Med ei innlogging på eit lågare nivå",
                    "With a sign-in at a lower level",
                ),
            ),
            ("low", Text("Ingen av delene", "Ingen av delane", "Neither")),
        ),
        source="sign_in",
    ),
    Fact(
        "reads_norwegian",
        "boolean",
        Text("Leser norsk", "Les norsk", "Reads Norwegian"),
        Text("Kan du lese og forstå norsk?", "Kan du lese og forstå norsk?", "Can you read and understand Norwegian?"),
    ),
    Fact(
        "willing",
        "boolean",
        Text("Ønsker egeninnsats", "Ønskjer eigeninnsats", "Wants to put in the effort"),
        Text(
            "Du øver selv, omtrent én time i uken. Vil du det?",
            "Du øver sjølv, om lag éin time i veka. Vil du det?",
            "You practise on your own, about one hour a week. Do you want that?",
        ),
    ),
    Fact(
        "alarm_weight_loss",
        "boolean",
        Text("Ufrivillig vekttap", "Ufrivillig vekttap", "Unintended weight loss"),
        Text(
            "Har du gått ned i vekt uten å ville det?",
            "Har du gått ned i vekt utan å ville det?",
            "Have you lost weight without meaning to?",
        ),
        safety=True,
    ),
    Fact(
        "alarm_blood_in_stool",
        "boolean",
        Text("Blod eller svart avføring", "Blod eller svart avføring", "Blood or black stool"),
        Text(
            "Har du sett blod i avføringen, eller har den vært svart?",
            "Har du sett blod i avføringa, eller har ho vore svart?",
            "Have you seen blood in your stool, or has it been black?",
        ),
        safety=True,
    ),
    Fact(
        "alarm_fever",
        "boolean",
        Text("Feber uten kjent årsak", "Feber utan kjend årsak", "Unexplained fever"),
        Text(
            "Har du hatt feber uten å vite hvorfor?",
            "Har du hatt feber utan å vite kvifor?",
            "Have you had a fever without knowing why?",
        ),
        safety=True,
    ),
    Fact(
        "alarm_anaemia",
        "boolean",
        Text("Lav blodprosent eller lite jern", "Låg blodprosent eller lite jern", "Anaemia or low iron"),
        Text(
            "Har en lege sagt at du har lav blodprosent eller for lite jern?",
            "Har ein lege sagt at du har låg blodprosent eller for lite jern?",
            "Has a doctor told you that you have a low blood count (anaemia) or too little iron?",
        ),
        safety=True,
    ),
    Fact(
        "alarm_night_symptoms",
        "boolean",
        Text("Våkner av plager om natten", "Vaknar av plager om natta", "Night symptoms that wake"),
        Text(
            "Våkner du om natten av magesmerter eller diaré?",
            "Vaknar du om natta av magesmerter eller diaré?",
            "Do stomach pain or diarrhoea wake you at night?",
        ),
        safety=True,
    ),
    Fact(
        "alarm_family_history",
        "boolean",
        Text("Sykdom i nær familie", "Sjukdom i nær familie", "Illness in close family"),
        Text(
            "Har mor, far, søsken eller barn hatt tarmkreft, eggstokkreft, kronisk tarmbetennelse eller cøliaki?",
            "Har mor, far, sysken eller barn hatt tarmkreft, eggstokkreft, kronisk tarmbetennelse eller cøliaki?",
            "Has a parent, sibling or child of yours had bowel or ovarian cancer, inflammatory bowel disease or coeliac disease?",
        ),
        safety=True,
    ),
    Fact(
        "alarm_onset_after_50",
        "boolean",
        Text("Plager fra etter 50 år", "Plager frå etter 50 år", "Onset after 50"),
        Text(
            "Begynte plagene etter at du fylte 50 år?",
            "Byrja plagene etter at du fylte 50 år?",
            "Did your symptoms begin after you turned 50?",
        ),
        safety=True,
    ),
    Fact(
        "alarm_mass",
        "boolean",
        Text("Kul i magen", "Kul i magen", "Palpable mass"),
        Text(
            "Har du eller legen kjent en kul i magen?",
            "Har du eller legen kjent ein kul i magen?",
            "Have you or a doctor felt a lump in your stomach?",
        ),
        safety=True,
    ),
    Fact(
        "pregnant",
        "boolean",
        Text("Gravid", "Gravid", "Pregnant"),
        Text("Er du gravid?", "Er du gravid?", "Are you pregnant?"),
        safety=True,
    ),
    Fact(
        "eating_disorder",
        "boolean",
        Text("Spiseforstyrrelse nå eller før", "Eteforstyrring no eller før", "Eating disorder now or earlier"),
        Text(
            "Har du, eller har du hatt, en spiseforstyrrelse?",
            "Har du, eller har du hatt, ei eteforstyrring?",
            "Do you have an eating disorder, or have you had one?",
        ),
        safety=True,
    ),
    Fact(
        "severe_mental_illness",
        "boolean",
        Text("Alvorlig psykisk lidelse", "Alvorleg psykisk liding", "Severe mental illness"),
        Text(
            "Har du en alvorlig psykisk lidelse, for eksempel psykose eller bipolar lidelse?",
            "Har du ei alvorleg psykisk liding, til dømes psykose eller bipolar liding?",
            "Do you have a severe mental illness, such as psychosis or bipolar disorder?",
        ),
        safety=True,
    ),
    TREATED,
)

SEE_YOUR_DOCTOR = Text(
    "Snakk med fastlegen om dette, gjerne før du begynner. Du kan sende påmeldingen nå.",
    "Snakk med fastlegen om dette, gjerne før du byrjar. Du kan sende påmeldinga no.",
    "Talk to your GP about this, preferably before you start. You can send the form now.",
)


def _alarm(key: str, nb: str, nn: str, en: str) -> Criterion:
    """An alarm sign; the words complete "Du svarte at …"."""
    return Criterion(
        key,
        is_true(key),
        Text(
            f"Du svarte at {nb}, så en behandler ser på det før du begynner, og vi råder deg til å spørre fastlegen.",
            f"Du svarte at {nn}, så ein behandlar ser på det før du byrjar, og vi rår deg til å spørje fastlegen.",
            f"You answered that {en}, so a clinician looks at it before you start, and we advise you to see your GP.",
        ),
        SEE_YOUR_DOCTOR,
    )


ELIGIBILITY = Eligibility(
    facts=FACTS,
    require=(
        Criterion(
            "age",
            when("age", ">=", 18),
            Text(
                "Mage-tarmskolen er for voksne fra 18 år, så fastlegen kan si hva som passer for deg nå.",
                "Mage-tarmskolen er for vaksne frå 18 år, så fastlegen kan seie kva som passar for deg no.",
                "The programme is for adults from 18 years, and your GP can say what suits you now.",
            ),
        ),
        Criterion(
            "ibs_diagnosis",
            is_true("ibs_diagnosis"),
            Text(
                "En lege må ha stilt diagnosen IBS før du kan begynne, så bestill gjerne en time hos fastlegen.",
                "Ein lege må ha stilt diagnosen IBS før du kan byrje, så bestill gjerne ein time hos fastlegen.",
                "A doctor must have diagnosed IBS before you can start, so do make an appointment with your GP.",
            ),
        ),
        Criterion(
            "assurance",
            when("assurance", "==", "high"),
            Text(
                "Du trenger BankID eller en annen innlogging på høyeste nivå, fordi det du skriver er helseopplysninger.",
                "Du treng BankID eller ei anna innlogging på høgaste nivå, fordi det du skriv er helseopplysningar.",
                "You need BankID or another sign-in at the highest level, because what you write is health information.",
            ),
        ),
        Criterion(
            "reads_norwegian",
            is_true("reads_norwegian"),
            Text(
                "Mage-tarmskolen finnes bare på norsk, så spør fastlegen om hjelp på et språk du leser.",
                "Mage-tarmskolen finst berre på norsk, så spør fastlegen om hjelp på eit språk du les.",
                "The programme is in Norwegian only, so ask your GP about help in a language you read.",
            ),
        ),
        Criterion(
            "willing",
            is_true("willing"),
            Text(
                "Behandlingen består av øvelser du gjør selv, så meld deg gjerne på igjen når det passer bedre.",
                "Behandlinga er øvingar du gjer sjølv, så meld deg gjerne på igjen når det passar betre.",
                "The treatment is exercises you do yourself, so you are welcome to apply again when it suits you better.",
            ),
        ),
    ),
    review=(
        _alarm(
            "alarm_weight_loss",
            "du har gått ned i vekt uten å ville det",
            "du har gått ned i vekt utan å ville det",
            "you have lost weight without meaning to",
        ),
        _alarm(
            "alarm_blood_in_stool",
            "du har sett blod eller svart avføring",
            "du har sett blod eller svart avføring",
            "you have seen blood or black stool",
        ),
        _alarm(
            "alarm_fever",
            "du har hatt feber uten kjent årsak",
            "du har hatt feber utan kjend årsak",
            "you have had an unexplained fever",
        ),
        _alarm(
            "alarm_anaemia",
            "du har lav blodprosent eller lite jern",
            "du har låg blodprosent eller lite jern",
            "you have a low blood count or too little iron",
        ),
        _alarm(
            "alarm_night_symptoms",
            "plagene vekker deg om natten",
            "plagene vekkjer deg om natta",
            "symptoms wake you at night",
        ),
        _alarm(
            "alarm_family_history",
            "noen i nær familie har hatt en av disse sykdommene",
            "nokon i nær familie har hatt ein av desse sjukdommane",
            "someone in your close family has had one of these illnesses",
        ),
        _alarm(
            "alarm_onset_after_50",
            "plagene begynte etter at du fylte 50",
            "plagene byrja etter at du fylte 50",
            "your symptoms began after you turned 50",
        ),
        _alarm(
            "alarm_mass",
            "det er kjent en kul i magen",
            "det er kjent ein kul i magen",
            "a lump has been felt in your stomach",
        ),
        Criterion(
            "pregnant",
            is_true("pregnant"),
            Text(
                "Du er gravid, så en behandler vurderer sammen med deg hvilke råd om mat som er trygge nå.",
                "Du er gravid, så ein behandlar vurderer saman med deg kva råd om mat som er trygge no.",
                "You are pregnant, so a clinician considers with you which advice about food is safe now.",
            ),
            Text(
                "Ikke begynn på lavFODMAP på egen hånd mens du er gravid.",
                "Ikkje byrj på lågFODMAP på eiga hand medan du er gravid.",
                "Do not start a low-FODMAP diet on your own while you are pregnant.",
            ),
        ),
        Criterion(
            "eating_disorder",
            is_true("eating_disorder"),
            Text(
                "Du har eller har hatt en spiseforstyrrelse, så en behandler ser på hva som er trygt for deg.",
                "Du har eller har hatt ei eteforstyrring, så ein behandlar ser på kva som er trygt for deg.",
                "You have or have had an eating disorder, so a clinician looks at what is safe for you.",
            ),
            Text(
                "Blir du med, holder vi delen om lavFODMAP stengt for å passe på deg.",
                "Blir du med, held vi delen om lågFODMAP stengd for å passe på deg.",
                "If you take part, we keep the low-FODMAP part closed to look after you.",
            ),
        ),
        Criterion(
            "severe_mental_illness",
            is_true("severe_mental_illness"),
            Text(
                "Du har en alvorlig psykisk lidelse, så en behandler ser sammen med deg om dette er riktig tidspunkt.",
                "Du har ei alvorleg psykisk liding, så ein behandlar ser saman med deg om dette er rett tidspunkt.",
                "You have a severe mental illness, so a clinician looks with you at whether this is the right time.",
            ),
            Text(
                "Fortell gjerne den som behandler deg nå, at du har meldt deg på.",
                "Fortel gjerne den som behandlar deg no, at du har meldt deg på.",
                "Feel free to tell whoever treats you today that you have applied.",
            ),
        ),
    ),
)
