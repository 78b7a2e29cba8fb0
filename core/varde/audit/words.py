"""What the access log says to the patient, in plain words."""

from __future__ import annotations

from varde.kernel.words import Text

WHAT: dict[str, Text] = {
    "home": Text("forsiden din", "framsida di", "your home page"),
    "contact": Text(
        "hvordan du nås, og hva du heter", "korleis du blir nådd, og kva du heiter", "how you are reached and named"
    ),
    "joined": Text(
        "at D-nummer og fødselsnummer er samme person",
        "at D-nummer og fødselsnummer er same person",
        "that a D-number and an identity number are one person",
    ),
    "referral": Text("påmeldingen", "påmeldinga", "the referral"),
    "modules": Text("modulene", "modulane", "the modules"),
    "exercise": Text("en øvelse", "ei øving", "an exercise"),
    "worksheet": Text(
        "et arbeidsark", "eit arbeidsark", "a worksheet"
    ),  # in lines from before 0028, which nobody may change
    "questionnaire": Text("et spørreskjema", "eit spørjeskjema", "a questionnaire"),
    "correction": Text("et svar du har levert", "eit svar du har levert", "an answer you handed in"),
    "measurements": Text("målingene", "målingane", "the measurements"),
    "messages": Text("meldingene", "meldingane", "the messages"),
    "record": Text("oversikten over forløpet", "oversynet over forløpet", "the overview of the enrolment"),
    "minutes": Text("tidsbruken", "tidsbruken", "the time spent"),
    "notes": Text("de interne notatene", "dei interne notata", "the inner notes"),
    "opinion": Text(
        "et spørsmål til en kollega om deg",
        "eit spørsmål til ein kollega om deg",
        "a question to a colleague about you",
    ),
    "contact_wish": Text("hvor mye kontakt du vil ha", "kor mykje kontakt du vil ha", "how much contact you want"),
    "search_in": Text("et søk i forløpet ditt", "eit søk i forløpet ditt", "a search in your enrolment"),
    "own_notes": Text("notatene om deg", "notata om deg", "the notes about you"),
    "appointments": Text("timene", "timane", "the appointments"),
    "alerts": Text("varslene", "varsla", "the alerts"),
    "plan": Text("planen for en forverring", "planen for ei forverring", "the plan for a deterioration"),
    "files": Text("et bilde eller en annen fil", "eit bilete eller ei anna fil", "a picture or another file"),
    "draft": Text("et utkast", "eit utkast", "a draft"),
    "access_log": Text(
        "hvem som har åpnet journalen din", "kven som har opna journalen din", "who has opened your record"
    ),
    "break_glass": Text("bruk av nødrett", "bruk av naudrett", "the use of break-glass"),
    "take_over": Text("hvem som er behandler", "kven som er behandlar", "who is the therapist"),
    "safety": Text("det vi må vite om deg", "det vi må vite om deg", "what must be known about you"),
    "group": Text(
        "hvilke grupper du er med i, og oppmøtet ditt",
        "kva grupper du er med i, og oppmøtet ditt",
        "which groups you are in, and your attendance",
    ),
    "team": Text("behandlerteamet", "behandlarteamet", "the care team"),
    "state": Text("forløpet", "forløpet", "the enrolment"),
    "ended": Text("at forløpet er avsluttet", "at forløpet er avslutta", "that the enrolment has ended"),
    "imported_scores": Text(
        "skårer fra et tidligere system", "skårar frå eit tidlegare system", "scores from an earlier system"
    ),
    "device": Text("det utstyr hos deg melder", "det utstyr hos deg melder", "what devices at your home report"),
    "export": Text("alt vi har lagret om deg", "alt vi har lagra om deg", "everything we hold about you"),
    "erasure": Text("sletting av alt om deg", "sletting av alt om deg", "erasing everything about you"),
}
ACTION = {
    "read": Text("så på", "såg på", "looked at"),
    "write": Text("skrev i eller endret", "skreiv i eller endra", "wrote in or changed"),
}
BASIS: dict[str, Text] = {
    "own": Text("Det er ditt eget forløp.", "Det er ditt eige forløp.", "It is your own enrolment."),
    "therapist": Text("Er behandleren din.", "Er behandlaren din.", "Is your therapist."),
    "team": Text("Er i behandlerteamet ditt.", "Er i behandlarteamet ditt.", "Belongs to your care team."),
    "opinion": Text(
        "Ble spurt om råd av en som behandler deg.",
        "Vart spurd om råd av ein som behandlar deg.",
        "Was asked for advice by somebody who treats you.",
    ),
    "substitute": Text(
        "Er vikar for behandleren din.", "Er vikar for behandlaren din.", "Stands in for your therapist."
    ),
    "queue": Text(
        "Svarer for klinikken når behandleren din er borte, eller når du ikke har noen fast.",
        "Svarar for klinikken når behandlaren din er borte, eller når du ikkje har nokon fast.",
        "Answers for the clinic when your therapist is away, or when you have nobody of your own.",
    ),
    "hand_over": Text(
        "Leder klinikken, og gav deg ny behandler.",
        "Leiar klinikken, og gav deg ny behandlar.",
        "Heads the clinic, and gave you a new therapist.",
    ),
    "intake": Text(
        "Vurderer påmeldinger ved klinikken.",
        "Vurderer påmeldingar ved klinikken.",
        "Assesses referrals at the clinic.",
    ),
    "take_over": Text("Tok over som behandler.", "Tok over som behandlar.", "Took over as therapist."),
    "no_more_contact": Text(
        "Det skal ikke være mer kontakt, og det gjelder alle forløpene dine.",
        "Det skal ikkje vere meir kontakt, og det gjeld alle forløpa dine.",
        "There is to be no more contact, and that holds for all your enrolments.",
    ),
    "break_glass": Text(
        "Åpnet med nødrett, og skrev at hjelpen ikke kunne vente.",
        "Opna med naudrett, og skreiv at hjelpa ikkje kunne vente.",
        "Opened by break-glass, and wrote that help could not wait.",
    ),
    "review": Text(
        "Gikk gjennom hvem som har åpnet journalen din.",
        "Gjekk gjennom kven som har opna journalen din.",
        "Reviewed who has opened your record.",
    ),
    "search": Text(
        "Søkte på navn blant avsluttede forløp.",
        "Søkte på namn blant avslutta forløp.",
        "Searched by name among ended enrolments.",
    ),
    "undone": Text("Angret en avslutning.", "Angra ei avslutning.", "Undid an ending."),
    "device": Text(
        "Et apparat hjemme hos deg sendte målingen.",
        "Eit apparat heime hos deg sende målinga.",
        "A device at your home sent the measurement.",
    ),
    "import": Text(
        "Overført fra et tidligere system.", "Overført frå eit tidlegare system.", "Moved from an earlier system."
    ),
    "too_many": Text(
        "Sendte for mange henvisninger på kort tid.",
        "Sende for mange tilvisingar på kort tid.",
        "Sent too many referrals in a short time.",
    ),
    "door": Text(
        "Utstyr som er koblet til forløpet ditt.",
        "Utstyr som er kopla til forløpet ditt.",
        "A device that belongs to your enrolment.",
    ),
    "access_request": Text(
        "Hentet ut for å svare på et krav om innsyn.",
        "Henta ut for å svare på eit krav om innsyn.",
        "Taken out to answer a request for access.",
    ),
    "erasure_looked_at": Text(
        "Så etter hva som ville bli slettet.", "Såg etter kva som ville bli sletta.", "Looked at what would be erased."
    ),
    "erasure_asked": Text("Ba om slettingen.", "Bad om slettinga.", "Asked for the erasure."),
    "erasure_refused": Text("Avslo slettingen.", "Avslo slettinga.", "Refused the erasure."),
    "erasure_withdrawn": Text("Trakk ønsket om sletting.", "Trekte ønsket om sletting.", "Withdrew the erasure."),
    "retention": Text(
        "Slettet, fordi fristen for å oppbevare det var ute.",
        "Sletta, fordi fristen for å oppbevare det var ute.",
        "Erased, since the period it is kept for was over.",
    ),
    "erasure_list": Text(
        "Slettet igjen, etter at en eldre sikkerhetskopi var lagt tilbake.",
        "Sletta igjen, etter at ein eldre tryggleikskopi var lagd tilbake.",
        "Erased again, after an older backup had been restored.",
    ),
    "hold_set": Text("Satte sperre mot sletting.", "Sette sperre mot sletting.", "Set a legal hold."),
    "hold_lifted": Text("Opphevet sperren mot sletting.", "Oppheva sperra mot sletting.", "Lifted the legal hold."),
    "erasure_decided": Text("Besluttet slettingen.", "Avgjorde slettinga.", "Decided the erasure."),
    "erasure_carried_out": Text("Utførte slettingen.", "Utførte slettinga.", "Carried out the erasure."),
    "clinician_referral": Text("Henviste deg.", "Tilviste deg.", "Referred you."),
}
