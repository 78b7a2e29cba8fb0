"""What participants measure themselves: steps a day. No zones: what is enough is talked about, not told by a limit."""

from __future__ import annotations

from varde.plugin.series import Component, Series, Text

STEPS_A_DAY = Series(
    key="frisklivs-steps",
    title=Text("Skritt i dag", "Steg i dag", "Steps today"),
    quantity=Text("Skritt", "Steg", "Steps"),
    unit=Text("skritt", "steg", "steps"),
    components=(Component("steps", Text("Skritt i dag", "Steg i dag", "Steps today"), (0, 100000), (0, 40000)),),
    how=Text(
        "Skriv tallet fra telefonen, klokken eller skrittelleren når dagen er over.",
        "Skriv talet frå telefonen, klokka eller skritteljaren når dagen er over.",
        "Write the number from your phone, watch or step counter when the day is over.",
    ),
    window=7,
    code="41950-7",
)
