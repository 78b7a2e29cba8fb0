"""Whom eMeistring is for, and which of the three tracks the answers point to."""

from __future__ import annotations

from dataclasses import replace

from varde.plugin.exercises import SAFETY_CHECK
from varde.plugin.instruments import GENERIC_INSTRUMENTS
from varde.plugin.programmes import Criterion, Eligibility, Fact, Text, asked_as_items, is_true, one_of, when
from varde_emeistring.instruments.panic import PDSS_SR
from varde_emeistring.instruments.social import LSAS_SR
from varde_emeistring.tracks import DEPRESSION, PANIC, SOCIAL_ANXIETY, TOTALS, suggest_track

HELP_NOW = Text(
    "Svarene leses ikke om natten. Er det fare for liv, ring 113. Legevakten svarer på 116 117 og Mental Helse på "
    "116 123, hele døgnet.",
    "Svara blir ikkje lesne om natta. Er det fare for liv, ring 113. Legevakta svarar på 116 117 og Mental Helse på "
    "116 123, heile døgnet.",
    "Nobody reads the answers at night. If life is in danger, call 113. The emergency clinic answers on 116 117 and "
    "Mental Helse on 116 123, day and night.",
)

PHQ9, AUDIT = (next(each for each in GENERIC_INSTRUMENTS if each.key == key) for key in ("phq-9", "audit"))
_PHQ9_FACTS, PHQ9_TOTAL = asked_as_items(PHQ9, "phq9_total", "phq9", known={"q9": "phq9_item9"})
_AUDIT_FACTS, AUDIT_TOTAL = asked_as_items(AUDIT, "audit_total", "audit")
_PDSS_FACTS, PDSS_TOTAL = asked_as_items(
    PDSS_SR, "pdss_sr_total", "pdss_sr", licensed=True, only_if=one_of("main_problem", PANIC)
)
_LSAS_FACTS, LSAS_TOTAL = asked_as_items(
    LSAS_SR, "lsas_sr_total", "lsas_sr", licensed=True, only_if=one_of("main_problem", SOCIAL_ANXIETY)
)

