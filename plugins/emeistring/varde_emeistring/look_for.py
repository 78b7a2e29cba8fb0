"""What whoever reads the homework looks for, module by module."""

from __future__ import annotations

from varde.plugin.programmes import Text

DEATH = Text(
    "Svaret på PHQ-9, spørsmål 9 (tanker om død)",
    "Svaret på PHQ-9, spørsmål 9 (tankar om død)",
    "The answer to PHQ-9, item 9 (thoughts of death)",
)
ALCOHOL = Text("Alkohol", "Alkohol", "Alcohol")
LOOK_FOR: dict[str, tuple[Text, ...]] = {
    # --- panic
    "understanding-panic": (
        Text(
            "Brystsmerter som ingen lege har sett på",
            "Brystsmerter som ingen lege har sett på",
            "Chest pain that no doctor has looked at",
        ),
        Text("Besvimelse som faktisk har skjedd", "Besviming som faktisk har hendt", "Fainting that did happen"),
        DEATH,
        Text("Alkohol som hjelpemiddel", "Alkohol som hjelpemiddel", "Alcohol as an aid"),
    ),
    "panic-mapping": (
        Text(
            "Går med benzodiazepiner på seg", "Går med benzodiazepin på seg", "Benzodiazepines that are carried along"
        ),
        Text("Hvor sterk agorafobien er", "Kor sterk agorafobien er", "How strong the agoraphobia is"),
        Text("Annen angst", "Annan angst", "Other anxiety"),
    ),
    "panic-thoughts": (
        Text(
            "Diskuterer med seg selv i timevis: det er et nytt trygghetsgrep",
            "Diskuterer med seg sjølv i timevis: det er eit nytt tryggleiksgrep",
            "Argues inwardly for hours: that is a new safety act",
        ),
    ),
    "panic-body": (
        Text("Stopper alltid på samme sekund", "Stoppar alltid på same sekund", "Stops always at the same second"),
        Text("Bruker pausen til å roe seg", "Brukar pausen til å roe seg", "Uses the pause to calm down"),
        Text("Smerter", "Smerter", "Pain"),
    ),
    "panic-safety-acts": (
        Text(
            "Et grep er byttet ut med et nytt (en ny app, nytt følge)",
            "Eit grep er bytt ut med eit nytt (ein ny app, nytt følgje)",
            "An act that is replaced by another (a new app, new company)",
        ),
    ),
    "panic-going-out": (
        Text(
            "Går hver gang angsten er på topp",
            "Går kvar gong angsten er på topp",
            "Leaves each time at the peak of the fear",
        ),
        Text("For bratt eller for lett stige", "For bratt eller for lett stige", "A ladder too steep or too easy"),
    ),
    "panic-going-further": (
        Text("Brå økning i PHQ-9", "Brå auke i PHQ-9", "A sudden increase in PHQ-9"),
        Text("Har sluttet med medisin", "Har slutta med medisin", "Medicine that was stopped"),
    ),
    "panic-plan": (
        Text(
            "En plan som bare er å unngå («hvile mer»)",
            "Ein plan som berre er å unngå («kvile meir»)",
            "A plan only of avoidance (“rest more”)",
        ),
    ),
    "panic-longer": (Text("Tvil om å avslutte", "Tvil om å avslutte", "Ambivalence about ending"),),
    # --- social anxiety
    "understanding-social-anxiety": (
        Text("Depresjon", "Depresjon", "Depression"),
        Text("Alkohol før fester", "Alkohol før festar", "Alcohol before parties"),
        Text("Går ikke på skole eller jobb", "Går ikkje på skule eller jobb", "Refusal of school or work"),
        Text(
            "Mobbing nå: det er en virkelig fare, og ikke noe å eksponere seg for",
            "Mobbing no: det er ein verkeleg fare, og ikkje noko å eksponere seg for",
            "Bullying now: a real danger, and not for exposure",
        ),
    ),
    "social-mapping": (
        Text(
            "Målet er «ingen angst»: skriv det om til en handling",
            "Målet er «ingen angst»: skriv det om til ei handling",
            "The goal is “no anxiety”: write it anew as a deed",
        ),
        Text(
            "Alkohol eller piller før hun eller han møter folk: skriv ned enhetene, og snakk om det fra AUDIT 8",
            "Alkohol eller piller før ho eller han møter folk: skriv ned einingane, og snakk om det frå AUDIT 8",
            "Alcohol or pills before meeting people: note the units, and talk about it from AUDIT 8",
        ),
    ),
    "social-outward": (
        Text("Prøver de to måtene bare hjemme", "Prøver dei to måtane berre heime", "Tries the two ways only at home"),
    ),
    "social-film": (
        Text(
            "Ser filmen og finner bare feil: be om tallene en fremmed ville satt",
            "Ser filmen og finn berre feil: be om tala ein framand ville ha sett",
            "Watches and finds only faults: ask for the ratings of a stranger",
        ),
        Text(
            "En setning om utseendet: tenk på dysmorfofobi (BDD)",
            "Ei setning om utsjånaden: tenk på dysmorfofobi (BDD)",
            "A sentence on looks: think of body dysmorphic disorder (BDD)",
        ),
    ),
    "social-experiments": (
        Text(
            "Unngåelse forkledd som eksperiment",
            "Unngåing forkledd som eksperiment",
            "Avoidance disguised as an experiment",
        ),
    ),
    "social-going-out": (
        ALCOHOL,
        Text("Går når angsten er på topp", "Går når angsten er på topp", "Leaves at the peak of the fear"),
    ),
    "social-before-after": (Text("Selvhat etterpå", "Sjølvhat etterpå", "Self-hate after an event"), DEATH),
    "social-plan": (Text("En plan om «ro»", "Ein plan om «ro»", "A plan of “quiet”"),),
    "social-longer": (
        Text(
            "Traumer eller mobbing: snakk om det, ikke skriv",
            "Traume eller mobbing: snakk om det, ikkje skriv",
            "Trauma or bullying: a talk, not text",
        ),
    ),
    # --- depression
    "understanding-depression": (
        DEATH,
        Text("Psykose eller mani", "Psykose eller mani", "Psychosis or mania"),
        ALCOHOL,
        Text("Vold hjemme", "Vald heime", "Violence at home"),
        Text("Nylig fødsel", "Nyleg fødsel", "A recent birth"),
    ),
    "depression-week": (
        Text("Bare nuller hele uken", "Berre nullar heile veka", "Only zeros all week"),
        Text("Snudd døgn", "Snudd døgn", "Day and night reversed"),
        Text(
            "Dårlig søvn: send skjemaet om søvn. Fra ISI 15 åpner modul 6 før tiden",
            "Dårleg søvn: send skjemaet om søvn. Frå ISI 15 opnar modul 6 før tida",
            "Bad sleep: send the questionnaire about sleep. From ISI 15 module 6 opens before its turn",
        ),
        Text("Spiser ikke", "Et ikkje", "Does not eat"),
    ),
    "depression-small-steps": (
        Text("For store steg", "For store steg", "Steps that are too big"),
        Text("Bare plikter", "Berre plikter", "Duties only"),
        Text("Humøret etterpå er alltid 0–1", "Humøret etterpå er alltid 0–1", "Mood after is always 0–1"),
    ),
    "depression-what-matters": (
        Text("Gjør bare andre til lags", "Gjer berre andre til lags", "Pleases others only"),
        Text("Konflikt", "Konflikt", "Conflict"),
    ),
    "depression-thoughts": (
        Text(
            "Skyldfølelse som ligner en vrangforestilling",
            "Skuldkjensle som liknar ei vrangførestilling",
            "Guilt of a delusional kind",
        ),
        Text("Håpløshet", "Håpløyse", "Hopelessness"),
    ),
    "depression-sleep": (
        Text(
            "Søvnvindu i gang uten søvndagbok",
            "Søvnvindauge i gang utan søvndagbok",
            "A sleep window that runs without a diary",
        ),
        Text("Søvnig bak rattet", "Søvnig bak rattet", "Driving while sleepy"),
    ),
    "depression-people": (
        Text(
            "Vold eller gjeldskrise: da trengs mennesker, ikke tekst",
            "Vald eller gjeldskrise: då trengst menneske, ikkje tekst",
            "Violence or a debt crisis: people, not text",
        ),
    ),
    "depression-plan": (DEATH, Text("Ingen plan: ring", "Ingen plan: ring", "No plan: call")),
}
