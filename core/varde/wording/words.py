"""What is wrong with a wording pack, or is not shown of it: to the command in English, to whoever loads it on a page in her own
language. Each begins in a small letter, after the name of the file; ``{where}`` is :data:`ITEM` or nothing, and ``--language``
stands for the field of that name on the page."""

from __future__ import annotations

from varde.kernel.words import Text

NOWHERE = Text("", "", "")
"""A sentence that is about the whole file."""
ITEM = Text("spørsmål {key}: ", "spørsmål {key}: ", "item {key}: ")
OF_FORM = Text("{form}: {fault}", "{form}: {fault}", "{form}: {fault}")
"""A fault of one Questionnaire among several."""
FORM = Text("spørreskjemaet {named}", "spørjeskjemaet {named}", "the Questionnaire {named}")
NAME_IN = Text("{name} på {tag}", "{name} på {tag}", "{name} in {tag}")
UNNAMED_FORM = Text("et spørreskjema uten navn", "eit spørjeskjema utan namn", "a Questionnaire without a name")
MEANT = Text(" (mente du {near}?)", " (meinte du {near}?)", " (did you mean {near}?)")

# --- the file

NOT_UTF8 = Text(
    "filen er ikke tekst i UTF-8: byte {byte} kan ikke leses.",
    "fila er ikkje tekst i UTF-8: byte {byte} kan ikkje lesast.",
    "it is not UTF-8: byte {byte} cannot be read.",
)
NEITHER = Text(
    "den er verken JSON eller TOML: {said}.",
    "ho er verken JSON eller TOML: {said}.",
    "it is neither JSON nor TOML: {said}.",
)
STOPS_AT = Text("det stopper på linje {line}, tegn {column}", "det stoppar på linje {line}, teikn {column}")
STOPS = Text(
    "den tar slutt før den er ferdig, eller har noe som ikke kan leses",
    "ho tek slutt før ho er ferdig, eller har noko som ikkje kan lesast",
)
"""Where the parser stopped; what it says itself is in English."""
TEXT_IN_QUOTES = Text(
    "{where}«{name}» må være tekst i anførselstegn.",
    "{where}«{name}» må vere tekst i hermeteikn.",
    "{where}“{name}” must be text in quotes.",
)
ITEMS_TABLES = Text(
    "«items» må være tabeller: [items.NØKKEL] for hvert spørsmål.",
    "«items» må vere tabellar: [items.NØKKEL] for kvart spørsmål.",
    "“items” must be tables: [items.KEY] for each item.",
)
ITEM_TABLE = Text(
    "{where}det må være en tabell: [items.{key}] med sin «label».",
    "{where}det må vere ein tabell: [items.{key}] med sin «label».",
    "{where}it must be a table: [items.{key}] with its label.",
)
CHOICES_TABLE = Text(
    "{where}«choices» må være en tabell fra kode til ord, eller en liste med ord i rekkefølge.",
    "{where}«choices» må vere ein tabell frå kode til ord, eller ei liste med ord i rekkjefølgje.",
    "{where}“choices” must be a table from code to words, or a list of words in order.",
)
UNKNOWN_KEY = Text(
    "{where}«{key}» er ikke kjent her{meant}; kjente er {known}.",
    "{where}«{key}» er ikkje kjend her{meant}; kjende er {known}.",
    "{where}“{key}” is not known here{meant}; known are {known}.",
)
THE_FILE = Text("den", "ho", "it")
A_FORM = Text("et spørreskjema", "eit spørjeskjema", "a Questionnaire")
NO_FORM = Text(
    "den er ikke et Questionnaire: dens resourceType er {kind}.",
    "ho er ikkje eit Questionnaire: resourceType i ho er {kind}.",
    "it is not a Questionnaire: its resourceType is {kind}.",
)
EMPTY_BUNDLE = Text(
    "den er en Bundle uten noe Questionnaire i.",
    "ho er ein Bundle utan noko Questionnaire i.",
    "it is a Bundle without a Questionnaire in it.",
)
TRANSLATIONS = Text(
    "den har ord på mer enn ett språk ({languages} som oversettelser): gi hvert språk et Questionnaire for seg, alene eller i "
    "en Bundle.",
    "ho har ord på meir enn eitt språk ({languages} som omsetjingar): gi kvart språk eit Questionnaire for seg, åleine eller i "
    "ein Bundle.",
    "it holds words in more than one language ({languages} as translations): give each language a Questionnaire of its own, alone "
    "or in a Bundle.",
)
NO_LINK_ID = Text(
    "spørsmål nummer {place} i {parent} har ingen linkId.",
    "spørsmål nummer {place} i {parent} har ingen linkId.",
    "item number {place} of {parent} has no linkId.",
)
THE_FORM = Text("skjemaet", "skjemaet", "the Questionnaire")
LIST_OF_OBJECTS = Text(
    "{where}«{name}» må være en liste av objekter.",
    "{where}«{name}» må vere ei liste av objekt.",
    "{where}“{name}” must be a list of objects.",
)