MANIA = next(fact for fact in SAFETY_CHECK if fact.key == "s0_bipolar")
BIPOLAR = replace(MANIA, key="bipolar")
"""The question of the safety check, which the way in asks already: nobody is asked twice."""

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
        "main_problem",
        "choice",
        Text("Hovedproblem", "Hovudproblem", "Main problem"),
        Text("Hva plager deg mest?", "Kva plagar deg mest?", "What troubles you most?"),
        choices=(
            (PANIC, Text("Brå anfall av sterk angst", "Brå anfall av sterk angst", "Sudden attacks of strong anxiety")),
            (
                SOCIAL_ANXIETY,
                Text(
                    "Frykt for hva andre tenker om meg",
                    "Frykt for kva andre tenkjer om meg",
                    "Fear of what others think of me",
                ),
            ),
            (DEPRESSION, Text("Tristhet og lite energi", "Tristheit og lite energi", "Sadness and little energy")),
            ("other", Text("Noe annet", "Noko anna", "Something else")),
        ),
    ),
    Fact(
        "time_available",
        "boolean",
        Text("Har tid", "Har tid", "Has the time"),
        Text(
            "Kan du sette av omtrent én time de fleste dager i 14 uker?",
            "Kan du setje av om lag éin time dei fleste dagar i 14 veker?",
            "Can you set aside about an hour on most days for 14 weeks?",
        ),
    ),
    *_PHQ9_FACTS,
    Fact(
        "phq9_item9",
        "count",
        Text("PHQ-9, spørsmål 9", "PHQ-9, spørsmål 9", "PHQ-9, item 9"),
        Text(
            "Hvor ofte har tanker om døden eller om å skade deg selv plaget deg de siste to ukene?",
            "Kor ofte har tankar om døden eller om å skade deg sjølv plaga deg dei siste to vekene?",
            "How often have thoughts of death or of hurting yourself troubled you in the last two weeks?",
        ),
        HELP_NOW,
        choices=(
            ("0", Text("Aldri", "Aldri", "Never")),
            ("1", Text("Noen dager", "Nokre dagar", "Some days")),
            ("2", Text("Mer enn halvparten av dagene", "Meir enn halvparten av dagane", "More than half the days")),
            ("3", Text("Nesten hver dag", "Nesten kvar dag", "Nearly every day")),
        ),
        low=0,
        high=3,
        source="score",
        item="phq-9:q9",
        safety=True,
    ),
    Fact(
        "madrs_item9",
        "count",
        Text("MADRS-S, spørsmål 9", "MADRS-S, spørsmål 9", "MADRS-S, item 9"),
        Text(
            "Hvordan har lysten til å leve vært de siste tre dagene?",
            "Korleis har lysta til å leve vore dei siste tre dagane?",
            "How has your wish to live been in the last three days?",
        ),
        HELP_NOW,
        choices=(
            ("0", Text("Jeg har lyst til å leve", "Eg har lyst til å leve", "I want to live")),
            (
                "6",
                Text(
                    "Jeg har planer om å ta livet mitt",
                    "Eg har planar om å ta livet mitt",
                    "I have plans to take my life",
                ),
            ),
        ),
        low=0,
        high=6,
        source="score",
        item="madrs-s:q9",
        safety=True,
    ),
    Fact(
        "psychosis",
        "boolean",
        Text("Psykose nå eller før", "Psykose no eller før", "Psychosis now or earlier"),
        Text(
            "Har du, eller har du hatt, en psykose?",
            "Har du, eller har du hatt, ein psykose?",
            "Do you have a psychosis, or have you had one?",
        ),
        safety=True,
    ),
    BIPOLAR,
    Fact(
        "audit_total",
        "count",
        Text("AUDIT, poengsum", "AUDIT, poengsum", "AUDIT, total"),
        Text(
            "Hvilken poengsum fikk du på spørsmålene om alkohol (AUDIT)?",
            "Kva poengsum fekk du på spørsmåla om alkohol (AUDIT)?",
            "What was your total on the questions about alcohol (AUDIT)?",
        ),
        low=0,
        high=40,
        source="score",
        safety=True,
    ),
    *_AUDIT_FACTS,
    Fact(
        "drug_use",
        "boolean",
        Text("Bruker rusmidler", "Bruker rusmiddel", "Drug use"),
        Text(
            "Bruker du narkotika, eller medisiner som ikke er skrevet ut til deg?",
            "Bruker du narkotika, eller medisinar som ikkje er skrivne ut til deg?",
            "Do you use drugs, or medicines that are not prescribed to you?",
        ),
        safety=True,
    ),
    Fact(
        "other_psychotherapy",
        "boolean",
        Text("Annen samtalebehandling nå", "Anna samtalebehandling no", "Other psychotherapy now"),
        Text(
            "Går du i annen samtalebehandling nå?",
            "Går du i anna samtalebehandling no?",
            "Are you in other talking therapy now?",
        ),
    ),
    Fact(
        "medication_changed_last_month",
        "boolean",
        Text("Endret medisin siste måned", "Endra medisin siste månad", "Medication changed in the last month"),
        Text(
            "Har du endret medisin for psyken den siste måneden?",
            "Har du endra medisin for psyken den siste månaden?",
            "Have you changed medicine for your mental health in the last month?",
        ),
        Text(
            "Ja hvis du har begynt, sluttet eller fått en ny dose.",
            "Ja om du har byrja, slutta eller fått ny dose.",
            "Yes if you have started, stopped or been given a new dose.",
        ),
    ),
    *(fact for fact in SAFETY_CHECK if fact.key != MANIA.key),
    *TOTALS,
    *_PDSS_FACTS,
    *_LSAS_FACTS,
)

_SAME_DAY = Text(
    "Du svarte at du har hatt tanker om døden, så en behandler tar kontakt med deg samme dag som svaret blir lest.",
    "Du svarte at du har hatt tankar om døden, så ein behandlar tek kontakt med deg same dag som svaret blir lese.",
    "You answered that you have had thoughts of death, so a clinician contacts you the day your answer is read.",
)

