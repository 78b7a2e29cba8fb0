"""Benefits that a place may take into its plan.

The three goals are those of Bydel Frogner's trial of digital follow-up in 2022. What its six benefits were called is not published,
so that the six here are our own proposal, and say so. None has a target: nobody has a figure to base one on.
"""

from __future__ import annotations

from varde.plugin.benefits import BenefitProposal, Text

SOURCE = Text(
    "Eksempel: Målene er de tre som Bydel Frogner prøvde digital oppfølging med. Navnene på de seks gevinstene derfra er ikke "
    "kjent for oss. De seks her er vårt forslag og har ikke nullpunkt.",
    "Døme: Måla er dei tre som Bydel Frogner prøvde digital oppfølging med. Namna på dei seks gevinstane derifrå er ikkje "
    "kjende for oss. Dei seks her er vårt forslag og har ikkje nullpunkt.",
    "Example: The goals are the three with which the district of Frogner tried digital follow-up. What its six benefits were "
    "called is not known to us. The six here are our proposal and have no baseline.",
)
TALKING = Text(
    "En trygg og god måte å snakke sammen på",
    "Ein trygg og god måte å snakke saman på",
    "A safe and good way to talk together",
)
FUNCTION = Text("Mindre tap av funksjon", "Mindre tap av funksjon", "Less loss of function")
FOLLOW_UP = Text("Bedre oppfølging", "Betre oppfølging", "Better follow-up")

PROPOSALS = (
    BenefitProposal(
        key="ibs.first_contact",
        programme="ibs",
        goal=TALKING,
        benefit=Text(
            "Kortere tid til første kontakt", "Kortare tid til første kontakt", "A shorter time to first contact"
        ),
        category="quality",
        receiver="patient",
        indicator=Text(
            "dager fra henvisning til start", "dagar frå tilvising til start", "days from referral to start"
        ),
        source=SOURCE,
        figure="waiting",
    ),
    BenefitProposal(
        key="ibs.safe",
        programme="ibs",
        goal=TALKING,
        benefit=Text("Tryggere deltakere", "Tryggare deltakarar", "Participants who feel safer"),
        category="quality",
        receiver="patient",
        indicator=Text(
            "eget spørsmål om trygghet, 0–10, snitt",
            "eige spørsmål om tryggleik, 0–10, snitt",
            "a question of one's own about feeling safe, 0–10, mean",
        ),
        source=SOURCE,
        unit=Text("poeng", "poeng", "points"),
    ),
    BenefitProposal(
        key="ibs.function",
        programme="ibs",
        goal=FUNCTION,
        benefit=Text("Holder funksjonen", "Held funksjonen", "Keeps functioning"),
        category="quality",
        receiver="patient",
        indicator=Text(
            "selvvurdert helse og funksjon etterpå, snitt",
            "sjølvvurdert helse og funksjon etterpå, snitt",
            "health and function as rated by oneself afterwards, mean",
        ),
        source=SOURCE,
        figure="mean",
        measure="ibs.quality_of_life",
        occasion="3m",
    ),
    BenefitProposal(
        key="ibs.tasks",
        programme="ibs",
        goal=FUNCTION,
        benefit=Text("Gjør det de har planlagt", "Gjer det dei har planlagt", "Does what is planned"),
        category="quality",
        receiver="patient",
        indicator=Text(
            "andel oppgaver som er fullført", "del oppgåver som er fullførte", "share of tasks that are completed"
        ),
        source=SOURCE,
        unit=Text("%", "%", "%"),
    ),
    BenefitProposal(
        key="ibs.attendance",
        programme="ibs",
        goal=FOLLOW_UP,
        benefit=Text("Møter oftere", "Møter oftare", "Attends more often"),
        category="quality",
        receiver="service",
        indicator=Text(
            "andel oppmøte av avtalte timer og grupper",
            "del oppmøte av avtalte timar og grupper",
            "share of appointments and groups that are attended",
        ),
        source=SOURCE,
        unit=Text("%", "%", "%"),
    ),
    BenefitProposal(
        key="ibs.time",
        programme="ibs",
        goal=FOLLOW_UP,
        benefit=Text("Mindre tid per kontakt", "Mindre tid per kontakt", "Less time per contact"),
        category="saved_time",
        receiver="staff",
        indicator=Text(
            "minutter per deltaker, median", "minutt per deltakar, median", "minutes per participant, median"
        ),
        source=SOURCE,
        unit=Text("min", "min", "min"),
        lower_better=True,
    ),
)
