"""Exchange with other systems, as the house knows it."""

from __future__ import annotations

from varde.kernel.part import Command, Part

PART = Part(
    key="exchange",
    commands=(
        Command(
            "export", "varde.exchange.fhir.commands:export_group", "Take out what was measured, for other systems."
        ),
        Command("import", "varde.exchange.csv.commands:import_group", "Bring in what was measured elsewhere."),
        Command("instruments", "varde.exchange.fhir.commands:instruments_group", "The instruments that are installed."),
    ),
)