ELIGIBILITY = Eligibility(
    facts=FACTS,
    require=(
        Criterion(
            "age",
            when("age", ">=", 18),
            Text(
                "eMeistring er for voksne fra 18 år, så fastlegen eller helsesykepleieren kan si hva som passer deg.",
                "eMeistring er for vaksne frå 18 år, så fastlegen eller helsesjukepleiaren kan seie kva som passar deg.",
                "eMeistring is for adults from 18 years, and your GP or school nurse can say what suits you.",
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
                "eMeistring finnes bare på norsk, så spør fastlegen om hjelp på et språk du leser.",
                "eMeistring finst berre på norsk, så spør fastlegen om hjelp på eit språk du les.",
                "eMeistring is in Norwegian only, so ask your GP about help in a language you read.",
            ),
        ),
        Criterion(
            "main_problem",
            one_of("main_problem", PANIC, SOCIAL_ANXIETY, DEPRESSION),
            Text(
                "eMeistring er laget for panikkangst, sosial angst og depresjon, så fastlegen kan hjelpe deg videre.",
                "eMeistring er laga for panikkangst, sosial angst og depresjon, så fastlegen kan hjelpe deg vidare.",
                "eMeistring is made for panic, social anxiety and depression, so your GP can help you on.",
            ),
        ),
        Criterion(
            "time_available",
            is_true("time_available"),
            Text(
                "Behandlingen tar omtrent én time de fleste dager, så meld deg gjerne på igjen når det passer bedre.",
                "Behandlinga tek om lag éin time dei fleste dagar, så meld deg gjerne på igjen når det passar betre.",
                "The treatment takes about an hour on most days, so you are welcome to apply when it suits you better.",
            ),
        ),
    ),
    review=(
        Criterion("phq9_item9", when("phq9_item9", ">=", 2), _SAME_DAY, HELP_NOW, urgent=True),
        Criterion("madrs_item9", when("madrs_item9", ">=", 4), _SAME_DAY, HELP_NOW, urgent=True),
        Criterion(
            "psychosis",
            is_true("psychosis"),
            Text(
                "Du har eller har hatt en psykose, så en behandler ser sammen med deg om dette er trygt nå.",
                "Du har eller har hatt ein psykose, så ein behandlar ser saman med deg om dette er trygt no.",
                "You have or have had a psychosis, so a clinician looks with you at whether this is safe now.",
            ),
        ),
        Criterion(
            "bipolar",
            is_true("bipolar"),
            Text(
                "Du har en bipolar lidelse eller har hatt mani, så en behandler ser sammen med deg om dette er trygt nå.",
                "Du har ei bipolar liding eller har hatt mani, så ein behandlar ser saman med deg om dette er trygt no.",
                "You have a bipolar disorder or have had mania, so a clinician looks with you at whether this is safe now.",
            ),
        ),
        Criterion(
            "audit_total",
            when("audit_total", ">=", 20),
            Text(
                "Svarene om alkohol tyder på at du kan ha nytte av annen hjelp også, så en behandler ser på det med deg.",
                "Svara om alkohol tyder på at du kan ha nytte av anna hjelp òg, så ein behandlar ser på det med deg.",
                "Your answers about alcohol suggest other help may be useful too, so a clinician looks at it with you.",
            ),
        ),
        Criterion(
            "drug_use",
            is_true("drug_use"),
            Text(
                "Du bruker rusmidler, så en behandler ser sammen med deg på hva slags hjelp som passer.",
                "Du bruker rusmiddel, så ein behandlar ser saman med deg på kva slags hjelp som passar.",
                "You use drugs, so a clinician looks with you at what kind of help suits you.",
            ),
        ),
        Criterion(
            "other_psychotherapy",
            is_true("other_psychotherapy"),
            Text(
                "Du går i annen behandling nå, så en behandler ser sammen med deg om to samtidig er lurt.",
                "Du går i anna behandling no, så ein behandlar ser saman med deg om to på same tid er lurt.",
                "You are in other treatment now, so a clinician looks with you at whether two at once is wise.",
            ),
        ),
        Criterion(
            "medication_changed_last_month",
            is_true("medication_changed_last_month"),
            Text(
                "Du har nylig endret medisin, så en behandler ser sammen med deg på når det passer å begynne.",
                "Du har nyleg endra medisin, så ein behandlar ser saman med deg på når det passar å byrje.",
                "You have recently changed medicine, so a clinician looks with you at when to start.",
            ),
            Text(
                "Ikke endre medisinen på egen hånd. Spør den som har skrevet den ut.",
                "Ikkje endre medisinen på eiga hand. Spør den som har skrive han ut.",
                "Do not change your medicine on your own. Ask whoever prescribed it.",
            ),
        ),
    ),
    suggest_track=suggest_track,
    worked_out=(PHQ9_TOTAL, AUDIT_TOTAL, PDSS_TOTAL, LSAS_TOTAL),
)