# --- the answers of a form

TWO_SETS = Text(
    "{where}det har både answerOption og answerValueSet.",
    "{where}det har både answerOption og answerValueSet.",
    "{where}it has both answerOption and answerValueSet.",
)
SET_ELSEWHERE = Text(
    "{where}svarene er verdisettet {reference}, som ikke er i filen: legg det i «contained», eller ved siden av skjemaet i en "
    "Bundle.",
    "{where}svara er verdisettet {reference}, som ikkje er i fila: legg det i «contained», eller ved sida av skjemaet i ein "
    "Bundle.",
    "{where}its answers are the value set {reference}, which is not in the file: put it in “contained”, or beside the "
    "Questionnaire in a Bundle.",
)
SET_UNREADABLE = Text(
    "{where}verdisettet {reference} kan ikke leses: {why}.",
    "{where}verdisettet {reference} kan ikkje lesast: {why}.",
    "{where}the value set {reference} cannot be read: {why}.",
)
OTHER_WORDS = Text(
    "«compose» og «expansion» har ulike ord for {code}",
    "«compose» og «expansion» har ulike ord for {code}",
    "“compose” and “expansion” have other words for {code}",
)
NO_CONCEPTS = Text(
    "det har verken «compose» med begreper eller «expansion»",
    "det har verken «compose» med omgrep eller «expansion»",
    "it has neither “compose” with concepts nor “expansion”",
)
EXCLUDES = Text(
    "det utelater svar med «exclude»", "det utelèt svar med «exclude»", "it leaves out answers with “exclude”"
)
PUT_TOGETHER = Text(
    "det er satt sammen med «filter» eller «valueSet»",
    "det er sett saman med «filter» eller «valueSet»",
    "it is put together with “filter” or “valueSet”",
)
SYSTEM_ALONE = Text(
    "det nevner kodeverket {system} og ingen av begrepene i det",
    "det nemner kodeverket {system} og ingen av omgrepa i det",
    "it names the code system {system} and none of its concepts",
)
NO_CODE_NOR_NUMBER = Text(
    "{where}svaret «{words}» har verken kode eller ordinalValue, og rekkefølgen sier ikke hvilket det er.",
    "{where}svaret «{words}» har verken kode eller ordinalValue, og rekkjefølgja seier ikkje kva for eit det er.",
    "{where}the answer “{words}” has neither a code nor an ordinalValue, and order does not say which it is.",
)
NO_VALUE = Text(
    "{where}et answerOption har verken valueCoding, valueInteger eller valueString.",
    "{where}eit answerOption har verken valueCoding, valueInteger eller valueString.",
    "{where}an answerOption has neither valueCoding, valueInteger nor valueString.",
)
NO_CODE = Text(
    "{where}svaret «{words}» har ingen kode.",
    "{where}svaret «{words}» har ingen kode.",
    "{where}the choice “{words}” has no code.",
)
TWO_NUMBERS = Text(
    "{where}et svar har to tall ved siden av seg, {low} og {high}.",
    "{where}eit svar har to tal ved sida av seg, {low} og {high}.",
    "{where}an answer has two numbers beside it, {low} and {high}.",
)

# --- whose it is

