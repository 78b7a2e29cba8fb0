"""Where Mage-tarmskolen expects a sound or a film of whoever gives it. What each is to hold is what the step says already."""

from __future__ import annotations

from varde.plugin.programmes import MediaSlot, Text

STORY = MediaSlot(
    "story",
    Text("En som har IBS, forteller", "Ein som har IBS, fortel", "Somebody with IBS tells"),
    "film",
    Text(
        "Et menneske med IBS forteller om en vanlig uke og om hva som hjalp, uten å love noen en rolig mage.",
        "Eit menneske med IBS fortel om ei vanleg veke og om kva som hjelpte, utan å love nokon ein roleg mage.",
        "Somebody with IBS tells of an ordinary week and of what helped, promising nobody a quiet stomach.",
    ),
    4,
)
BREATH = MediaSlot(
    "breath",
    Text("Pust sammen med lyden", "Pust saman med lyden", "Breathe with the sound"),
    "sound",
    Text(
        "En tone eller en rolig stemme som fører pusten, 4 sekunder inn og 6 ut, i fem minutter.",
        "Ein tone eller ei roleg røyst som fører pusten, 4 sekund inn og 6 ut, i fem minutt.",
        "A tone or a calm voice that leads the breath, 4 seconds in and 6 out, for five minutes.",
    ),
    6,
)
MUSCLES = MediaSlot(
    "muscles",
    Text("Stram og slipp med lyden", "Stram og slepp med lyden", "Tense and let go with the sound"),
    "sound",
    Text(
        "En rolig stemme som leder gjennom de sju gruppene i to runder, og sier at en gruppe som gjør vondt, hoppes over.",
        "Ei roleg røyst som leier gjennom dei sju gruppene i to rundar, og seier at ei gruppe som gjer vondt, blir hoppa over.",
        "A calm voice that leads through the seven groups in two rounds, and says that a group that hurts is skipped.",
    ),
    13,
)
ATTENTION = MediaSlot(
    "attention",
    Text("Øv med lyden", "Øv med lyden", "Practise with the sound"),
    "sound",
    Text(
        "Lydene og en stemme til øvelsen slik steget beskriver den, med åpne øyne.",
        "Lydane og ei røyst til øvinga slik steget skildrar ho, med opne auge.",
        "The sounds and a voice for the exercise as the step describes it, with open eyes.",
    ),
    13,
)
GUT = MediaSlot(
    "gut",
    Text("Hør avspenningen", "Høyr avspenninga", "Hear the relaxation"),
    "sound",
    Text(
        "En rolig stemme som leser avspenningen sakte, med de pausene som står i steget.",
        "Ei roleg røyst som les avspenninga sakte, med dei pausane som står i steget.",
        "A calm voice that reads the relaxation slowly, with the pauses that the step gives.",
    ),
    13,
)
