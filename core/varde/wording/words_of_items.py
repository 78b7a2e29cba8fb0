"""What is wrong with the words of a pack beside what the instrument asks, and what of the file is not shown; see
:mod:`varde.wording.words`."""

from __future__ import annotations

from varde.kernel.words import Text

# --- items and their answers

ITEM_LACKING = Text(
    "spørsmål {key} mangler; en pakke har ord for alle spørsmål i {instrument}.",
    "spørsmål {key} manglar; ein pakke har ord for alle spørsmål i {instrument}.",
    "item {key} is missing; a pack has words for every item of {instrument}.",
)
NO_SUCH_ITEM = Text(
    "spørsmål {key} er ikke et spørsmål i {instrument}{meant}.",
    "spørsmål {key} er ikkje eit spørsmål i {instrument}{meant}.",
    "item {key} is not an item of {instrument}{meant}.",
)
ITEM_TWICE = Text(
    "spørsmål {key} står {times} ganger.", "spørsmål {key} står {times} gonger.", "item {key} stands {times} times."
)
NONE_KNOWN = Text(
    "ingen av spørsmålene ({named}) er et spørsmål i {instrument}, verken etter linkId eller kode: hver linkId må være en av "
    "{declared}.",
    "ingen av spørsmåla ({named}) er eit spørsmål i {instrument}, verken etter linkId eller kode: kvar linkId må vere ein av "
    "{declared}.",
    "none of its items ({named}) is an item of {instrument}, neither by linkId nor by code: the linkIds must be {declared}.",
)
CODE_DISAGREES = Text(
    "spørsmål {key}: koden sier at det er {said}, og ikke det linkId sier.",
    "spørsmål {key}: koden seier at det er {said}, og ikkje det linkId seier.",
    "item {key}: its code says that it is {said}, and not what its linkId says.",
)
THE_TOTAL = Text("summen", "summen", "the total")
AND = Text(" og ", " og ", " and ")
TWO_INTRODUCTIONS = Text(
    "beskrivelsen og det som står før det første spørsmålet, er endret, og ikke likt.",
    "skildringa og det som står før det første spørsmålet, er endra, og ikkje likt.",
    "its description and what it says before the first item are changed, and not alike.",
)
NO_LABEL = Text("{where}det har ingen «label».", "{where}det har ingen «label».", "{where}it has no label.")
NO_SUCH_END = Text(
    "{where}det har en «{name}», og i {instrument} har det ingen.",
    "{where}det har ein «{name}», og i {instrument} har det ingen.",
    "{where}it has a {name}, and in {instrument} it has none.",
)
CHOICES_LACKING = Text(
    "{where}svarene mangler, og andre spørsmål har sine.",
    "{where}svara manglar, og andre spørsmål har sine.",
    "{where}its choices are missing, and other items have theirs.",
)
NO_ANSWERS = Text(
    "{where}det har ingen svar, og må ha {count}: {codes}.",
    "{where}det har ingen svar, og må ha {count}: {codes}.",
    "{where}it has no answers, and must have {count}: {codes}.",
)
CHOICES_NOWHERE = Text(
    "{where}det har svar å velge i, og i {instrument} svarer en med {answered}.",
    "{where}det har svar å velje i, og i {instrument} svarer ein med {answered}.",
    "{where}it has choices, and in {instrument} it is answered with {answered}.",
)
CHOICES_COUNT = Text(
    "{where}det har {count} svar og må ha {wanted}: {codes}.",
    "{where}det har {count} svar og må ha {wanted}: {codes}.",
    "{where}it has {count} choices and must have {wanted}: {codes}.",
)
NO_SUCH_CHOICE = Text(
    "{where}svaret {code} finnes ikke; svarene er {codes}.",
    "{where}svaret {code} finst ikkje; svara er {codes}.",
    "{where}choice {code} does not exist; the choices are {codes}.",
)
CHOICE_TWICE = Text(
    "{where}svaret {code} står {times} ganger.",
    "{where}svaret {code} står {times} gonger.",
    "{where}choice {code} stands {times} times.",
)
CHOICES_ALIKE = Text(
    "{where}svarene {first} og {code} har samme ord, «{words}».",
    "{where}svara {first} og {code} har same ord, «{words}».",
    "{where}choices {first} and {code} have the same words, “{words}”.",
)
TURNED = Text(
    "{where}svarene har ingen kode, men en ordinalValue, og dette spørsmålet snus når det skåres, så det er ikke sikkert hvilket "
    "svar som er hvilket: gi kodene {codes}.",
    "{where}svara har ingen kode, men ein ordinalValue, og dette spørsmålet blir snudd når det blir skåra, så det er ikkje sikkert "
    "kva svar som er kva: gi kodane {codes}.",
    "{where}its answers have no code but an ordinalValue, and this item is turned when it is scored, so it is not certain which "
    "answer is which: give the codes {codes}.",
)
DISAGREE = Text(
    "{where}svaret «{words}» har koden {code} og ordinalValue {number}, som ikke stemmer overens.",
    "{where}svaret «{words}» har koden {code} og ordinalValue {number}, som ikkje stemmer overeins.",
    "{where}the choice “{words}” has the code {code} and the ordinalValue {number}, which do not agree.",
)
ANSWERED = {
    "vas": Text("et sted på en linje", "ein stad på ei linje", "a place on a line"),
    "integer": Text("et helt tall", "eit heilt tal", "a whole number"),
    "number": Text("et tall", "eit tal", "a number"),
    "boolean": Text("ja eller nei", "ja eller nei", "yes or no"),
    "days": Text("skritt for hver dag", "skritt for kvar dag", "steps for each day"),
}
"""What an item without choices is answered with, by its kind."""
OF_ITS_KIND = Text("det dens egen art ber om", "det hans eigen art ber om", "what its own kind asks for")

# --- texts

PART = Text("«{name}»", "«{name}»", "the {name}")
CHOICE = Text("svaret {code}", "svaret {code}", "the choice {code}")
CHOICE_AT = Text("svar nummer {place}", "svar nummer {place}", "the choice number {place}")
EMPTY = Text("{where}{part} er uten ord.", "{where}{part} er utan ord.", "{where}{part} is empty.")
NO_TEXT = Text(
    "{where}{part} har i seg tegnet {sign}, som ikke er tekst.",
    "{where}{part} har i seg teiknet {sign}, som ikkje er tekst.",
    "{where}{part} holds the character {sign}, which is no text.",
)

# --- what of the file is not shown

OTHER_FORM = Text(
    "spørreskjemaet på {tag} (--language er {language})",
    "spørjeskjemaet på {tag} (--language er {language})",
    "the Questionnaire in {tag} (--language is {language})",
)
UNREAD = Text(
    "«{name}» vises ikke for pasienter", "«{name}» blir ikkje vist for pasientar", "the {name} is not shown to patients"
)
AT_FOOT = Text(
    "«{words}» står nederst i skjemaet", "«{words}» står nedst i skjemaet", "“{words}” stands at the foot of the form"
)
AFTER_LAST = Text(
    "«{words}» står etter det siste spørsmålet det kunne stå foran",
    "«{words}» står etter det siste spørsmålet det kunne stå føre",
    "“{words}” stands after the last item it could be shown before",
)
NOBODY_ASKED = Text(
    "spørsmål {key}, som ingen blir spurt om",
    "spørsmål {key}, som ingen blir spurd om",
    "item {key}, which nobody is asked",
)
