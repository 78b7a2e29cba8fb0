"""What the low-FODMAP tracker says: the foods with their portions, the phases, and why a verdict is what it is.

The portions are proposed, to be checked by a dietitian: amounts change when foods are tested anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from varde.exercises.fodmap_rules import Judged, Why
from varde.kernel.words import Text
from varde.programmes.overviews import own_words


@dataclass(frozen=True, slots=True)
class TriedFood:
    """A food with one group in it, and its three portions."""

    food: Text
    portions: tuple[Text, Text, Text]


CHALLENGES = (
    ("lactose", Text("Laktose", "Laktose", "Lactose")),
    ("fructose", Text("Fruktose i overskudd", "Fruktose i overskot", "Excess fructose")),
    ("sorbitol", Text("Sorbitol", "Sorbitol", "Sorbitol")),
    ("mannitol", Text("Mannitol", "Mannitol", "Mannitol")),
    ("wheat", Text("Fruktaner: hvete", "Fruktan: kveite (korn)", "Fructans: wheat")),
    ("gos", Text("GOS: bønner og linser", "GOS: bønner og linser", "GOS: beans and lentils")),
    ("onion", Text("Fruktaner: løk", "Fruktan: lauk", "Fructans: onion")),
    ("garlic", Text("Fruktaner: hvitløk", "Fruktan: kvitlauk", "Fructans: garlic")),
)
"""In the order in which they are tried: what is often tolerated and gives most food back goes first."""
_TEASPOONS = (Text("1 ts", "1 ts", "1 tsp"), Text("2 ts", "2 ts", "2 tsp"), Text("1 ss", "1 ss", "1 tbsp"))
_SLICES = (
    Text("1 skive", "1 skive", "1 slice"),
    Text("2 skiver", "2 skiver", "2 slices"),
    Text("3 skiver", "3 skiver", "3 slices"),
)
FOODS: Mapping[str, TriedFood] = {
    "lactose": TriedFood(
        Text("lettmelk", "lettmjølk", "semi-skimmed milk"), (own_words("½ dl"), own_words("1¼ dl"), own_words("2½ dl"))
    ),
    "fructose": TriedFood(Text("honning", "honning", "honey"), _TEASPOONS),
    "sorbitol": TriedFood(
        Text("bjørnebær", "bjørnebær", "blackberries"), (own_words("5"), own_words("10"), own_words("20"))
    ),
    "mannitol": TriedFood(
        Text("kokt sjampinjong", "kokt sjampinjong", "cooked mushroom"),
        (own_words("20 g"), own_words("40 g"), own_words("80 g")),
    ),
    "wheat": TriedFood(Text("fint hvetebrød", "fint kveitebrød", "fine wheat bread"), _SLICES),
    "gos": TriedFood(
        Text(
            "hermetiske, skylte kikerter eller linser",
            "hermetiske, skylde kikerter eller linser",
            "canned, rinsed chickpeas or lentils",
        ),
        (Text("2 ss", "2 ss", "2 tbsp"), own_words("½ dl"), own_words("1 dl")),
    ),
    "onion": TriedFood(
        Text("kokt gul løk", "kokt gul lauk", "cooked yellow onion"),
        (Text("½ ss", "½ ss", "½ tbsp"), Text("1 ss", "1 ss", "1 tbsp"), Text("2 ss", "2 ss", "2 tbsp")),
    ),
    "garlic": TriedFood(
        Text("hvitløk", "kvitlauk", "garlic"),
        (Text("¼ fedd", "¼ fedd", "¼ clove"), Text("½ fedd", "½ fedd", "½ clove"), Text("1 fedd", "1 fedd", "1 clove")),
    ),
}
PHASES = (
    ("swap", Text("Fase 1, bytte", "Fase 1, byte", "Phase 1, swap")),
    ("try", Text("Fase 2, prøve", "Fase 2, prøve", "Phase 2, try")),
    ("own", Text("Fase 3, maten min", "Fase 3, maten min", "Phase 3, my own food")),
    ("pause", Text("Pause", "Pause", "Pause")),
)
DISTURBANCES = (
    ("period", Text("Mensen", "Mensen", "Period")),
    ("infection", Text("Infeksjon", "Infeksjon", "Infection")),
    ("stress", Text("Mye stress", "Mykje stress", "Much stress")),
    ("medicine", Text("Ny medisin", "Ny medisin", "New medicine")),
    ("alcohol", Text("Alkohol", "Alkohol", "Alcohol")),
    ("other_food", Text("Annen mat fra listen", "Annan mat frå lista", "Other food from the list")),
)
DISTURBED_HINT = Text(
    "Da kan vi ikke vite hva magen svarte på, og du kan prøve igjen senere.",
    "Då kan vi ikkje vite kva magen svarte på, og du kan prøve igjen seinare.",
    "Then we cannot know what your stomach answered to, and you can try again later.",
)
JUDGED: Mapping[Judged, Text] = {
    "yes": Text("Tåler", "Toler", "Tolerates"),
    "some": Text("Tåler litt", "Toler litt", "Tolerates some"),
    "no": Text("Tåler ikke nå", "Toler ikkje no", "Does not tolerate now"),
    "unsure": Text("Vet ikke ennå", "Veit ikkje enno", "Not known yet"),
}
WHY: Mapping[Why, Text] = {
    "own": Text("Det er det du mener selv.", "Det er det du meiner sjølv.", "That is what you think yourself."),
    "three_calm": Text(
        "Magen var omtrent som før etter alle tre porsjonene.",
        "Magen var om lag som før etter alle tre porsjonane.",
        "Your stomach was about as before after all three portions.",
    ),
    "up_to": Text(
        "Du tåler omtrent {amount}. Den neste porsjonen ga mer plager.",
        "Du toler om lag {amount}. Den neste porsjonen gav meir plager.",
        "You tolerate about {amount}. The next portion gave more symptoms.",
    ),
    "first_strong": Text(
        "Den minste porsjonen, {amount}, ga tydelig mer plager enn før.",
        "Den minste porsjonen, {amount}, gav tydeleg meir plager enn før.",
        "The smallest portion, {amount}, gave clearly more symptoms than before.",
    ),
    "strong": Text(
        "Porsjon {portion}, {amount}, ga sterke plager.",
        "Porsjon {portion}, {amount}, gav sterke plager.",
        "Portion {portion}, {amount}, gave strong symptoms.",
    ),
    "disturbed": Text(
        "Noe annet kan ha uroet magen. Prøv igjen når det er rolig.",
        "Noko anna kan ha uroa magen. Prøv igjen når det er roleg.",
        "Something else may have upset it. Try again when it is calm.",
    ),
    "start_unknown": Text(
        "De tre dagene før er ikke skrevet, så vi har ikke noe å måle mot.",
        "Dei tre dagane før er ikkje skrivne, så vi har ikkje noko å måle mot.",
        "The three days before are not written, so there is nothing to measure against.",
    ),
    "start_high": Text(
        "Magen var urolig før du begynte, over {highest} av 10. Vent til den er roligere.",
        "Magen var uroleg før du byrja, over {highest} av 10. Vent til han er rolegare.",
        "Your stomach was uneasy before you began, above {highest} of 10. Wait until it is calmer.",
    ),
    "too_few": Text(
        "Du trenger minst to porsjoner før vi kan si noe.",
        "Du treng minst to porsjonar før vi kan seie noko.",
        "At least two portions are needed before anything can be said.",
    ),
    "not_finished": Text(
        "Så langt går det greit. Den neste porsjonen gjenstår.",
        "Så langt går det greitt. Den neste porsjonen står att.",
        "So far it goes well. The next portion remains.",
    ),
    "between": Text(
        "Svarene peker ikke én vei. Ernæringsfysiologen ser på dem sammen med deg.",
        "Svara peikar ikkje éin veg. Ernæringsfysiologen ser på dei saman med deg.",
        "The answers do not point one way. The dietitian looks at them with you.",
    ),
}
NOW = Text("Der du er nå", "Der du er no", "Where you are now")
DAY_OF = Text("{phase}, dag {number}", "{phase}, dag {number}", "{phase}, day {number}")
PORTION_NOW = Text(
    "{day}. {food}, porsjon {portion}", "{day}. {food}, porsjon {portion}", "{day}. {food}, portion {portion}"
)
FOOD_NOW = Text("{day}. {food}", "{day}. {food}", "{day}. {food}")
REST_DAY = Text("{day}. {food}, hviledag", "{day}. {food}, kviledag", "{day}. {food}, day of rest")
PROVOKED = Text(
    "I denne fasen framkaller du plager med vilje. At magen er verre nå, er en del av prøven.",
    "I denne fasen kallar du fram plager med vilje. At magen er verre no, er ein del av prøven.",
    "In this phase symptoms are brought on deliberately. That your stomach is worse now is part of the test.",
)
FOR_HER_THERAPIST = Text(
    "{phase}. I denne fasen framkalles plager med vilje.",
    "{phase}. I denne fasen blir plager kalla fram med vilje.",
    "{phase}. In this phase symptoms are brought on deliberately.",
)
COMES_LATER = Text(
    "Hviledag {number}. Vent minst tre dager, og til magen har vært som før i to.",
    "Kviledag {number}. Vent minst tre dagar, og til magen har vore som før i to.",
    "Rest day {number}. Wait at least three days, and until two are as before.",
)
NEXT_PORTION = Text(
    "Neste er porsjon {portion}: {amount} {food}. Får du sterke plager, stopper du der.",
    "Neste er porsjon {portion}: {amount} {food}. Får du sterke plager, stoppar du der.",
    "Next is portion {portion}: {amount} of {food}. If the symptoms become strong, stop there.",
)
WITH_A_DAY_BETWEEN = ("wheat", "gos", "onion", "garlic")
"""Fructans and GOS may be given with a day between the portions."""
DAY_BETWEEN = Text(
    "Du kan vente en dag mellom porsjonene.",
    "Du kan vente ein dag mellom porsjonane.",
    "You may wait a day between the portions.",
)
TRY_AGAIN = Text(
    "Magen er som før. Du kan begynne på nytt med liten porsjon, eller ta en annen gruppe: {food} er ikke avgjort.",
    "Magen er som før. Du kan byrje på nytt med liten porsjon, eller ta ei anna gruppe: {food} er ikkje avgjort.",
    "Your stomach is as before. You can begin again with a small portion, or take another group: {food} is not settled.",
)
REST_OVER = Text(
    "Magen er som før. Du kan prøve neste gruppe.",
    "Magen er som før. Du kan prøve neste gruppe.",
    "Your stomach is as before. You can try the next group.",
)
FIRST_CHECK = Text(
    "To uker er gått. Snakk med ernæringsfysiologen om hvordan det går.",
    "To veker er gått. Snakk med ernæringsfysiologen om korleis det går.",
    "Two weeks have passed. Talk with the dietitian about how it goes.",
)
DECIDE_NOW = Text(
    "Fire uker er gått. Har det ikke hjulpet, går du tilbake til vanlig mat. Har det hjulpet, begynner du å prøve.",
    "Fire veker er gått. Har det ikkje hjelpt, går du tilbake til vanleg mat. Har det hjelpt, byrjar du å prøve.",
    "Four weeks have passed. If it has not helped, go back to ordinary food. If it has, begin to try.",
)
END_NOW = Text(
    "Seks uker er gått, og fase 1 er slutt. Snakk med ernæringsfysiologen i dag om hva som er neste.",
    "Seks veker er gått, og fase 1 er slutt. Snakk med ernæringsfysiologen i dag om kva som er neste.",
    "Six weeks have passed, and phase 1 is over. Talk with the dietitian today about what is next.",
)
GROUPS = Text("Det du prøver", "Det du prøver", "What you try")
GROUPS_LEAD = Text(
    "Det som står her, er forslag. Ernæringsfysiologen ser på dem, og det du selv mener, går foran.",
    "Det som står her, er framlegg. Ernæringsfysiologen ser på dei, og det du sjølv meiner, går føre.",
    "These are suggestions. The dietitian looks at them, and what you think yourself goes first.",
)
NOT_TRIED = Text("Ikke prøvd", "Ikkje prøvd", "Not tried")
PORTIONS_OF = Text(
    "{food}: {first}, {second}, {third}", "{food}: {first}, {second}, {third}", "{food}: {first}, {second}, {third}"
)
RISE = Text(
    "Porsjon {portion}: {rise} over før", "Porsjon {portion}: {rise} over før", "Portion {portion}: {rise} above before"
)
PICTURE = Text("Magen dag for dag", "Magen dag for dag", "Your stomach day by day")
PICTURE_NOTE = Text(
    "Det verste av smerter, oppblåsthet og avføring. Tabellen sier hvilken fase hver dag var i.",
    "Det verste av smerter, oppblåst mage og avføring. Tabellen seier kva fase kvar dag var i.",
    "The worst of pain, bloating and stool. The table says which phase each day was in.",
)
SHEET = Text("Mitt kostark", "Kostarket mitt", "My diet sheet")
SHEET_LEAD = Text(
    "Det du tåler, tar du tilbake. Det du tåler litt av, spiser du lite av eller sjelden, og ikke flere slag samme dag.",
    "Det du toler, tek du tilbake. Det du toler litt av, et du lite av eller sjeldan, og ikkje fleire slag same dag.",
    "What you tolerate, you take back. Of what you tolerate some of, eat little or seldom, and not several kinds the same day.",
)
AGAIN = Text(
    "Prøv igjen mellom {first} og {last}.",
    "Prøv igjen mellom {first} og {last}.",
    "Try again between {first} and {last}.",
)
