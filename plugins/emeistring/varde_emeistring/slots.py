"""Where eMeistring expects a film or a sound of whoever gives it: a story in each track, and the training of the attention.

None leads the breath: calm breathing is no way out of a panic attack in this treatment.
"""

from __future__ import annotations

from varde.plugin.programmes import MediaSlot, Text

PANIC_STORY = MediaSlot(
    "story",
    Text("En som har hatt panikkangst, forteller", "Ein som har hatt panikkangst, fortel", "Somebody tells of panic"),
    "film",
    Text(
        "Et menneske som har hatt panikkangst, forteller om et anfall, om frykten for det neste og om veien ut.",
        "Eit menneske som har hatt panikkangst, fortel om eit anfall, om frykta for det neste og om vegen ut.",
        "Somebody who has had panic attacks tells of one, of the fear of the next, and of the way out.",
    ),
    4,
)
SOCIAL_STORY = MediaSlot(
    "story",
    Text("En som har vært redd for andre, forteller", "Ein som har vore redd for andre, fortel", "Somebody tells"),
    "film",
    Text(
        "Et menneske som har hatt sosial angst, forteller hva det trodde andre så, og hva de faktisk så.",
        "Eit menneske som har hatt sosial angst, fortel kva det trudde andre såg, og kva dei faktisk såg.",
        "Somebody who has had social anxiety tells what they thought others saw, and what those really saw.",
    ),
    4,
)
DEPRESSION_STORY = MediaSlot(
    "story",
    Text("En som har vært deprimert, forteller", "Ein som har vore deprimert, fortel", "Somebody tells of depression"),
    "film",
    Text(
        "Et menneske som har vært deprimert, forteller om en tung dag og om det første lille som ble gjort likevel.",
        "Eit menneske som har vore deprimert, fortel om ein tung dag og om det første vesle som vart gjort likevel.",
        "Somebody who has been depressed tells of a heavy day, and of the first small thing that was done all the same.",
    ),
    4,
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