NO_ORGANISATION = Text(
    "det er ingen virksomhet {key}{meant}.",
    "det er inga verksemd {key}{meant}.",
    "there is no organisation {key}{meant}.",
)
NO_NOTE = Text(
    "det står ingen rett til å vise ordlyden: «licence» i filen (eller --licence) sier hvilken rett virksomheten har til ordene.",
    "det står ingen rett til å vise ordlyden: «licence» i fila (eller --licence) seier kva rett verksemda har til orda.",
    "there is no licence note: “licence” (or --licence) says what right the organisation has to these words.",
)
LONG_NOTE = Text(
    "det som står om retten, har {length} tegn og kan ha {most}.",
    "det som står om retten, har {length} teikn og kan ha {most}.",
    "the licence note has {length} characters and may have {most}.",
)
THE_NOTE = Text("det som står om retten", "det som står om retten", "the licence note")
NO_LANGUAGE = Text(
    "filen sier ikke hvilket språk den er på: skriv «language» i filen, eller velg --language, nb, nn eller en.",
    "fila seier ikkje kva språk ho er på: skriv «language» i fila, eller vel --language, nb, nn eller en.",
    "it does not say its language: give “language” in the file, or --language nb, nn or en.",
)
LANGUAGE_RULE = Text(
    "språket er {tag} og må være nb, nn eller en.",
    "språket er {tag} og må vere nb, nn eller en.",
    "the language is {tag} and must be nb, nn or en.",
)
LANGUAGE_KNOWN = Text(
    "språket er {tag} og må være ett av {known}.",
    "språket er {tag} og må vere eitt av {known}.",
    "the language is {tag} and must be one of {known}.",
)
OTHER_LANGUAGE = Text(
    "språket i filen er {tag}, og --language sier {asked}.",
    "språket i fila er {tag}, og --language seier {asked}.",
    "its language is {tag}, and --language says {asked}.",
)
OTHER_LANGUAGES = Text(
    "språkene i filen er {tags}, og --language sier {asked}.",
    "språka i fila er {tags}, og --language seier {asked}.",
    "its languages are {tags}, and --language says {asked}.",
)
SECOND = Text(
    "det er det andre for {instrument} på {language}.",
    "det er det andre for {instrument} på {language}.",
    "it is the second of {instrument} in {language}.",
)
NO_INSTRUMENT = Text(
    "det er ikke noe spørreskjema {name}{meant}.",
    "det er ikkje noko spørjeskjema {name}{meant}.",
    "there is no instrument {name}{meant}.",
)
NO_INSTRUMENT_OF_FILE = Text(
    "det er ikke noe spørreskjema {name}{meant}; --instrument KEY sier hvilket det er.",
    "det er ikkje noko spørjeskjema {name}{meant}; --instrument KEY seier kva for eit det er.",
    "there is no instrument {name}{meant}; --instrument KEY says which one it is.",
)
INSTRUMENT_UNSAID = Text(
    "filen sier ikke hvilket spørreskjema den er for: skriv «instrument» i filen, eller velg --instrument KEY.",
    "fila seier ikkje kva spørjeskjema ho er for: skriv «instrument» i fila, eller vel --instrument KEY.",
    "it does not say its instrument: give “instrument” in the file, or --instrument KEY.",
)
SEVERAL_INSTRUMENTS = Text(
    "filen sier at den er for {said}; bare ett kan være rett.",
    "fila seier at ho er for {said}; berre eitt kan vere rett.",
    "it says that it is of {said}; only one can be right.",
)
AND_OF = Text(" og for ", " og for ", " and of ")
OTHER_INSTRUMENT = Text(
    "filen er for {own}, og --instrument sier {asked}.",
    "fila er for {own}, og --instrument seier {asked}.",
    "it is of {own}, and --instrument says {asked}.",
)
OTHER_VERSION = Text(
    "--version sier {asked}, og {instrument} er her i versjon {version}.",
    "--version seier {asked}, og {instrument} er her i versjon {version}.",
    "--version says {asked}, and {instrument} here is version {version}.",
)
NO_VERSION = Text(
    "filen sier ikke sin «version»; {instrument} er her i versjon {version}.",
    "fila seier ikkje sin «version»; {instrument} er her i versjon {version}.",
    "it does not say its “version”; {instrument} here is version {version}.",
)
FOREIGN_VERSION = Text(
    "filen er av versjon {own}, og {instrument} er her i versjon {version}: er det utgiverens eget nummer, og spørsmålene er de "
    "samme, sier --version {version} det.",
    "fila er av versjon {own}, og {instrument} er her i versjon {version}: er det utgjevaren sitt eige nummer, og spørsmåla er dei "
    "same, seier --version {version} det.",
    "it is of version {own}, and {instrument} here is version {version}: when that is the publisher's own number and the items are "
    "the same, --version {version} says so.",
)
OF_VERSION = Text(
    "filen er av versjon {own} av {instrument}, og her er den i versjon {version}.",
    "fila er av versjon {own} av {instrument}, og her er det versjon {version}.",
    "it is of version {own} of {instrument}, and here it is version {version}.",
)
NO_PACK = Text(
    "{organisation} har ingen ordlydspakke for {instrument} på {language}{meant}.",
    "{organisation} har ingen ordlydspakke for {instrument} på {language}{meant}.",
    "{organisation} has no wording pack for {instrument} in {language}{meant}.",
)
NONE_SHOWN = Text(
    "ingen ordlydspakke for {instrument} på {language} vises herfra{meant}.",
    "ingen ordlydspakke for {instrument} på {language} blir vist herfrå{meant}.",
    "no wording pack for {instrument} in {language} is shown from here{meant}.",
)
