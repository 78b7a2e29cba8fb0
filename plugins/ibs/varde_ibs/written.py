"""What invented people of Mage-tarmskolen write in its exercises, for the demo: Ingrid, who has come to the third module."""

from __future__ import annotations

from varde.plugin.programmes import Text
from varde.plugin.simulation import InventedEntry

_BREATHS = (
    InventedEntry(
        {"before": 7, "after": 6, "noticed": Text("Magen var hard i starten.", "Magen var hard i starten.")},
        Text(
            "Det er vanlig de første gangene. La hånden ligge, så merker du når den løfter seg.",
            "Det er vanleg dei første gongene. Lat handa liggje, så merkar du når ho løfter seg.",
        ),
    ),
    InventedEntry({"before": 6, "after": 6, "noticed": Text("Tankene var på jobben.", "Tankane var på jobben.")}),
    InventedEntry({"before": 6, "after": 4, "noticed": Text("Skuldrene sank til slutt.", "Skuldrene sokk til slutt.")}),
    InventedEntry(
        {"before": 8, "after": 7, "noticed": Text("Vond dag. Gjorde det likevel.", "Vond dag. Gjorde det likevel.")}
    ),
    InventedEntry(
        {"before": 5, "after": 3, "noticed": Text("Fint å gjøre det før middag.", "Fint å gjere det før middag.")}
    ),
    InventedEntry({"before": 6, "after": 4}),
)
_PLAN = (
    InventedEntry(
        {
            "activity": Text("Gå runden rundt skolen", "Gå runden rundt skulen"),
            "on": 1,
            "at": "18:00",
            "area": "body",
            "size": "small",
            "with_whom": Text("Naboen", "Naboen"),
            "obstacle": Text("Vondt i magen", "Vondt i magen"),
            "smaller": Text("Til postkassen og hjem", "Til postkassa og heim"),
            "done": "yes",
            "before": 4,
            "after": 6,
            "pleasure": 6,
            "mastery": 7,
        },
        Text(
            "Så fint at du hadde en mindre runde klar. Behold den.",
            "Så fint at du hadde ein mindre runde klar. Behald han.",
        ),
    ),
    InventedEntry(
        {
            "activity": Text("Svømme med Kari", "Symje med Kari"),
            "on": 2,
            "at": "19:00",
            "area": "leisure",
            "size": "middle",
            "with_whom": Text("Kari", "Kari"),
            "obstacle": Text("Redd for kø til toalettet", "Redd for kø til toalettet"),
            "smaller": Text("Gå i bassenget en halvtime", "Gå i bassenget ein halvtime"),
            "done": "partly",
            "before": 4,
            "after": 5,
            "pleasure": 5,
            "mastery": 6,
        }
    ),
)
_MUSCLES = (
    InventedEntry({"before": 7, "after": 5, "noticed": Text("Kjeven er det verste.", "Kjeven er det verste.")}),
    InventedEntry({"before": 6, "after": 5, "noticed": Text("Sovnet nesten.", "Sovna nesten.")}),
    InventedEntry({"before": 7, "after": 4, "noticed": Text("Tyngre i beina etterpå.", "Tyngre i beina etterpå.")}),
)
_ATTENTION = (
    InventedEntry(
        {"before": 8, "after": 6, "lasted": 12, "noticed": Text("Hørte kjøleskapet.", "Høyrde kjøleskapet.")}
    ),
    InventedEntry({"before": 7, "after": 7, "lasted": 6, "noticed": Text("Magen tok over.", "Magen tok over.")}),
    InventedEntry(
        {"before": 7, "after": 5, "lasted": 12, "noticed": Text("Fem lyder samtidig.", "Fem lydar samstundes.")},
        Text(
            "Magen får være med som en sjette lyd. Du trenger ikke skyve den bort.",
            "Magen får vere med som ein sjette lyd. Du treng ikkje skuve han bort.",
        ),
    ),
    InventedEntry({"before": 6, "after": 4, "lasted": 12}),
)

WRITTEN: dict[str, tuple[InventedEntry, ...]] = {
    "body-and-movement/belly-breathing": _BREATHS,
    "body-and-movement/activity-plan": _PLAN,
    "body-and-movement/muscle-relaxation": _MUSCLES,
    "head-and-gut/attention-training": _ATTENTION,
}
"""By module and step, entry by entry. The diary of the stomach asks for numbers, and those follow from how she is."""
