"""A plan for heavy times: early signs, what helps, whom to tell and when to seek help, to print and to read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from varde.exercises.asking import words
from varde.exercises.saying import whole_day
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.moments import CalendarDay
from varde.kinds.tables import GrowingTable
from varde.kinds.texts import ShortText
from varde.programmes.exercise_kinds import DatedEntries, FormPart
from varde.programmes.overviews import Overview, OverviewBlock, OverviewLine, OverviewPart, Seen, own_words
from varde.programmes.values import Exercise


@dataclass(frozen=True, slots=True)
class RelapseSheet(Overview):
    """The plan as she last wrote it, to print."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        if not seen.own:
            return ()
        answers = seen.own[-1].answers
        labels = {field.key: field.label for field in seen.fields}
        signs = tuple(OverviewLine(own_words(row["sign"])) for row in answers.get("signs", ()) if "sign" in row)
        lines = [OverviewLine(labels["signs"], lines=signs)] if signs else []
        lines += [
            OverviewLine(labels[key], details=(own_words(str(answers[key])),))
            for key in ("helps", "first_step", "who", "seek_help")
            if key in answers
        ]
        if "read_again" in answers:
            again = date.fromisoformat(answers["read_again"])
            lines.append(OverviewLine(labels["read_again"], details=(whole_day(again),)))
        return [OverviewBlock(HEAVY_TIMES, tuple(lines), "sheet", URGENT)] if lines else []


def relapse_plan(key: str = "relapse-plan", *, minutes: int = 15) -> Exercise:
    """Early signs, what helps, the first step, whom to call, when to seek help, and a day to read it again. A plan is not a
    forecast."""
    return Exercise(
        key,
        Text("Plan for tunge tider", "Plan for tunge tider", "A plan for heavy times"),
        minutes,
        (
            Field(
                "signs",
                GrowingTable(
                    (Field("sign", ShortText(), Text("Hva merker du?", "Kva merkar du?", "What do you notice?")),),
                    Text("Tegn", "Teikn", "Sign"),
                    10,
                ),
                Text("Hva er de første tegnene?", "Kva er dei første teikna?", "What are the first signs?"),
                Text(
                    "Minst tre. For eksempel at du sier nei igjen.",
                    "Minst tre. Til dømes at du seier nei igjen.",
                    "At least three, such as saying no again.",
                ),
            ),
            words("helps", Text("Hva pleier å hjelpe?", "Kva pleier å hjelpe?", "What tends to help?")),
            words(
                "first_step",
                Text(
                    "Hva er det første steget samme dag?",
                    "Kva er det første steget same dag?",
                    "What is the first step that very day?",
                ),
            ),
            words("who", Text("Hvem kan du si det til?", "Kven kan du seie det til?", "Whom can you tell?")),
            words(
                "seek_help",
                Text(
                    "Når skal du søke hjelp, og hos hvem?",
                    "Når skal du søkje hjelp, og hos kven?",
                    "When will you seek help, and from whom?",
                ),
            ),
            Field(
                "read_again",
                CalendarDay(),
                Text(
                    "Når leser du planen på nytt?", "Når les du planen på nytt?", "When will you read the plan again?"
                ),
            ),
        ),
        kind=DatedEntries(
            needed=("signs",),
            named=("first_step",),
            daily=False,
            parts=(
                FormPart(Text("Tegnene", "Teikna", "The signs"), ("signs",)),
                FormPart(Text("Det du gjør", "Det du gjer", "What you do"), ("helps", "first_step")),
                FormPart(Text("Andre", "Andre", "Others"), ("who", "seek_help", "read_again")),
            ),
            overview=RelapseSheet(),
        ),
    )


HEAVY_TIMES = Text("Planen din for tunge tider", "Planen din for tunge tider", "Your plan for heavy times")
URGENT = Text(
    "Er det fare for liv, ring 113. Trenger du noen å snakke med, ring 116 123. Legevakten svarer på 116 117.",
    "Er det fare for liv, ring 113. Treng du nokon å snakke med, ring 116 123. Legevakta svarer på 116 117.",
    "If life is in danger, call 113. To talk to someone, call 116 123. The casualty clinic answers on 116 117.",
)
