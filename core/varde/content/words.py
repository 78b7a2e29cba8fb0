"""What is said about the words of a step."""

from __future__ import annotations

from varde.kernel.words import Text

IN = {
    "nb": Text("bokmål", "bokmål", "bokmål"),
    "nn": Text("nynorsk", "nynorsk", "nynorsk"),
    "en": Text("engelsk", "engelsk", "English"),
}
NAMED = {
    "nb": Text("Bokmålsteksten", "Bokmålsteksten", "The bokmål text"),
    "nn": Text("Nynorskteksten", "Nynorskteksten", "The nynorsk text"),
}
SIGNED_ALREADY = Text(
    "{name} har signert dette allerede.", "{name} har signert dette allereie.", "{name} has signed this already."
)
NOT_SIGNED = Text("Utsagnet er ikke signert.", "Utsegna er ikkje signert.", "The statement is not signed.")
SAYS_SOMETHING_ELSE = Text(
    "Teksten er endret siden siden din ble laget. Les den nye, og signer den om den stemmer.",
    "Teksten er endra sidan sida di vart laga. Les den nye, og signer han om han stemmer.",
    "The text has changed since your page was made. Read the new one, and sign it if it is right.",
)
LACKS_LANGUAGE = Text(
    "Steget mangler tekst på {language}, og kan ikke publiseres før den er der.",
    "Steget manglar tekst på {language}, og kan ikkje publiserast før han er der.",
    "The step has no text in {language}, and cannot be published before it is there.",
)
LACKS_LEDE = Text(
    "Den første setningen mangler på {language}.",
    "Den første setninga manglar på {language}.",
    "The first sentence is missing in {language}.",
)
LACKS_BODY = Text(
    "Teksten under den første setningen mangler på {language}.",
    "Teksten under den første setninga manglar på {language}.",
    "The text below the first sentence is missing in {language}.",
)
LONG_LEDE = Text(
    "Den første setningen på {language} har {length} tegn, og kan ha {most}.",
    "Den første setninga på {language} har {length} teikn, og kan ha {most}.",
    "The first sentence in {language} has {length} characters and may have {most}.",
)
LONG_BODY = Text(
    "Teksten på {language} har {length} tegn, og kan ha {most}.",
    "Teksten på {language} har {length} teikn, og kan ha {most}.",
    "The text in {language} has {length} characters and may have {most}.",
)
NOT_SHOWN = Text(
    "Linje {line} på {language}, «{words}», vises ikke slik. Bruk overskrifter med ##, lister, uthevet tekst og lenker til https: "
    "eller tel:.",
    "Linje {line} på {language}, «{words}», blir ikkje vist slik. Bruk overskrifter med ##, lister, utheva tekst og lenkjer til "
    "https: eller tel:.",
    "Line {line} in {language}, “{words}”, is not shown so. Use headings with ##, lists, emphasis and links to https: or tel:.",
)
MEDIUM_IN_LINE = Text(
    "Linje {line} på {language}, «{words}»: et bilde, en film eller en lyd står alene på linjen, skrevet som i biblioteket.",
    "Linje {line} på {language}, «{words}»: eit bilete, ein film eller ein lyd står åleine på linja, skrive som i biblioteket.",
    "Line {line} in {language}, “{words}”: a picture, a film or a sound stands alone on its line, written as in the library.",
)
NO_NUMBER = Text(
    "Linje {line} på {language}, «{words}»: virksomheten har ikke noe telefonnummer å sette inn, eller det er ikke skrevet "
    "[telefon: klinikk].",
    "Linje {line} på {language}, «{words}»: verksemda har ikkje noko telefonnummer å setje inn, eller det er ikkje skrive "
    "[telefon: klinikk].",
    "Line {line} in {language}, “{words}”: the organisation has no telephone number to put in, or it is not written "
    "[telefon: klinikk].",
)
BAD_NUMBER = Text(
    "Linje {line} på {language}, «{words}»: etter tel: står et nummer med 3 til 15 sifre uten mellomrom.",
    "Linje {line} på {language}, «{words}»: etter tel: står eit nummer med 3 til 15 siffer utan mellomrom.",
    "Line {line} in {language}, “{words}”: after tel: stands a number of 3 to 15 digits without blanks.",
)
NO_SUCH_MEDIUM = Text(
    "«{code}» på {language} finnes ikke i mediebiblioteket som det slaget det er brukt som.",
    "«{code}» på {language} finst ikkje i mediebiblioteket som det slaget det er brukt som.",
    "“{code}” in {language} is not in the library as the kind that it is used as.",
)
NO_ALT = Text(
    "Bildet «{code}» på {language} mangler bildetekst for dem som ikke ser: skriv hva det viser mellom [ og ].",
    "Biletet «{code}» på {language} manglar bilettekst for dei som ikkje ser: skriv kva det viser mellom [ og ].",
    "The picture “{code}” in {language} has no words for those who do not see it: write what it shows between [ and ].",
)
LABELS = Text(
    "Figuren «{code}» på {language} har {n} merkelapper, og skal ha {wanted}: skriv dem mellom anførselstegn, med | imellom.",
    "Figuren «{code}» på {language} har {n} merkelappar, og skal ha {wanted}: skriv dei mellom hermeteikn, med | imellom.",
    "The figure “{code}” in {language} has {n} labels and must have {wanted}: write them in quotation marks, with | between.",
)
LONG_LABEL = Text(
    "Merkelappen «{words}» i figuren «{code}» på {language} er for lang: en linje har høyst {most} tegn, og « / » begynner en ny.",
    "Merkelappen «{words}» i figuren «{code}» på {language} er for lang: ei linje har høgst {most} teikn, og « / » byrjar ei ny.",
    "The label “{words}” of the figure “{code}” in {language} is too long: a line has at most {most} characters, and “ / ” begins "
    "another.",
)
MEDIUM_WITHOUT_WORDS = Text(
    "«{code}» mangler teksting eller avskrift på {language}.",
    "«{code}» manglar teksting eller avskrift på {language}.",
    "“{code}” has no captions or no transcript in {language}.",
)
PARAGRAPHS = Text(
    "{language} mangler {n} avsnitt som finnes på {other}. Steget kan ikke publiseres før begge er hele.",
    "{language} manglar {n} avsnitt som finst på {other}. Steget kan ikkje publiserast før begge er heile.",
    "{language} lacks {n} paragraphs that are there in {other}. The step cannot be published before both are whole.",
)
COPIED = Text(
    "Nynorskteksten er ord for ord bokmålsteksten.",
    "Nynorskteksten er ord for ord bokmålsteksten.",
    "The nynorsk text is word for word the bokmål.",
)
LONG_CAPTIONS = Text(
    "Tekstingen på {language} har mer enn {most} tegn.",
    "Tekstinga på {language} har meir enn {most} teikn.",
    "The captions in {language} have more than {most} characters.",
)
NO_CAPTIONS = Text(
    "Tekstingen på {language} er ikke en WebVTT-fil: den første linjen må være WEBVTT.",
    "Tekstinga på {language} er ikkje ei WebVTT-fil: den første linja må vere WEBVTT.",
    "The captions in {language} are no WebVTT file: its first line must be WEBVTT.",
)
BAD_CUE = Text(
    "Tekstingen på {language}, linje {line}: tidene skrives som 00:01.000 --> 00:04.000.",
    "Tekstinga på {language}, linje {line}: tidene blir skrivne som 00:01.000 --> 00:04.000.",
    "The captions in {language}, line {line}: times are written as 00:01.000 --> 00:04.000.",
)
CUE_ENDS_FIRST = Text(
    "Tekstingen på {language}, linje {line}: den som begynner {at}, slutter ikke etter at den begynner.",
    "Tekstinga på {language}, linje {line}: den som byrjar {at}, sluttar ikkje etter at ho byrjar.",
    "The captions in {language}, line {line}: what begins at {at} does not end after it begins.",
)
CUES_OUT_OF_ORDER = Text(
    "Tekstingen på {language} er ute av rekkefølge: linje {line} begynner {at}, og den før begynner {before}.",
    "Tekstinga på {language} er ute av rekkjefølgje: linje {line} byrjar {at}, og den før byrjar {before}.",
    "The captions in {language} are out of order: line {line} begins at {at}, and the one before at {before}.",
)
EMPTY_CUE = Text(
    "Tekstingen på {language}, linje {line}: det står ingen ord ved {at}.",
    "Tekstinga på {language}, linje {line}: det står ingen ord ved {at}.",
    "The captions in {language}, line {line}: there are no words at {at}.",
)
NO_CUES = Text(
    "Tekstingen på {language} har ingen linjer med tider.",
    "Tekstinga på {language} har ingen linjer med tider.",
    "The captions in {language} have no lines with times.",
)
LONG_NOTE = Text(
    "Det som er endret, sies med høyst {most} tegn.",
    "Det som er endra, blir sagt med høgst {most} teikn.",
    "What is changed is said in at most {most} characters.",
)
NO_DRAFT = Text(
    "Det er ikke noe utkast å sende. Lagre det først.",
    "Det er ikkje noko utkast å sende. Lagre det først.",
    "There is no draft to send. Save it first.",
)
NOTHING_CHANGED = Text(
    "Utkastet er ord for ord det som vises nå.",
    "Utkastet er ord for ord det som blir vist no.",
    "The draft is word for word what is shown now.",
)
ONE_WAITS = Text(
    "Versjon {number} av {name} venter på godkjenning. Den må avgjøres eller trekkes først.",
    "Versjon {number} av {name} ventar på godkjenning. Han må avgjerast eller trekkjast først.",
    "Version {number} by {name} waits for approval. It must be decided or withdrawn first.",
)
DAY_OUTSIDE = Text(
    "Velg en dag fra i dag og høyst et år fram.",
    "Vel ein dag frå i dag og høgst eit år fram.",
    "Choose a day from today and at most a year ahead.",
)
WHY_ALL = Text(
    "Skriv hvorfor alle skal flyttes til den nye teksten, med {least} til {most} tegn.",
    "Skriv kvifor alle skal flyttast til den nye teksten, med {least} til {most} teikn.",
    "Write why all are to be moved to the new text, with {least} to {most} characters.",
)
DECIDED = Text(
    "Versjon {number} er avgjort allerede.",
    "Versjon {number} er avgjord allereie.",
    "Version {number} has been decided already.",
)
ANOTHER_APPROVES = Text(
    "Den som har skrevet teksten, kan ikke godkjenne den. En annen gjør det.",
    "Den som har skrive teksten, kan ikkje godkjenne han. Ein annan gjer det.",
    "Whoever wrote the text cannot approve it. Another does.",
)
WHY_REFUSED = Text(
    "Skriv hva som må endres, med {least} til {most} tegn.",
    "Skriv kva som må endrast, med {least} til {most} teikn.",
    "Write what must be changed, with {least} to {most} characters.",
)
NEVER_APPROVED = Text(
    "Versjon {number} er aldri godkjent, så det går ikke å gå tilbake til den.",
    "Versjon {number} er aldri godkjend, så det går ikkje å gå tilbake til han.",
    "Version {number} was never approved, so one cannot go back to it.",
)
STANDS_ALREADY = Text("Det er den som vises nå.", "Det er den som blir vist no.", "That is what is shown now.")
TITLE_OF_MEDIUM = Text(
    "Skriv hva den skal hete i biblioteket, med høyst {most} tegn.",
    "Skriv kva den skal heite i biblioteket, med høgst {most} teikn.",
    "Write what it is to be called in the library, in at most {most} characters.",
)
LACKS_CAPTIONS = Text(
    "Tekstingen mangler på {language}.", "Tekstinga manglar på {language}.", "The captions are missing in {language}."
)
LACKS_TRANSCRIPT = Text(
    "Avskriften mangler på {language}.", "Avskrifta manglar på {language}.", "The transcript is missing in {language}."
)
A_KIND = {
    "film": Text("en film", "ein film", "a film"),
    "sound": Text("en lyd", "ein lyd", "a sound"),
    "picture": Text("et bilde", "eit bilete", "a picture"),
}
SLOT_KIND = Text(
    "Plassen er til {kind}, og «{title}» er {other}.",
    "Plassen er til {kind}, og «{title}» er {other}.",
    "The slot is for {kind}, and “{title}” is {other}.",
)
SLOT_LONG = Text(
    "Tekstingen til «{title}» går til {ends}, og plassen tar høyst {most} minutter.",
    "Tekstinga til «{title}» går til {ends}, og plassen tek høgst {most} minutt.",
    "The captions of “{title}” last until {ends}, and the slot takes at most {most} minutes.",
)
SLOT_WAITS = Text(
    "Det som {name} har sendt hit, venter på godkjenning. Det må avgjøres eller trekkes først.",
    "Det som {name} har sendt hit, ventar på godkjenning. Det må avgjerast eller trekkjast først.",
    "What {name} has sent here waits for approval. It must be decided or withdrawn first.",
)
SLOT_CHANGED = Text(
    "{name} har endret det som vises her, etter at du åpnet siden. Se på det, og send ditt på nytt hvis du fortsatt vil.",
    "{name} har endra det som blir vist her, etter at du opna sida. Sjå på det, og send ditt på nytt om du framleis vil.",
    "{name} has changed what is shown here since you opened the page. Look at it, and send yours again if you still wish.",
)
SLOT_DECIDED = Text(
    "Dette er avgjort allerede, av {name}.",
    "Dette er avgjort allereie, av {name}.",
    "This has been decided already, by {name}.",
)
SLOT_EMPTY = Text(
    "Virksomheten har ikke noe eget i denne plassen å ta ut.",
    "Verksemda har ikkje noko eige i denne plassen å ta ut.",
    "The organisation has nothing of its own in this slot to take out.",
)
WHY_TAKEN_OUT = Text(
    "Skriv hvorfor den tas ut, med {least} til {most} tegn.",
    "Skriv kvifor den blir teken ut, med {least} til {most} teikn.",
    "Write why it is taken out, in {least} to {most} characters.",
)
NO_CHOICE = Text(
    "Velg noe som er i biblioteket.", "Vel noko som er i biblioteket.", "Choose something that is in the library."
)
ANOTHER_APPROVES_SLOT = Text(
    "Den som har sendt det, kan ikke godkjenne det. En annen gjør det.",
    "Den som har sendt det, kan ikkje godkjenne det. Ein annan gjer det.",
    "Whoever sent it cannot approve it. Another does.",
)
NO_POSTER = Text(
    "Bildet som er valgt, er ikke i biblioteket mer. Velg et annet, eller ingen.",
    "Biletet som er valt, er ikkje i biblioteket meir. Vel eit anna, eller ikkje noko.",
    "The picture that is chosen is in the library no more. Choose another, or none.",
)
POSTER_ALT = Text(
    "Skriv på {language} hva bildet viser, for dem som ikke ser det, med {least} til {most} tegn.",
    "Skriv på {language} kva biletet viser, for dei som ikkje ser det, med {least} til {most} teikn.",
    "Write in {language} what the picture shows to those who do not see it, in {least} to {most} characters.",
)
WHY_WITHDRAWN = Text(
    "Skriv hvorfor den trekkes, med {least} til {most} tegn.",
    "Skriv kvifor den blir trekt, med {least} til {most} teikn.",
    "Write why it is withdrawn, in {least} to {most} characters.",
)
WITHDRAWN_ALREADY = Text(
    "«{title}» er trukket allerede, av {name}.",
    "«{title}» er trekt allereie, av {name}.",
    "“{title}” has been withdrawn already, by {name}.",
)
LONG_TRANSCRIPT = Text(
    "Avskriften på {language} har mer enn {most} tegn.",
    "Avskrifta på {language} har meir enn {most} teikn.",
    "The transcript in {language} has more than {most} characters.",
)
