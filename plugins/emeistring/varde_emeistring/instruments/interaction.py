"""Being watched (SPS) and being with others (SIAS)."""

from __future__ import annotations

from varde.plugin.instruments import Flag, Instrument, Licence, Limit, Text, choice_items, choices, total_of

_TRUE_OF_ME = choices(
    0,
    ("Stemmer ikke", "Stemmer ikkje", "Not true"),
    ("Stemmer litt", "Stemmer litt", "A little true"),
    ("Stemmer delvis", "Stemmer delvis", "Partly true"),
    ("Stemmer godt", "Stemmer godt", "Quite true"),
    ("Stemmer helt", "Stemmer heilt", "Completely true"),
)
_USUALLY = Text("Slik det pleier å være", "Slik det pleier å vere", "As it usually is")
_HOW_TRUE = Text("Hvor godt stemmer dette for deg?", "Kor godt stemmer dette for deg?", "How true is this for you?")
_MATTICK = Licence("free", "Mattick", "Free for research and clinical use; contact the author.")

_SPS_ITEMS = choice_items(
    _TRUE_OF_ME,
    {
        "q1": (
            "Det er vanskelig å skrive når noen ser på",
            "Det er vanskeleg å skrive når nokon ser på",
            "Writing is hard when someone watches",
        ),
        "q2": (
            "Offentlige toaletter gjør meg urolig",
            "Offentlege toalett gjer meg uroleg",
            "Public toilets make me uneasy",
        ),
        "q3": (
            "Jeg merker plutselig min egen stemme, og at andre hører på",
            "Eg merkar plutseleg mi eiga stemme, og at andre høyrer på",
            "I suddenly notice my own voice, and others listening",
        ),
        "q4": (
            "På gaten tror jeg folk stirrer på meg",
            "På gata trur eg folk stirer på meg",
            "In the street I think people stare at me",
        ),
        "q5": ("Jeg er redd for å rødme", "Eg er redd for å raudne", "I fear blushing"),
        "q6": (
            "Det er ubehagelig å komme inn der andre sitter",
            "Det er ubehageleg å kome inn der andre sit",
            "Coming in where others are seated is uncomfortable",
        ),
        "q7": (
            "Jeg er redd for å skjelve når noen ser meg",
            "Eg er redd for å skjelve når nokon ser meg",
            "I fear shaking when someone sees me",
        ),
        "q8": (
            "Å sitte vendt mot folk på buss eller tog gjør meg anspent",
            "Å sitje vend mot folk på buss eller tog gjer meg anspent",
            "Facing people on a bus or train makes me tense",
        ),
        "q9": (
            "Jeg er redd for å bli dårlig mens andre ser på",
            "Eg er redd for å bli dårleg medan andre ser på",
            "I fear fainting or falling ill where others see it",
        ),
        "q10": (
            "Å drikke noe blant folk er vanskelig",
            "Å drikke noko blant folk er vanskeleg",
            "Drinking something among people is hard",
        ),
        "q11": (
            "Å spise nær fremmede er ubehagelig",
            "Å ete nær framande er ubehageleg",
            "Eating near strangers is uncomfortable",
        ),
        "q12": (
            "Jeg er redd folk synes jeg oppfører meg rart",
            "Eg er redd folk synest eg oppfører meg rart",
            "I fear that people find what I do odd",
        ),
        "q13": (
            "Å bære et brett gjennom et fullt rom gjør meg anspent",
            "Å bere eit brett gjennom eit fullt rom gjer meg anspent",
            "Carrying a tray through a full room makes me tense",
        ),
        "q14": (
            "Jeg er redd for å miste kontrollen så andre ser det",
            "Eg er redd for å miste kontrollen så andre ser det",
            "I fear losing control so that others see it",
        ),
        "q15": (
            "Jeg er redd for å gjøre noe som får folk til å se på meg",
            "Eg er redd for å gjere noko som får folk til å sjå på meg",
            "I fear doing something that makes people look at me",
        ),
        "q16": (
            "Blikk i heisen gjør meg anspent",
            "Blikk i heisen gjer meg anspent",
            "Eyes on me in a lift make me tense",
        ),
        "q17": (
            "I kø kjennes det som om alle ser meg",
            "I kø kjennest det som om alle ser meg",
            "In a queue it feels as if everyone sees me",
        ),
        "q18": (
            "Å snakke foran andre gjør meg nervøs",
            "Å snakke framfor andre gjer meg nervøs",
            "Speaking in front of others makes me nervous",
        ),
        "q19": (
            "Jeg er redd hodet skal skjelve når andre ser på",
            "Eg er redd hovudet skal skjelve når andre ser på",
            "I fear that my head will shake when others watch",
        ),
        "q20": (
            "Jeg blir stiv og klossete når jeg vet at noen ser på",
            "Eg blir stiv og klossete når eg veit at nokon ser på",
            "I get stiff and clumsy when I know someone is watching",
        ),
    },
)

