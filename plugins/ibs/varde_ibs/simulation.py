"""Invented people of Mage-tarmskolen, for the demo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from varde.plugin.programmes import Text
from varde.plugin.simulation import CastPatient, CastTherapist, Clinic, PacedSound, QuestionAndAnswer, Simulation
from varde_ibs.written import WRITTEN

QUESTIONS = (
    QuestionAndAnswer(
        Text(
            "Hei. Er det vanlig at det svinger så mye fra uke til uke?",
            "Hei. Er det vanleg at det svingar så mykje frå veke til veke?",
        ),
        Text(
            "Hei. Ja, det er helt vanlig. Se heller på hvordan det har vært over flere uker.",
            "Hei. Ja, det er heilt vanleg. Sjå heller på korleis det har vore over fleire veker.",
        ),
    ),
    QuestionAndAnswer(
        Text(
            "Jeg glemte å skrive ned hva jeg spiste på onsdag. Skal jeg begynne på nytt?",
            "Eg gløymde å skrive ned kva eg åt på onsdag. Skal eg begynne på nytt?",
        ),
        Text(
            "Du trenger ikke begynne på nytt. Fortsett der du er, så ser vi på det sammen.",
            "Du treng ikkje begynne på nytt. Hald fram der du er, så ser vi på det saman.",
        ),
    ),
    QuestionAndAnswer(
        Text(
            "Jeg skal i bursdag på lørdag og vet ikke hva som blir servert. Har du et råd?",
            "Eg skal i bursdag på laurdag og veit ikkje kva som blir servert. Har du eit råd?",
        ),
        Text(
            "Gå i bursdagen. Skriv ned hvordan det gikk etterpå, så har vi noe å snakke om.",
            "Gå i bursdagen. Skriv ned korleis det gjekk etterpå, så har vi noko å snakke om.",
        ),
    ),
    QuestionAndAnswer(
        Text("Kan jeg ta modulene i min egen takt?", "Kan eg ta modulane i mitt eige tempo?"),
        Text("Ja, det kan du. Ta pauser når du trenger det.", "Ja, det kan du. Ta pausar når du treng det."),
    ),
)

ENTRIES = (
    Text("Det gikk lettere enn jeg trodde.", "Det gjekk lettare enn eg trudde."),
    Text("Vanskelig i starten, bedre etter hvert.", "Vanskeleg i starten, betre etter kvart."),
    Text("Jeg ble avbrutt, men tok det igjen om kvelden.", "Eg vart avbroten, men tok det att om kvelden."),
    Text("Pustet rolig før middagen. Merket at skuldrene sank.", "Pusta roleg før middagen. Merka at skuldrene sokk."),
    Text("Vet ikke helt om jeg gjør det riktig.", "Veit ikkje heilt om eg gjer det riktig."),
    Text("Spiste i ro ved bordet tre ganger denne uken.", "Åt i ro ved bordet tre gonger denne veka."),
)

INGRID = CastPatient(
    "ingrid",
    "Ingrid",
    "Solheim",
    "038392147",
    date(1992, 3, 3),
    "Pasient i Mage-tarmskolen, uke 9.",
    week=9,
    steps=16,
    keeps=("know-your-gut/symptom-diary",),
    hope="Jeg vil tørre å spise ute igjen uten å planlegge hele dagen.",
    writes=Text(
        "Takk, det skal jeg. Vi skal på kafé på lørdag. Har du et råd om hva jeg kan velge der?",
        "Takk, det skal eg. Vi skal på kafé på laurdag. Har du eit råd om kva eg kan velje der?",
    ),
    asks=QuestionAndAnswer(
        Text(
            "Hei. Er det for tidlig å kutte ut løk? Jeg tror det er verst, men er ikke sikker.",
            "Hei. Er det for tidleg å kutte ut lauk? Eg trur det er verst, men er ikkje sikker.",
        ),
        Text(
            "Hei. Vent litt med det. Skriv opp det du spiser denne uken, så ser vi på det sammen.",
            "Hei. Vent litt med det. Skriv opp det du et denne veka, så ser vi på det saman.",
        ),
    ),
)

MAREN = CastTherapist(
    "maren",
    "Maren",
    "Aas",
    "278185221",
    date(1985, 1, 27),
    "Klinisk ernæringsfysiolog, Fjordvest sykehus.",
    "klinisk ernæringsfysiolog",
    besides=("dietitian",),
)

PACED_BREATH = PacedSound(
    "body-and-movement",
    "belly-breathing",
    "breath",
    Text("Tone for rolig pust", "Tone for roleg pust", "A tone for calm breathing"),
    4,
    6,
    30,
    Text("Pust inn", "Pust inn", "Breathe in"),
    Text("Pust ut", "Pust ut", "Breathe out"),
    Text(
        "En tone stiger i 4 sekunder. Da puster du inn.\nTonen synker i 6 sekunder. Da puster du ut.\n"
        "Slik går det 30 ganger, i 5 minutter. Ingen snakker.",
        "Ein tone stig i 4 sekund. Då pustar du inn.\nTonen søkk i 6 sekund. Då pustar du ut.\n"
        "Slik går det 30 gonger, i 5 minutt. Ingen snakkar.",
        "A tone rises for 4 seconds. Then you breathe in.\nThe tone falls for 6 seconds. Then you breathe out.\n"
        "So it goes 30 times, for 5 minutes. Nobody speaks.",
    ),
)

SIMULATION = Simulation(
    programme="ibs",
    clinic=Clinic("fordoyelse", "Seksjon for fordøyelse"),
    share=1.0,
    questions=QUESTIONS,
    entries=ENTRIES,
    written=WRITTEN,
    therapists=(MAREN,),
    patients=(INGRID,),
    sounds=(PACED_BREATH,),
)

COURSE_SIMULATION = replace(SIMULATION, programme="ibs-course", share=0.1, patients=(), sounds=())
"""Those who go to the course of two days, at the same clinic."""
