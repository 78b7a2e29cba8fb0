"""The trail itself."""

from __future__ import annotations

from varde.plugin.programmes import GroupKind, IntendedUse, Meeting, Programme, Text
from varde.testing.sample.eligibility import ELIGIBILITY
from varde.testing.sample.modules import MODULES
from varde.testing.sample.occasions import OCCASIONS
from varde.testing.sample.series import BREATH, PRESSURE

KEY = "sample"

PROGRAMME = Programme(
    key=KEY,
    title=Text("Prøveløypa", "Prøveløypa", "The sample trail"),
    summary=Text("En løype å prøve ting i.", "Ei løype å prøve ting i.", "A trail to try things on."),
    for_whom=(Text("vil prøve noe", "vil prøve noko", "want to try something"),),
    duration=Text("3 måneder, 3 moduler", "3 månader, 3 modular", "3 months, 3 modules"),
    guide=Text("Veileder", "Rettleiar", "Guide"),
    effort=Text("Litt hver uke", "Litt kvar veke", "A little every week"),
    eligibility=ELIGIBILITY,
    modules=MODULES,
    occasions=OCCASIONS,
    package="varde.testing.sample",
    access_days=180,
    weeks=12,
    meetings=(Meeting("talk", Text("Prat", "Prat", "Talk"), 30, buffer=10, self_booked=True),),
    main_instruments=(("", "who-5"),),
    series=(BREATH.key, PRESSURE.key),
    groups=(
        GroupKind("talk", Text("Felles start", "Felles start", "Start together"), "talk", minutes=60, seats=8),
        GroupKind(
            "walk",
            Text("Gå sammen", "Gå saman", "Walk together"),
            "activity",
            minutes=90,
            sessions=6,
            seats=4,
            drop_in=True,
        ),
    ),
    intended=IntendedUse(
        Text("Laget for prøver.", "Laga for prøver.", "Made for tests."),
        (Text("akutt hjelp", "akutt hjelp", "help in an emergency"),),
        "1.0",
    ),
)
