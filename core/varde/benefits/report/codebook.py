"""What each column of the report's tables holds, for whoever reads its files without the page beside them."""

from __future__ import annotations

from varde.benefits.report.values import TableColumn
from varde.kernel.words import Text

SHARE = Text("andel fra 0 til 1", "del frå 0 til 1", "share from 0 to 1")
PEOPLE = Text("antall personer", "tal på personar", "number of people")
POINTS = Text("enheten til målet", "eininga til målet", "the unit of the measure")
WORDS = Text("ord", "ord", "words")
PLAIN = Text("tall uten enhet", "tal utan eining", "number without a unit")
DAYS = Text("dager", "dagar", "days")

UNITS: dict[str, Text] = {
    "people": PEOPLE,
    "people_start": PEOPLE,
    "people_later": PEOPLE,
    "n": PEOPLE,
    "responders": PEOPLE,
    "answered": PEOPLE,
    "started": PEOPLE,
    "of_referred": SHARE,
    "share": SHARE,
    "share_of_started": SHARE,
    "of_answered": SHARE,
    "of_started": SHARE,
    "share_start": SHARE,
    "share_later": SHARE,
    "percent_of_start_mean": SHARE,
    "mean": POINTS,
    "sd": POINTS,
    "interval": POINTS,
    "start": POINTS,
    "later": POINTS,
    "change": POINTS,
    "answered_then": PEOPLE,
    "model_change": POINTS,
    "median": DAYS,
    "result": Text(
        "andel fra 0 til 1, eller enheten til målet", "del frå 0 til 1, eller eininga til målet", "share, or unit"
    ),
    "d_av": PLAIN,
    "t": PLAIN,
    "df": PLAIN,
    "p": PLAIN,
    "d": PLAIN,
}
"""What the numbers of a column are counted in, by its key; a column that is not here holds words."""

