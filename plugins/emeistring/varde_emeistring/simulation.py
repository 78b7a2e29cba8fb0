"""Invented people of eMeistring, for the demo."""

from __future__ import annotations

from datetime import date

from varde.plugin.programmes import Text
from varde.plugin.simulation import CastPatient, CastTherapist, Clinic, QuestionAndAnswer, Simulation
from varde_emeistring.tracks import DEPRESSION
from varde_emeistring.written import WRITTEN

QUESTIONS = (
    QuestionAndAnswer(
        Text(
            "Jeg fikk ikke gjort øvelsen hver dag. Skal jeg begynne på nytt?",
            "Eg fekk ikkje gjort øvinga kvar dag. Skal eg begynne på nytt?",
        ),
        Text(
            "Du trenger ikke begynne på nytt. Fortsett der du er, så ser vi på det sammen.",
            "Du treng ikkje begynne på nytt. Hald fram der du er, så ser vi på det saman.",
        ),
    ),
    QuestionAndAnswer(
        Text(
            "Det kjentes verre i går enn forrige uke. Gjør jeg noe feil?",
            "Det kjendest verre i går enn førre veke. Gjer eg noko feil?",
        ),
        Text(
            "Takk for at du sier fra. Skriv ned hva som skjedde rett før, så ser vi på det sammen.",
            "Takk for at du seier frå. Skriv ned kva som skjedde rett før, så ser vi på det saman.",
        ),
    ),
    QuestionAndAnswer(
        Text("Hvor lenge bør jeg prøve før jeg merker noe?", "Kor lenge bør eg prøve før eg merkar noko?"),
        Text(
            "Det er ulikt. Gi det noen uker, og skriv til meg hvis det blir verre.",
            "Det er ulikt. Gi det nokre veker, og skriv til meg om det blir verre.",
        ),
    ),
)

ENTRIES = (
    Text("Det gikk lettere enn jeg trodde.", "Det gjekk lettare enn eg trudde."),
    Text("Jeg ble der til det ga seg litt.", "Eg blei der til det gav seg litt."),
    Text("Vanskelig i starten, bedre etter hvert.", "Vanskeleg i starten, betre etter kvart."),
    Text("Skrev ned tanken, og leste den høyt dagen etter.", "Skreiv ned tanken, og las han høgt dagen etter."),
    Text("Vet ikke helt om jeg gjør det riktig.", "Veit ikkje heilt om eg gjer det riktig."),
)

TOR = CastPatient(
    "tor",
    "Tor",
    "Vik",
    "228591258",
    date(1991, 5, 22),
    "Pasient i eMeistring, uke 6.",
    week=6,
    steps=20,
    in_danger=True,
    keeps=("panic-mapping/panic-log",),
    asks=QuestionAndAnswer(
        Text(
            "Hei. Jeg holdt ut 40 sekunder med løping på stedet, og så stoppet jeg. Var det feil å stoppe?",
            "Hei. Eg heldt ut 40 sekund med springing på staden, og så stoppa eg. Var det feil å stoppe?",
        ),
        Text(
            "Hei. 40 er dobbelt så lenge som sist. Skriv hva du trodde ville skje på det neste sekundet, så ser vi på det sammen.",
            "Hei. 40 er dobbelt så lenge som sist. Skriv kva du trudde ville hende på det neste sekundet, så ser vi på det saman.",
        ),
    ),
)

KAJA = CastPatient(
    "kaja",
    "Kaja",
    "Myhre",
    "178387231",
    date(1987, 3, 17),
    "Pasient i eMeistring, uke 5. Verre, og det er lagt en plan.",
    week=5,
    track=DEPRESSION,
    steps=12,
    keeps=("depression-week/week-grid",),
    asks=QuestionAndAnswer(
        Text(
            "Jeg rydder en skuff, og så ligger jeg resten av dagen. Det er tyngre nå enn da jeg begynte. Er det vits?",
            "Eg ryddar ein skuff, og så ligg eg resten av dagen. Det er tyngre no enn då eg byrja. Er det vits i det?",
        ),
        Text(
            "Takk for at du skriver det. Jeg ringer deg, så ser vi på det sammen og bestemmer veien videre.",
            "Takk for at du skriv det. Eg ringjer deg, så ser vi på det saman og bestemmer vegen vidare.",
        ),
    ),
    plan=Text(
        "Ringer Kaja. Ny modul venter til vi har snakket, og vi ser på skjemaene sammen om ti dager.",
        "Ringjer Kaja. Ny modul ventar til vi har snakka, og vi ser på skjemaa saman om ti dagar.",
    ),
)

SARA = CastTherapist("sara", "Sara", "Holm", "118479332", date(1979, 4, 11), "Psykolog, Fjordvest sykehus.", "psykolog")

SIMULATION = Simulation(
    programme="emeistring",
    clinic=Clinic("nettbehandling", "Poliklinikk for nettbehandling"),
    share=0.25,
    questions=QUESTIONS,
    entries=ENTRIES,
    written=WRITTEN,
    therapists=(SARA,),
    patients=(TOR, KAJA),
)
