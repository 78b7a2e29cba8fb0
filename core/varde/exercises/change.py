"""Changing a habit: a talk about what she wishes, goals with steps and a plan B, and a check-in about the plan that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.exercises.asking import NOT_AT_ALL, VERY_MUCH, line, one_of, ten, words
from varde.exercises.doing import AREAS
from varde.exercises.shifts import name_of
from varde.kernel.words import Text
from varde.kinds.about import AboutEntry, AskedOfEach
from varde.kinds.asking import Field
from varde.kinds.choices import SeveralChoices, YesNo
from varde.programmes.exercise_kinds import DatedEntries, FormPart
from varde.programmes.overviews import Overview, OverviewBlock, OverviewLine, OverviewPart, Seen, SeenEntry, own_words
from varde.programmes.values import Exercise, SafetyLock

SURE_ENOUGH = 7
"""Below this of ten she is asked, once and kindly, whether the step can be smaller. Practice in motivational interviewing;
proposed."""
CONTACT = (
    ("seldom", Text("Sjelden", "Sjeldan", "Seldom")),
    ("weekly", Text("Hver uke", "Kvar veke", "Every week")),
    ("often", Text("Ofte", "Ofte", "Often")),
)


def health_talk(key: str = "health-talk", *, minutes: int = 10) -> Exercise:
    """What works already, what she wishes and why, how important it is and how sure she is; asked for, never told."""
    return Exercise(
        key,
        Text("Styrker og ønsker", "Styrkar og ønske", "Strengths and wishes"),
        minutes,
        (
            words(
                "strengths",
                Text(
                    "Hva får du til i hverdagen i dag?",
                    "Kva får du til i kvardagen i dag?",
                    "What do you manage in everyday life today?",
                ),
                Text(
                    "Stort eller lite. Det du alt gjør, er noe å bygge på.",
                    "Stort eller lite. Det du alt gjer, er noko å byggje på.",
                    "Large or small. What you already do is something to build on.",
                ),
            ),
            words(
                "wish",
                Text(
                    "Hva ønsker du deg mer eller mindre av?",
                    "Kva ønskjer du deg meir eller mindre av?",
                    "What do you wish for more or less of?",
                ),
            ),
            words(
                "why",
                Text("Hvorfor betyr det noe for deg?", "Kvifor betyr det noko for deg?", "Why does it matter to you?"),
            ),
            Field(
                "values",
                SeveralChoices(AREAS),
                Text(
                    "Hva handler det mest om? Velg opptil tre.",
                    "Kva handlar det mest om? Vel opptil tre.",
                    "What is it mostly about? Choose up to three.",
                ),
            ),
            ten(
                "importance",
                Text(
                    "Hvor viktig er det for deg å endre dette nå?",
                    "Kor viktig er det for deg å endre dette no?",
                    "How important is it to you to change this now?",
                ),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            ten(
                "confidence",
                Text(
                    "Hvor trygg er du på at du får det til?",
                    "Kor trygg er du på at du får det til?",
                    "How sure are you that you can do it?",
                ),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            words(
                "why_not_lower",
                Text(
                    "Hvorfor er ikke tallene lavere?", "Kvifor er ikkje tala lågare?", "Why are the numbers not lower?"
                ),
            ),
            words(
                "one_higher",
                Text(
                    "Hva skulle til for å komme ett tall høyere?",
                    "Kva skulle til for å kome eitt tal høgare?",
                    "What would take you one number higher?",
                ),
            ),
            one_of(
                "contact",
                Text(
                    "Hvor ofte vil du at vi tar kontakt?",
                    "Kor ofte vil du at vi tek kontakt?",
                    "How often should we get in touch?",
                ),
                *CONTACT,
            ),
        ),
        kind=DatedEntries(
            needed=("wish", "importance", "confidence"),
            named=("wish",),
            charted=(),
            daily=False,
            parts=(
                FormPart(Text("Det du får til", "Det du får til", "What you manage"), ("strengths",)),
                FormPart(Text("Det du ønsker", "Det du ønskjer", "What you wish"), ("wish", "why", "values")),
                FormPart(
                    Text("Hvor viktig, og hvor trygg?", "Kor viktig, og kor trygg?", "How important, and how sure?"),
                    ("importance", "confidence", "why_not_lower", "one_higher"),
                ),
                FormPart(Text("Kontakt med oss", "Kontakt med oss", "Contact with us"), ("contact",)),
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class PlanOverview(Overview):
    """Every goal with its steps, and what she does when something gets in the way. ``over`` names the ``goals``, and the
    ``steps`` where they are not those of the exercise itself."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        steps = seen.of.get("steps", seen.own)
        own = "steps" not in seen.of
        goals = seen.of["goals"]
        stands = [step for step in steps if not step.answers.get("put_away")]
        lines = [
            OverviewLine(name_of(goal, "goal"), lines=mine)
            for goal in goals
            if (mine := tuple(_step(step, own=own) for step in stands if _goal_of(step) == goal.id))
        ]
        lines += [_step(step, own=own) for step in stands if _goal_of(step) not in {goal.id for goal in goals}]
        unsure = [step for step in stands if own and step.answers.get("confidence", 10) < SURE_ENOUGH]
        smaller = [OverviewBlock(SMALLER, lead=SMALLER_LEAD.filled(step=name_of(unsure[-1], "step")))] if unsure else []
        return [OverviewBlock(THE_PLAN, tuple(lines)), *smaller] if lines else []