MEANINGS: dict[str, Text] = {
    "step": Text(
        "steg på veien fra henvist til svart", "steg på vegen frå tilvist til svara", "step from referred to answered"
    ),
    "way": Text(
        "hvordan forløpet sluttet, og grunnene under",
        "korleis forløpet slutta, og grunnane under",
        "how it ended, reasons under it",
    ),
    "dropout": Text("hva slags frafall", "kva slags fråfall", "which kind of drop-out"),
    "of_whom": Text("hvem andelen er av", "kven delen er av", "of whom the share is"),
    "period": Text(
        "kvartalet eller året da de begynte", "kvartalet eller året då dei begynte", "quarter or year of the start"
    ),
    "group": Text(
        "alle, eller delt etter utfallet ved første oppfølging",
        "alle, eller delte etter utfallet ved første oppfølging",
        "everyone, or parted by the outcome at the first follow-up",
    ),
    "level": Text("alvorlighetsgrad", "alvorsgrad", "level of severity"),
    "class": Text("endring hos hver enkelt", "endring hos kvar einskild", "change in each person"),
    "occasion": Text("når det ble svart", "når det vart svara", "when it was answered"),
    "name": Text("målet eller området", "målet eller området", "the measure or the area"),
    "test": Text(
        "hva som er testet, og med hvilken test",
        "kva som er testa, og med kva test",
        "what is tested, and by which test",
    ),
    "counted_as": Text("hvordan de uten svar er regnet", "korleis dei utan svar er rekna", "how no answer is counted"),
    "people": Text("personer", "personar", "people"),
    "people_start": Text(
        "personer på graden ved start", "personar på graden ved start", "people at the level at the start"
    ),
    "people_later": Text("personer på graden senere", "personar på graden seinare", "people at the level later"),
    "n": Text("personer tallene på raden er regnet av", "personar tala på rada er rekna av", "people the row is of"),
    "responders": Text(
        "respondere etter regelen under tabellen",
        "respondarar etter regelen under tabellen",
        "responders by the rule in the note",
    ),
    "answered": Text(
        "svarte både ved start og da", "svara både ved start og då", "answered both at the start and then"
    ),
    "started": Text(
        "begynte; noten sier i hvilke måneder",
        "begynte; noten seier i kva månader",
        "started; the note says in which months",
    ),
    "of_referred": Text(
        "av alle henviste; Wilsons 95 % KI", "av alle tilviste; Wilsons 95 % KI", "of all referred; Wilson's 95% CI"
    ),
    "share": Text(
        "av dem kolonnen før sier; Wilsons 95 % KI",
        "av dei kolonnen før seier; Wilsons 95 % KI",
        "of those named before it; Wilson's 95% CI",
    ),
    "of_answered": Text(
        "av dem som svarte begge ganger; Wilsons 95 % KI",
        "av dei som svara begge gongene; Wilsons 95 % KI",
        "of those who answered both times; Wilson's 95% CI",
    ),
    "of_started": Text(
        "av alle som begynte; uten svar er ikke-respons; Wilsons 95 % KI",
        "av alle som begynte; utan svar er ikkje-respons; Wilsons 95 % KI",
        "of all who started; no answer is no response; Wilson's 95% CI",
    ),
    "share_of_started": Text(
        "andel av alle som begynte; Wilsons 95 % KI",
        "del av alle som begynte; Wilsons 95 % KI",
        "of all who started; Wilson's 95% CI",
    ),
    "value": Text("hvem raden er av", "kven rada er av", "whom the row is of"),
    "share_start": Text(
        "andel på graden ved start, av n", "del på graden ved start, av n", "share at the level at the start, of n"
    ),
    "share_later": Text(
        "andel på graden senere, av n", "del på graden seinare, av n", "share at the level later, of n"
    ),
    "mean": Text("gjennomsnitt", "gjennomsnitt", "mean"),
    "sd": Text("standardavvik, delt på n − 1", "standardavvik, delt på n − 1", "standard deviation, divided by n − 1"),
    "interval": Text(
        "95 % KI for gjennomsnittet (Students t)",
        "95 % KI for gjennomsnittet (Students t)",
        "95% CI of the mean (Student's t)",
    ),
    "median": Text("median", "median", "median"),
    "start": Text(
        "gjennomsnitt og SD ved start, de samme n",
        "gjennomsnitt og SD ved start, dei same n",
        "mean and SD at the start, the same n",
    ),
    "later": Text(
        "gjennomsnitt og SD senere, de samme n",
        "gjennomsnitt og SD seinare, dei same n",
        "mean and SD later, the same n",
    ),
    "change": Text(
        "senere minus start hos de samme n; 95 % KI (Students t)",
        "seinare minus start hos dei same n; 95 % KI (Students t)",
        "later minus start in the same n; 95% CI (Student's t)",
    ),
    "answered_then": Text("svarte ved start og da", "svara ved start og då", "answered at the start and then"),
    "model_change": Text(
        "endring fra start etter den blandede modellen; 95 % KI (Students t)",
        "endring frå start etter den blanda modellen; 95 % KI (Students t)",
        "change from the start by the mixed model; 95% CI (Student's t)",
    ),
    "d_av": Text(
        "endringen delt på snittet av de to SD-ene",
        "endringa delt på snittet av dei to SD-ane",
        "the change divided by the mean of the two SDs",
    ),
    "percent_of_start_mean": Text(
        "endringen i gjennomsnittet delt på gjennomsnittet ved start",
        "endringa i gjennomsnittet delt på gjennomsnittet ved start",
        "the change of the mean divided by the mean at the start",
    ),
    "result": Text(
        "andelen eller endringen, regnet slik",
        "delen eller endringa, rekna slik",
        "the share or the change, counted so",
    ),
    "t": Text("testobservator", "testobservator", "test statistic"),
    "df": Text("frihetsgrader", "fridomsgrader", "degrees of freedom"),
    "p": Text("tosidig p-verdi", "tosidig p-verdi", "two-sided p value"),
    "d": Text(
        "standardisert forskjell, se noten", "standardisert skilnad, sjå noten", "standardised difference, see the note"
    ),
}
"""What a column holds, by its key, which is the same in every table."""


def unit_of_column(column: TableColumn) -> Text:
    """What its numbers are counted in; words where it holds none."""
    return UNITS.get(column.key, PLAIN) if column.numeric else WORDS
