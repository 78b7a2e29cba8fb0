"""What a benefits plan says: its codes, its sentences, and what is refused."""

from __future__ import annotations

from varde.kernel.words import Counted, Text

CATEGORY = {
    "quality": Text("Kvalitet", "Kvalitet", "Quality"),
    "saved_time": Text("Spart tid", "Spart tid", "Saved time"),
    "avoided_cost": Text("Unngått kostnad", "Unngått kostnad", "Avoided cost"),
}
RECEIVER = {
    "patient": Text("For pasienten", "For pasienten", "For the patient"),
    "relative": Text("For pårørende", "For pårørande", "For relatives"),
    "staff": Text("For behandleren", "For behandlaren", "For the staff"),
    "service": Text("For virksomheten", "For verksemda", "For the service"),
    "society": Text("For samfunnet", "For samfunnet", "For society"),
}
STATUS = {
    "planned": Text("Planlagt", "Planlagd", "Planned"),
    "measuring": Text("Måles", "Blir målt", "Being measured"),
    "realised": Text("Realisert", "Realisert", "Realised"),
    "partly": Text("Delvis realisert", "Delvis realisert", "Partly realised"),
    "not_realised": Text("Ikke realisert", "Ikkje realisert", "Not realised"),
    "dropped": Text("Tatt ut av planen", "Teken ut av planen", "Taken out of the plan"),
}
STANDING = {
    "no_baseline": Text("Ikke målt før", "Ikkje målt før", "Not measured before"),
    "no_target": Text("Uten mål", "Utan mål", "No target"),
    "not_measured": Text("Ikke målt", "Ikkje målt", "Not measured"),
    "hidden": Text("Kan ikke vises", "Kan ikkje visast", "Cannot be shown"),
    "worse": Text("Lenger unna", "Lenger unna", "Further away"),
    "unchanged": Text("Ingen endring", "Inga endring", "No change"),
    "under_way": Text("På vei", "På veg", "Under way"),
    "nearly": Text("Nesten nådd", "Nesten nådd", "Nearly reached"),
    "reached": Text("Nådd", "Nådd", "Reached"),
    "late": Text("Ikke nådd i tide", "Ikkje nådd i tide", "Not reached in time"),
}
SUMMED = {
    "no_baseline": Counted(
        Text(
            "én kan ikke hevdes, fordi nullpunktet mangler",
            "éin kan ikkje hevdast, fordi nullpunktet manglar",
            "one cannot be claimed, for want of a baseline",
        ),
        Text(
            "{n} kan ikke hevdes, fordi nullpunktet mangler",
            "{n} kan ikkje hevdast, fordi nullpunktet manglar",
            "{n} cannot be claimed, for want of a baseline",
        ),
    ),
    "no_target": Counted(
        Text("én har ikke noe mål", "éin har ikkje noko mål", "one has no target"),
        Text("{n} har ikke noe mål", "{n} har ikkje noko mål", "{n} have no target"),
    ),
    "not_measured": Counted(
        Text("én er ikke målt", "éin er ikkje målt", "one is not measured"),
        Text("{n} er ikke målt", "{n} er ikkje målt", "{n} are not measured"),
    ),
    "hidden": Counted(
        Text("én kan ikke vises", "éin kan ikkje visast", "one cannot be shown"),
        Text("{n} kan ikke vises", "{n} kan ikkje visast", "{n} cannot be shown"),
    ),
    "worse": Counted(
        Text("én er lenger unna enn før", "éin er lenger unna enn før", "one is further away than before"),
        Text("{n} er lenger unna enn før", "{n} er lenger unna enn før", "{n} are further away than before"),
    ),
    "unchanged": Counted(
        Text("én er uendret", "éin er uendra", "one is unchanged"),
        Text("{n} er uendret", "{n} er uendra", "{n} are unchanged"),
    ),
    "under_way": Counted(
        Text("én er på vei", "éin er på veg", "one is under way"),
        Text("{n} er på vei", "{n} er på veg", "{n} are under way"),
    ),
    "nearly": Counted(
        Text("én er nesten nådd", "éin er nesten nådd", "one is nearly reached"),
        Text("{n} er nesten nådd", "{n} er nesten nådd", "{n} are nearly reached"),
    ),
    "reached": Counted(
        Text("én er nådd", "éin er nådd", "one is reached"), Text("{n} er nådd", "{n} er nådd", "{n} are reached")
    ),
    "late": Counted(
        Text("én ble ikke nådd i tide", "éin vart ikkje nådd i tide", "one was not reached in time"),
        Text("{n} ble ikke nådd i tide", "{n} vart ikkje nådd i tide", "{n} were not reached in time"),
    ),
}
SUMMARY = Counted(
    Text("Av én gevinst: {parts}.", "Av éin gevinst: {parts}.", "Of one benefit: {parts}."),
    Text("Av {n} gevinster: {parts}.", "Av {n} gevinstar: {parts}.", "Of {n} benefits: {parts}."),
)
AND = Text("og", "og", "and")
INTERVAL = {
    1: Text("hver måned", "kvar månad", "every month"),
    3: Text("hvert kvartal", "kvart kvartal", "every quarter"),
    6: Text("hvert halvår", "kvart halvår", "every half-year"),
    12: Text("hvert år", "kvart år", "every year"),
}
POINT = {
    "precondition": Text("Forutsetninger", "Føresetnader", "Preconditions"),
    "action": Text("Tiltak", "Tiltak", "Actions"),
    "disbenefit": Text("Ulemper", "Ulemper", "Disbenefits"),
    "risk": Text("Risiko", "Risiko", "Risks"),
}
POINT_SETTLED = {
    "precondition": Text("på plass", "på plass", "in place"),
    "action": Text("gjort", "gjort", "done"),
    "disbenefit": Text("gjelder ikke lenger", "gjeld ikkje lenger", "holds no longer"),
    "risk": Text("gjelder ikke lenger", "gjeld ikkje lenger", "holds no longer"),
}
SETTLE = {
    "precondition": Text("På plass", "På plass", "In place"),
    "action": Text("Gjort", "Gjort", "Done"),
    "disbenefit": Text("Gjelder ikke lenger", "Gjeld ikkje lenger", "Holds no longer"),
    "risk": Text("Gjelder ikke lenger", "Gjeld ikkje lenger", "Holds no longer"),
}
"""What the button says that settles a point."""
READS = {
    "": Text("Verdier føres for hånd", "Verdiar blir førte for hand", "Values are written by hand"),
    "responders": Text(
        "Andel av alle som startet, med klar bedring: {measure} ({when})",
        "Del av alle som starta, med klar betring: {measure} ({when})",
        "Share of all who started, with a clear improvement: {measure} ({when})",
    ),
    "responders_answered": Text(
        "Andel av dem som svarte to ganger, med klar bedring: {measure} ({when})",
        "Del av dei som svara to gonger, med klar betring: {measure} ({when})",
        "Share of those who answered twice, with a clear improvement: {measure} ({when})",
    ),
    "mean": Text(
        "Snitt etterpå: {measure} ({when})", "Snitt etterpå: {measure} ({when})", "Mean afterwards: {measure} ({when})"
    ),
    "heaviest": Text(
        "Andel i tyngste grad etterpå, av dem som svarte to ganger: {measure} ({when})",
        "Del i tyngste grad etterpå, av dei som svara to gonger: {measure} ({when})",
        "Share in the heaviest step afterwards, of those who answered twice: {measure} ({when})",
    ),
    "started": Text("Antall som startet", "Talet på dei som starta", "How many started"),
    "waiting": Text("Ventetid, snitt (siste periode)", "Ventetid, snitt (siste periode)", "Wait, mean (latest period)"),
}
UNIT_DAYS = Text("dager", "dagar", "days")
UNIT_PEOPLE = Text("personer", "personar", "people")

