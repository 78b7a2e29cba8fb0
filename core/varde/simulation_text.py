"""Names and sentences of simulated people. All are invented."""

GIVEN_NAMES = (
    "Anne", "Berit", "Camilla", "Dina", "Elin", "Frida", "Grete", "Hanne", "Ida", "Jorunn", "Kari", "Liv", "Marit", "Nora",
    "Oda", "Ragnhild", "Siri", "Tuva", "Unni", "Vilde", "Åse", "Ahmed", "Bjørn", "Erik", "Fredrik", "Geir", "Håkon", "Ivar",
    "Jon", "Karim", "Lars", "Magnus", "Nils", "Ola", "Per", "Rune", "Sindre", "Tor", "Yusuf", "Øyvind",
)  # fmt: skip
FAMILY_NAMES = (
    "Aas", "Bakke", "Berge", "Bø", "Dahl", "Dale", "Eide", "Eriksen", "Fjeld", "Foss", "Grønli", "Hagen", "Haug", "Holm",
    "Håland", "Iversen", "Kleven", "Lie", "Lund", "Løvås", "Moen", "Myhre", "Nes", "Nygård", "Rud", "Sand", "Skaar", "Solli",
    "Strand", "Sunde", "Tveit", "Vik", "Voll", "Ødegård", "Årdal",
)  # fmt: skip
NOTES = (
    "Det gikk lettere enn jeg trodde.",
    "Vanskelig i starten, bedre etter hvert.",
    "Jeg ble avbrutt, men tok det igjen om kvelden.",
    "Merket at skuldrene sank.",
    "Vet ikke helt om jeg gjør det riktig.",
    "Det var fint å ta det i eget tempo.",
)
QUESTIONS = (
    "Hei. Er det vanlig at det svinger så mye fra uke til uke?",
    "Jeg fikk ikke gjort øvelsen hver dag. Skal jeg begynne på nytt?",
    "Hvor lenge bør jeg prøve før jeg merker noe?",
    "Kan jeg ta modulene i min egen takt?",
)
ANSWERS = (
    "Hei. Ja, det er helt vanlig. Se heller på hvordan det har vært over flere uker.",
    "Du trenger ikke begynne på nytt. Fortsett der du er, så ser vi på det sammen.",
    "Det er ulikt. Gi det noen uker, og skriv til meg hvis det blir verre.",
    "Ja, det kan du. Ta pauser når du trenger det.",
)