def _goal_of(step: SeenEntry) -> int:
    about = step.answers.get("goal")
    return int(about["entry"]) if about else 0


def _step(step: SeenEntry, *, own: bool) -> OverviewLine:
    answers = step.answers
    how = [own_words(str(answers[key])) for key in ("when", "where", "with_whom") if key in answers]
    plan_b = (
        [PLAN_B.filled(obstacle=answers["obstacle"], plan_b=answers["plan_b"])]
        if {"obstacle", "plan_b"} <= answers.keys()
        else []
    )
    return OverviewLine(name_of(step, "step"), details=(*how, *plan_b), entry=step.id if own else 0)


def plan_goals(key: str = "plan-goals", *, locks: tuple[SafetyLock, ...] = (), minutes: int = 5) -> Exercise:
    """The goals of the plan, one to three, each in her own words."""
    return Exercise(
        key,
        Text("Målene dine", "Måla dine", "Your goals"),
        minutes,
        (
            line("goal", Text("Hva er målet ditt?", "Kva er målet ditt?", "What is your goal?")),
            words(
                "why",
                Text("Hvorfor betyr det noe for deg?", "Kvifor betyr det noko for deg?", "Why does it matter to you?"),
            ),
            ten(
                "importance",
                Text("Hvor viktig er det?", "Kor viktig er det?", "How important is it?"),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            Field(
                "put_away",
                YesNo(),
                Text("Er du ferdig med målet?", "Er du ferdig med målet?", "Are you done with this goal?"),
            ),
        ),
        locks,
        kind=DatedEntries(needed=("goal",), named=("goal",), daily=False, at_home=("goal",), put_away="put_away"),
    )


def action_plan(
    key: str = "action-plan", *, of: str = "plan-goals", locks: tuple[SafetyLock, ...] = (), minutes: int = 10
) -> Exercise:
    """A small step towards one of the goals ``of``: when, where, with whom, what may get in the way, and plan B."""
    return Exercise(
        key,
        Text("Lag din egen plan", "Lag din eigen plan", "Make your own plan"),
        minutes,
        (
            Field(
                "goal", AboutEntry(of, "goal", NO_GOALS, "put_away"), Text("Hvilket mål?", "Kva mål?", "Which goal?")
            ),
            line(
                "step",
                Text(
                    "Hva er et lite steg på veien?",
                    "Kva er eit lite steg på vegen?",
                    "What is one small step on the way?",
                ),
                Text(
                    "Så lite at du nesten er sikker på å få det til.",
                    "Så lite at du nesten er sikker på å få det til.",
                    "So small that you are almost sure to manage it.",
                ),
            ),
            line("when", Text("Når gjør du det?", "Når gjer du det?", "When do you do it?")),
            line("where", Text("Hvor?", "Kvar?", "Where?")),
            line(
                "with_whom",
                Text(
                    "Hvem kan være med, eller heie på deg?",
                    "Kven kan vere med, eller heie på deg?",
                    "Who can join you, or cheer you on?",
                ),
            ),
            line("obstacle", Text("Hva kan komme i veien?", "Kva kan kome i vegen?", "What can get in the way?")),
            line("plan_b", Text("Hva er plan B da?", "Kva er plan B då?", "What is plan B then?")),
            ten(
                "confidence",
                Text(
                    "Hvor trygg er du på at du får det til?",
                    "Kor trygg er du på at du får det til?",
                    "How sure are you that you can do it?",
                ),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            Field(
                "put_away",
                YesNo(),
                Text("Skal steget ut av planen?", "Skal steget ut av planen?", "Should this step leave the plan?"),
            ),
        ),
        locks,
        kind=DatedEntries(
            needed=("step",),
            named=("step",),
            daily=False,
            parts=(
                FormPart(Text("Steget", "Steget", "The step"), ("goal", "step")),
                FormPart(
                    Text("Når og med hvem", "Når og med kven", "When and with whom"), ("when", "where", "with_whom")
                ),
                FormPart(
                    Text("Hvis noe kommer i veien", "Om noko kjem i vegen", "If something gets in the way"),
                    ("obstacle", "plan_b", "confidence", "put_away"),
                ),
            ),
            overview=PlanOverview((("goals", of),)),
            at_home=("step", "when"),
            put_away="put_away",
        ),
    )


@dataclass(frozen=True, slots=True)
class CheckInOverview(PlanOverview):
    """The plan that is asked about; and where a step was not done, its plan B. Two in a row: the plan may be made smaller."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        missed = _missed(seen.own[-1]) if seen.own else {}
        steps = {step.id: step for step in seen.of["steps"]}
        forward = tuple(_step(steps[number], own=False) for number in missed if number in steps)
        again = not_done_again(seen.own) is not None
        blocks = [OverviewBlock(NOT_THIS_TIME, forward, lead=SMALLER_PLAN if again else USE_PLAN_B)] if forward else []
        return [*blocks, *PlanOverview.parts(self, seen)]


def _missed(check_in: SeenEntry) -> dict[int, str]:
    """The steps that were not done, by their entry."""
    return {row["entry"]: row["words"] for row in check_in.answers.get("did", ()) if row["answer"] == "no"}


def not_done_again(check_ins: Sequence[SeenEntry]) -> Text | None:
    """What is said when the two newest check-ins both say no to the same step; None when they do not.

    :param check_ins: the oldest first."""
    if len(check_ins) < 2:
        return None
    before, now = _missed(check_ins[-2]), _missed(check_ins[-1])
    again = [words for entry, words in now.items() if entry in before]
    return NOT_DONE_AGAIN.filled(step=again[0]) if again else None


def check_in(
    key: str = "check-in", *, of: str = "action-plan", goals: str = "plan-goals", minutes: int = 2
) -> Exercise:
    """Two minutes a week about the plan ``of``: each step by itself, what helped, and what is next."""
    return Exercise(
        key,
        Text("Ukens innsjekk", "Innsjekk for veka", "Weekly check-in"),
        minutes,
        (
            Field(
                "did",
                AskedOfEach(
                    of,
                    "step",
                    (
                        ("yes", Text("Ja", "Ja", "Yes")),
                        ("partly", Text("Delvis", "Delvis", "Partly")),
                        ("no", Text("Nei", "Nei", "No")),
                    ),
                    NO_STEPS,
                    "put_away",
                    beside=("when", "where", "with_whom"),
                ),
                Text("Ble det gjort denne uken?", "Blei det gjort denne veka?", "Was it done this week?"),
            ),
            ten(
                "motivation",
                Text(
                    "Hvor mye lyst har du til å fortsette?",
                    "Kor mykje lyst har du til å halde fram?",
                    "How much do you want to go on?",
                ),
                NOT_AT_ALL,
                VERY_MUCH,
            ),
            words("helped", Text("Hva hjalp?", "Kva hjelpte?", "What helped?")),
            one_of(
                "onward",
                Text("Hva gjør du med planen?", "Kva gjer du med planen?", "What will you do with the plan?"),
                ("same", Text("Fortsetter som nå", "Held fram som no", "Go on as now")),
                ("change", Text("Endrer den", "Endrar han", "Change it")),
                ("pause", Text("Tar en pause", "Tek ein pause", "Take a pause")),
            ),
            Field(
                "contact",
                YesNo(),
                Text("Vil du at vi tar kontakt?", "Vil du at vi tek kontakt?", "Would you like us to get in touch?"),
            ),
        ),
        kind=DatedEntries(
            needed=("motivation",),
            charted=("motivation",),
            daily=False,
            parts=(
                FormPart(Text("Planen", "Planen", "The plan"), ("did",)),
                FormPart(Text("Og nå?", "Og no?", "And now?"), ("motivation", "helped", "onward", "contact")),
            ),
            overview=CheckInOverview((("goals", goals), ("steps", of))),
        ),
    )


NOT_DONE_AGAIN = Text(
    "Nei to ganger på rad: «{step}». Planen kan gjøres mindre.",
    "Nei to gonger på rad: «{step}». Planen kan gjerast mindre.",
    "No twice in a row: “{step}”. The plan can be made smaller.",
)
NO_GOALS = Text(
    "Skriv et mål først, så kan du velge det her.",
    "Skriv eit mål først, så kan du velje det her.",
    "Write a goal first, and you can choose it here.",
)
NO_STEPS = Text(
    "Planen din er tom. Skriv et steg først, så spør vi om det her.",
    "Planen din er tom. Skriv eit steg først, så spør vi om det her.",
    "Your plan is empty. Write a step first, and we ask about it here.",
)
THE_PLAN = Text("Planen din", "Planen din", "Your plan")
PLAN_B = Text("Hvis {obstacle}: {plan_b}", "Om {obstacle}: {plan_b}", "If {obstacle}: {plan_b}")
SMALLER = Text("Kan steget være mindre?", "Kan steget vere mindre?", "Can the step be smaller?")
SMALLER_LEAD = Text(
    "Du er ikke helt trygg på «{step}». Mange får det til når steget er mindre. Du bestemmer.",
    "Du er ikkje heilt trygg på «{step}». Mange får det til når steget er mindre. Du bestemmer.",
    "You are not quite sure of “{step}”. Many manage when the step is smaller. You decide.",
)
NOT_THIS_TIME = Text("Det gikk ikke denne gangen", "Det gjekk ikkje denne gongen", "It did not work this time")
USE_PLAN_B = Text("Her er plan B.", "Her er plan B.", "Here is plan B.")
SMALLER_PLAN = Text(
    "Planen kan gjøres mindre. Her er plan B.",
    "Planen kan gjerast mindre. Her er plan B.",
    "The plan can be made smaller. Here is plan B.",
)