# --- what is refused

TITLE_MISSING = Text(
    "Skriv hva som skal bli bedre.", "Skriv kva som skal bli betre.", "Write what is to become better."
)
INDICATOR_MISSING = Text(
    "Skriv hva som måles, når verdiene føres for hånd.",
    "Skriv kva som blir målt, når verdiane blir førte for hand.",
    "Write what is measured, where values are written by hand.",
)
UNKNOWN_MEASURE = Text(
    "Programmet har ikke målet {measure}. Velg et annet, eller før verdiene for hånd.",
    "Programmet har ikkje målet {measure}. Vel eit anna, eller før verdiane for hand.",
    "The programme has no measure {measure}. Choose another, or write the values by hand.",
)
OWNER_MISSING = Text(
    "Velg hvem som eier den, eller skriv et navn eller en tittel.",
    "Vel kven som eig han, eller skriv eit namn eller ein tittel.",
    "Choose who owns it, or write a name or a title.",
)
BASELINE_VALUE_MISSING = Text(
    "Skriv verdien ved nullpunktet, eller la dag, n og kilde stå tomme: uten nullpunkt hevdes ingenting.",
    "Skriv verdien ved nullpunktet, eller lat dag, n og kjelde stå tomme: utan nullpunkt blir ingenting hevda.",
    "Write the value at the baseline, or leave day, n and source empty: without a baseline nothing is claimed.",
)
BASELINE_INCOMPLETE = Text(
    "Et nullpunkt har en verdi, dagen den ble målt og hvor mange den gjelder (n).",
    "Eit nullpunkt har ein verdi, dagen han vart målt og kor mange han gjeld (n).",
    "A baseline has a value, the day it was measured and how many it is of (n).",
)
DAY_TO_COME = Text(
    "Dagen kan ikke være etter i dag.", "Dagen kan ikkje vere etter i dag.", "The day cannot be after today."
)
TOO_FEW = Text(
    "n må være minst {n}: tall om færre vises ikke her.",
    "n må vere minst {n}: tal om færre blir ikkje viste her.",
    "n must be at least {n}: figures of fewer are not shown here.",
)
TARGET_VALUE_MISSING = Text(
    "Skriv målet som et tall, eller la dagen stå tom.",
    "Skriv målet som eit tal, eller lat dagen stå tom.",
    "Write the target as a number, or leave its day empty.",
)
TARGET_DAY_MISSING = Text(
    "Skriv hvilken dag målet skal være nådd.",
    "Skriv kva dag målet skal vere nådd.",
    "Write the day the target is to be reached.",
)
TARGET_IS_BASELINE = Text(
    "Målet er likt nullpunktet, så det er ingen gevinst å nå.",
    "Målet er likt nullpunktet, så det er ingen gevinst å nå.",
    "The target equals the baseline, so that there is no benefit to reach.",
)
TARGET_LOWER = Text(
    "Lavere er bedre her, så målet må være lavere enn nullpunktet.",
    "Lågare er betre her, så målet må vere lågare enn nullpunktet.",
    "Lower is better here, so the target must be lower than the baseline.",
)
TARGET_HIGHER = Text(
    "Høyere er bedre her, så målet må være høyere enn nullpunktet.",
    "Høgare er betre her, så målet må vere høgare enn nullpunktet.",
    "Higher is better here, so the target must be higher than the baseline.",
)
PERIOD_BACKWARDS = Text(
    "Dagen for målet må komme etter dagen for nullpunktet.",
    "Dagen for målet må kome etter dagen for nullpunktet.",
    "The day of the target must come after that of the baseline.",
)
SOURCE_MISSING = Text(
    "Skriv hvor tallet er hentet fra.", "Skriv kvar talet er henta frå.", "Write where the number comes from."
)
BELOW_ZERO = Text(
    "Et anslag kan ikke være under 0.", "Eit overslag kan ikkje vere under 0.", "An assumption cannot be below 0."
)
NOT_IN_ORDER = Text(
    "Lavt, midtre og høyt må stå i stigende rekkefølge.",
    "Lågt, midtre og høgt må stå i stigande rekkjefølgje.",
    "Low, base and high must rise in that order.",
)
SHARE_ABOVE_ONE = Text(
    "En andel er et tall fra 0 til 1.", "Ein del er eit tal frå 0 til 1.", "A share is a number from 0 to 1."
)

