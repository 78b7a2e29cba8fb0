"""Places and situations that are avoided, alone and accompanied: the Mobility Inventory (MIA)."""

from __future__ import annotations

from varde.plugin.instruments import (
    Flag,
    Instrument,
    Item,
    Licence,
    Limit,
    ReliableChange,
    Scale,
    Text,
    Words,
    choice_items,
    choices,
)

SITUATIONS: tuple[Words, ...] = (
    ("Kino og teater", "Kino og teater", "Cinemas and theatres"),
    ("Matbutikker", "Matbutikkar", "Food shops"),
    ("Klasserom", "Klasserom", "Classrooms"),
    ("Varehus", "Varehus", "Department stores"),
    ("Spisesteder", "Spisestader", "Places to eat"),
    ("Museer", "Museum", "Museums"),
    ("Heis", "Heis", "Lifts"),
    ("Store saler", "Store salar", "Lecture halls"),
    ("Parkeringshus", "Parkeringshus", "Parking garages"),
    ("Høye steder", "Høge stader", "High places"),
    ("Trange rom", "Tronge rom", "Small closed rooms"),
    ("Åpne plasser ute", "Opne plassar ute", "Open places outdoors"),
    ("Store rom inne", "Store rom inne", "Large rooms indoors"),
    ("Buss", "Buss", "Buses"),
    ("Tog", "Tog", "Trains"),
    ("T-bane", "T-bane", "The underground"),
    ("Fly", "Fly", "Aeroplanes"),
    ("Båt", "Båt", "Boats"),
    ("Bil", "Bil", "Cars"),
    ("Motorvei", "Motorveg", "Motorways"),
    ("Kø", "Kø", "Queues"),
    ("Bruer", "Bruer", "Bridges"),
    ("Fester og sammenkomster", "Festar og samkomer", "Parties and gatherings"),
    ("Gå på gaten", "Gå på gata", "Walking in the street"),
    ("Være hjemme alene", "Vere heime åleine", "Being at home alone"),
    ("Være langt hjemmefra", "Vere langt heimanfrå", "Being far from home"),
)
AT_HOME_ALONE = 25
"""The situation that cannot be rated in company."""

_AVOIDED = choices(
    1,
    ("Holder meg aldri unna", "Held meg aldri unna", "Never keep away"),
    ("Sjelden", "Sjeldan", "Seldom"),
    ("Omtrent halvparten av gangene", "Om lag halvparten av gongene", "About half the times"),
    ("Som oftest", "Som oftast", "Mostly"),
    ("Holder meg alltid unna", "Held meg alltid unna", "Always keep away"),
)


def _rated(prefix: str, question: Words) -> tuple[Item, ...]:
    numbered = ((number, words) for number, words in enumerate(SITUATIONS, start=1))
    return tuple(
        item
        for number, words in numbered
        if prefix == "al" or number != AT_HOME_ALONE
        for item in choice_items(_AVOIDED, {f"{prefix}{number}": question}, heading=Text(*words))
    )


_ALONE = _rated("al", ("Når du er alene?", "Når du er åleine?", "When you are alone?"))
_ACCOMPANIED = _rated("ac", ("Når du er sammen med noen?", "Når du er saman med nokon?", "When you are with someone?"))


def _by_situation(item: Item) -> int:
    return int(item.key[2:])


MIA = Instrument(
    key="mia",
    title=Text("MIA: steder du holder deg unna", "MIA: stader du held deg unna", "MIA: places you keep away from"),
    recall=Text("Slik det pleier å være", "Slik det pleier å vere", "As it usually is"),
    question=Text(
        "Hvor ofte holder du deg unna fordi du er redd? Hopp over det som ikke gjelder deg.",
        "Kor ofte held du deg unna fordi du er redd? Hopp over det som ikkje gjeld deg.",
        "How often do you keep away because you are afraid? Skip what does not apply to you.",
    ),
    items=tuple(sorted((*_ALONE, *_ACCOMPANIED), key=_by_situation)),
    page_length=12,
    subscales=(
        Scale("alone", tuple(i.key for i in _ALONE), "mean", 5, Text("Alene", "Åleine", "Alone")),
        Scale("accompanied", tuple(i.key for i in _ACCOMPANIED), "mean", 5, Text("I følge", "I følgje", "Accompanied")),
    ),
    flags=(
        Flag("caseness_alone_gt_2_3", Limit(">", 2.3), of="alone"),
        Flag("alt_cutoff_alone_ge_1_61", Limit(">=", 1.61), of="alone"),
    ),
    reliable_change=ReliableChange(0.73, "NHS table, to be confirmed"),
    caseness=Limit(">", 2.3),
    words=(
        ("caseness_alone_gt_2_3", Text("Over grensen", "Over grensa", "Above the limit")),
        (
            "alt_cutoff_alone_ge_1_61",
            Text(
                "Over en annen grense som er i bruk", "Over ei anna grense som er i bruk", "Above another limit in use"
            ),
        ),
    ),
    licence=Licence(
        "permission", "Chambless", "Free for clinical use and research; not to be sold or published without permission."
    ),
    proposed=("items", "reliable_change"),
)
