"""What whoever reads the homework looks for, module by module; "maintenance" looks back, and has nothing of its own."""

from __future__ import annotations

from varde.plugin.programmes import Text

LOOK_FOR: dict[str, tuple[Text, ...]] = {
    "health-conversation": (
        Text(
            "Brystsmerter når man tar i, besvimelse eller ny tung pust: samtale før aktivitet",
            "Brystsmerter når ein tek i, besviming eller ny tung pust: samtale før aktivitet",
            "Chest pain on exertion, fainting or new breathlessness: a talk before activity",
        ),
        Text(
            "BMI under 18,5, eller 40 og over: samtale før aktivitet",
            "BMI under 18,5, eller 40 og over: samtale før aktivitet",
            "BMI below 18.5, or 40 and above: a talk before activity",
        ),
        Text(
            "Fall, insulin eller sulfonylurea, tristhet: samtale før aktivitet",
            "Fall, insulin eller sulfonylurea, tristheit: samtale før aktivitet",
            "A fall, insulin or sulfonylurea, sorrow: a talk before activity",
        ),
        Text(
            "En plan som bare er å la være («ikke spise»): finn én ting å gjøre",
            "Ein plan som berre er å la vere («ikkje ete»): finn éin ting å gjere",
            "A plan of abstention only (“not eat”): one thing to do",
        ),
    ),
    "activity": (
        Text(
            "Trykk i brystet, nær ved å besvime eller rar puls: stopp",
            "Trykk i brystet, nær ved å svime av eller rar puls: stopp",
            "Chest pressure, faintness or an odd pulse: stop",
        ),
        Text(
            "Én hoven og øm legg: lege samme dag",
            "Éin hoven og øm legg: lege same dag",
            "One swollen sore calf: doctor same day",
        ),
        Text(
            "Insulin eller sulfonylurea: sukker for hånden",
            "Insulin eller sulfonylurea: sukker for handa",
            "Insulin or sulfonylurea: sugar at hand",
        ),
        Text("Feber: hvile", "Feber: kvile", "Fever: rest"),
        Text(
            "Graviditet: tilpass, og spør jordmor",
            "Graviditet: tilpass, og spør jordmor",
            "Pregnancy: adapted, ask the midwife",
        ),
    ),
    "food": (
        Text(
            "Spiseforstyrrelse nå eller før, eller undervekt: matdelen er stengt, annen hjelp",
            "Eteforstyrring no eller før, eller undervekt: matdelen er stengd, anna hjelp",
            "Eating disorder now or earlier, or underweight: the food theme is closed, other help",
        ),
        Text(
            "Diabetes, nyresykdom, warfarin, graviditet eller cøliaki: fastlege eller ernæringsfysiolog først",
            "Diabetes, nyresjukdom, warfarin, graviditet eller cøliaki: fastlege eller ernæringsfysiolog først",
            "Diabetes, kidney disease, warfarin, pregnancy or coeliac disease: GP or dietitian first",
        ),
    ),
    "sleep": (
        Text(
            "Pustestopp, søvnig bak rattet, urolige bein eller sovemedisin: fastlege",
            "Pustestopp, søvnig bak rattet, urolege bein eller sovemedisin: fastlege",
            "Apnoea, sleepy driving, restless legs or sleeping pills: GP",
        ),
    ),
    "tobacco": (
        Text(
            "Graviditet: jordmor eller fastlege, og nikotinlegemidler bare etter råd",
            "Graviditet: jordmor eller fastlege, og nikotinlegemiddel berre etter råd",
            "Pregnancy: midwife or GP, and nicotine replacement only after advice",
        ),
        Text(
            "Hjerteinfarkt de siste ukene: lege først",
            "Hjarteinfarkt dei siste vekene: lege først",
            "Heart attack in the last weeks: doctor first",
        ),
        Text(
            "Senket humør: spør om tanker om død",
            "Senka humør: spør om tankar om død",
            "Low mood: ask about thoughts of death",
        ),
    ),
    "alcohol": (
        Text(
            "AUDIT 20 eller mer, eller drikker daglig eller om morgenen: ikke brå stopp, fastlege eller 116 117 først",
            "AUDIT 20 eller meir, eller drikk dagleg eller om morgonen: ikkje brå stopp, fastlege eller 116 117 først",
            "AUDIT 20 or more, or drinks daily or in the morning: no abrupt stop, GP or 116 117 first",
        ),
        Text(
            "Kramper eller delirium før, eller skjelving: ikke brå stopp, fastlege eller 116 117 først",
            "Kramper eller delirium før, eller skjelving: ikkje brå stopp, fastlege eller 116 117 først",
            "Earlier seizure or delirium, or shaking: no abrupt stop, GP or 116 117 first",
        ),
        Text("Graviditet: null alkohol", "Graviditet: null alkohol", "Pregnancy: no alcohol"),
        Text(
            "Benzodiazepiner ved siden av: fastlege", "Benzodiazepin ved sida av: fastlege", "With benzodiazepines: GP"
        ),
        Text("Bilkjøring", "Bilkøyring", "Driving"),
        Text(
            "AUDIT 8–15: kort samtale. AUDIT 16–19: tettere",
            "AUDIT 8–15: kort samtale. AUDIT 16–19: tettare",
            "AUDIT 8–15: brief talk. AUDIT 16–19: closer",
        ),
    ),
    "strain-and-mood": (
        Text(
            "WHO-5 under 13 (50 av 100 eller mindre), eller tanker om død: spør; fastlege, eMeistring, Rask psykisk helsehjelp",
            "WHO-5 under 13 (50 av 100 eller mindre), eller tankar om død: spør; fastlege, eMeistring, Rask psykisk helsehjelp",
            "WHO-5 below 13 (50 of 100 or less), or thoughts of death: ask; GP, eMeistring, Rask psykisk helsehjelp",
        ),
        Text("Vold", "Vald", "Violence"),
        Text(
            "Tanker om død: 113, 116 117 eller 116 123",
            "Tankar om død: 113, 116 117 eller 116 123",
            "Thoughts of death: 113, 116 117 or 116 123",
        ),
    ),
    "pain-and-joints": (
        Text(
            "Et av tegnene som står i «Veien videre» under lege samme dag",
            "Eit av teikna som står i «Vegen vidare» under lege same dag",
            "One of the signs under doctor the same day in “The way on”",
        ),
    ),
    "keeping-going": (
        Text(
            "Motivasjon på 2 eller lavere, eller ned 3 eller mer: innkalling til en tid",
            "Motivasjon på 2 eller lågare, eller ned 3 eller meir: innkalling til ei tid",
            "Motivation of 2 or less, or down 3 or more: a call-in with a time",
        ),
    ),
}