# --- beside the benefits

WHERE = {
    "clinic": Text(
        "på sykehuset eller hos fastlegen", "på sjukehuset eller hos fastlegen", "at the hospital or the GP"
    ),
    "home": Text("hjemme", "heime", "at home"),
    "none": Text("ikke avtalt eller ikke kjent", "ikkje avtalt eller ikkje kjent", "not agreed or not known"),
}
SIDE = {
    "without": Text("Uten digital oppfølging", "Utan digital oppfølging", "Without digital follow-up"),
    "with": Text("Med digital oppfølging", "Med digital oppfølging", "With digital follow-up"),
}
ASSUMPTION = {
    "people": Text("Personer i året", "Personar i året", "People in the year"),
    "visits": Text("Timer unngått per person", "Timar unngått per person", "Visits avoided per person"),
    "visit_cost": Text("Pris per time, kr", "Pris per time, kr", "Cost of a visit, NOK"),
    "km": Text("Reise én vei, km", "Reise éin veg, km", "Travel one way, km"),
    "hours": Text("Reise én vei, timer", "Reise éin veg, timar", "Travel one way, hours"),
    "car_share": Text("Andel som kjører bil (0–1)", "Del som køyrer bil (0–1)", "Share that drives (0–1)"),
    "co2": Text("Utslipp, kg CO₂e per km", "Utslepp, kg CO₂e per km", "Emission, kg CO₂e per km"),
    "cost": Text("Kostnad i året, kr", "Kostnad i året, kr", "Cost in the year, NOK"),
}
ESTIMATE = {
    "visits_avoided": Text("Timer unngått", "Timar unngått", "Visits avoided"),
    "km_saved": Text("Spart reise, km", "Spart reise, km", "Travel saved, km"),
    "hours_saved": Text(
        "Spart reisetid for pasienter, timer",
        "Spart reisetid for pasientar, timar",
        "Patients' travel time saved, hours",
    ),
    "co2_saved": Text("Unngått utslipp, kg CO₂e", "Unngått utslepp, kg CO₂e", "Emission avoided, kg CO₂e"),
    "value": Text("Verdi av unngåtte timer, kr", "Verdi av unngåtte timar, kr", "Value of visits avoided, NOK"),
    "net": Text("Netto, kr", "Netto, kr", "Net, NOK"),
}
VOICE = {
    "quote": Text("Sitat", "Sitat", "Quote"),
    "finding": Text("Funn fra intervjuer", "Funn frå intervju", "Finding of interviews"),
}