SPS = Instrument(
    key="sps",
    title=Text("SPS: når andre ser på", "SPS: når andre ser på", "SPS: when others watch"),
    recall=_USUALLY,
    question=_HOW_TRUE,
    items=_SPS_ITEMS,
    total=total_of(_SPS_ITEMS, max_missing=2),
    total_range=(0, 80),
    whole=True,
    flags=(Flag("cutoff_ge24", Limit(">=", 24)), Flag("alt_cutoff_ge26", Limit(">=", 26))),
    caseness=Limit(">=", 24),
    words=(
        ("cutoff_ge24", Text("Over grensen", "Over grensa", "Above the limit")),
        (
            "alt_cutoff_ge26",
            Text(
                "Over en annen grense som er i bruk", "Over ei anna grense som er i bruk", "Above another limit in use"
            ),
        ),
    ),
    licence=_MATTICK,
    proposed=("missing", "flags", "caseness"),
)

_SIAS_ITEMS = choice_items(
    _TRUE_OF_ME,
    {
        "q1": (
            "Jeg blir nervøs av å snakke med en som bestemmer",
            "Eg blir nervøs av å snakke med ein som bestemmer",
            "Talking to someone in charge makes me nervous",
        ),
        "q2": (
            "Det er vanskelig å se folk i øynene",
            "Det er vanskeleg å sjå folk i auga",
            "It is hard to look people in the eye",
        ),
        "q3": (
            "Jeg blir anspent av å snakke om meg selv",
            "Eg blir anspent av å snakke om meg sjølv",
            "Talking about myself makes me tense",
        ),
        "q4": (
            "Det er vanskelig å være med folk på jobb eller skole",
            "Det er vanskeleg å vere med folk på jobb eller skule",
            "It is hard to be with people at work or school",
        ),
        "q5": ("Jeg får lett venner", "Eg får lett vener", "I make friends easily"),
        "q6": (
            "Jeg blir anspent når jeg møter kjente på gaten",
            "Eg blir anspent når eg møter kjende på gata",
            "Meeting someone I know in the street makes me tense",
        ),
        "q7": ("Sosialt samvær er ubehagelig", "Sosialt samvær er ubehageleg", "Being social is uncomfortable"),
        "q8": (
            "Jeg blir anspent når jeg er alene med én person",
            "Eg blir anspent når eg er åleine med éin person",
            "Being alone with one other person makes me tense",
        ),
        "q9": ("På fest føler jeg meg vel", "På fest kjenner eg meg vel", "I feel at ease at parties"),
        "q10": (
            "Det er vanskelig å snakke med folk",
            "Det er vanskeleg å snakke med folk",
            "It is hard to talk to people",
        ),
        "q11": (
            "Jeg finner lett noe å snakke om",
            "Eg finn lett noko å snakke om",
            "I easily find something to talk about",
        ),
        "q12": (
            "Jeg er redd for å uttrykke meg klønete",
            "Eg er redd for å uttrykkje meg klønete",
            "I fear putting things awkwardly",
        ),
        "q13": (
            "Det er vanskelig å si at jeg er uenig",
            "Det er vanskeleg å seie at eg er ueinig",
            "It is hard to say that I disagree",
        ),
        "q14": (
            "Det er vanskelig å snakke med en jeg er tiltrukket av",
            "Det er vanskeleg å snakke med ein eg er tiltrekt av",
            "It is hard to talk to someone I am drawn to",
        ),
        "q15": (
            "Jeg er redd for ikke å ha noe å si",
            "Eg er redd for ikkje å ha noko å seie",
            "I fear having nothing to say",
        ),
        "q16": (
            "Jeg blir nervøs av folk jeg ikke kjenner godt",
            "Eg blir nervøs av folk eg ikkje kjenner godt",
            "People I do not know well make me nervous",
        ),
        "q17": (
            "Jeg er redd for å si noe pinlig",
            "Eg er redd for å seie noko pinleg",
            "I fear saying something embarrassing",
        ),
        "q18": (
            "I en gruppe er jeg redd for å bli oversett",
            "I ei gruppe er eg redd for å bli oversedd",
            "In a group I fear being overlooked",
        ),
        "q19": ("Jeg er anspent i grupper", "Eg er anspent i grupper", "I am tense in groups"),
        "q20": (
            "Jeg er usikker på om jeg skal hilse på en jeg kjenner litt",
            "Eg er usikker på om eg skal helse på ein eg kjenner litt",
            "I am unsure whether to greet someone I know slightly",
        ),
    },
    reverse=("q5", "q9", "q11"),
)

SIAS = Instrument(
    key="sias",
    title=Text("SIAS: sammen med andre", "SIAS: saman med andre", "SIAS: with other people"),
    recall=_USUALLY,
    question=_HOW_TRUE,
    items=_SIAS_ITEMS,
    total=total_of(_SIAS_ITEMS, max_missing=2),
    total_range=(0, 80),
    whole=True,
    flags=(Flag("cutoff_ge34", Limit(">=", 34)), Flag("alt_cutoff_ge36", Limit(">=", 36))),
    caseness=Limit(">=", 34),
    words=(
        ("cutoff_ge34", Text("Over grensen", "Over grensa", "Above the limit")),
        (
            "alt_cutoff_ge36",
            Text(
                "Over en annen grense som er i bruk", "Over ei anna grense som er i bruk", "Above another limit in use"
            ),
        ),
    ),
    licence=_MATTICK,
    proposed=("missing", "flags", "caseness"),
)
