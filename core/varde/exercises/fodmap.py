"""The low-FODMAP tracker: the phase, one food at a time in three portions, what she tolerates and why, and a sheet of her own
to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from varde.exercises.asking import one_of, ten, words
from varde.exercises.fodmap_rules import (
    HIGHEST_START,
    SWAP_CHECK,
    SWAP_DECIDE,
    SWAP_END,
    FodmapDay,
    FodmapTest,
    Judged,
    PhaseStands,
    Verdict,
    judge_test,
    newest_test,
    next_portion,
    phase_on,
    rest_after,
    tried_again,
)
from varde.exercises.fodmap_words import (
    AGAIN,
    CHALLENGES,
    COMES_LATER,
    DAY_BETWEEN,
    DAY_OF,
    DECIDE_NOW,
    DISTURBANCES,
    DISTURBED_HINT,
    END_NOW,
    FIRST_CHECK,
    FOOD_NOW,
    FOODS,
    FOR_HER_THERAPIST,
    GROUPS,
    GROUPS_LEAD,
    JUDGED,
    NEXT_PORTION,
    NOT_TRIED,
    NOW,
    PHASES,
    PICTURE,
    PICTURE_NOTE,
    PORTION_NOW,
    PORTIONS_OF,
    PROVOKED,
    REST_DAY,
    REST_OVER,
    RISE,
    SHEET,
    SHEET_LEAD,
    TRY_AGAIN,
    WHY,
    WITH_A_DAY_BETWEEN,
)
from varde.exercises.saying import short_day, whole_day
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.choices import SeveralChoices
from varde.programmes.exercise_kinds import DatedEntries, FormPart
from varde.programmes.overviews import (
    LineState,
    Overview,
    OverviewBlock,
    OverviewColumn,
    OverviewLine,
    OverviewPart,
    OverviewPicture,
    Seen,
    SeenEntry,
)
from varde.programmes.values import Exercise, SafetyLock

SCALES = ("pain", "bloating", "stool")
AMOUNTS = ("none", "small", "medium", "large")
PICTURED = timedelta(days=14)


def day_of(entry: SeenEntry) -> FodmapDay:
    """A day as she wrote it. What she ate none of is no portion."""
    answers = entry.answers
    evening = [answers[key] for key in SCALES if key in answers]
    morning = [answers[f"morning_{key}"] for key in SCALES if f"morning_{key}" in answers]
    ate = answers.get("phase") == "try" and "challenge" in answers
    return FodmapDay(
        entry.day,
        answers.get("phase", "swap"),
        answers.get("challenge", "") if ate else "",
        AMOUNTS.index(answers.get("portion", "none")) if ate else 0,
        max(evening) if evening else None,
        max(morning) if morning else None,
        sum(evening) / len(evening) if evening else None,
        bool(answers.get("disturbed")),
        answers.get("own"),
    )


def phase_said(stands: PhaseStands) -> Text:
    """“Fase 2, dag 3: hvitløk”."""
    said = DAY_OF.filled(phase=dict(PHASES)[stands.phase], number=stands.number)
    if stands.phase != "try" or not stands.challenge:
        return said
    food = dict(CHALLENGES)[stands.challenge]
    if stands.portion is None:
        return FOOD_NOW.filled(day=said, food=food)
    return (PORTION_NOW if stands.portion else REST_DAY).filled(day=said, food=food, portion=stands.portion)


@dataclass(frozen=True, slots=True)
class FodmapOverview(Overview):
    """The phase now, the symptoms with the phase of each day, every food with its verdict and why, and the sheet to print."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        days = [day_of(entry) for entry in seen.own]
        stands = phase_on(days, seen.today)
        if stands is None:
            return ()
        tests = {challenge: newest_test(days, challenge) for challenge, _ in CHALLENGES}
        made = {challenge: tested for challenge, tested in tests.items() if tested is not None}
        lead = _what_now(stands, days, made, seen)
        now = OverviewBlock(NOW, (OverviewLine(phase_said(stands), details=lead, state="here"),))
        groups = OverviewBlock(GROUPS, tuple(_group(key, made.get(key)) for key, _ in CHALLENGES), lead=GROUPS_LEAD)
        sheet = [OverviewBlock(SHEET, _sheet(made), "sheet", SHEET_LEAD)] if made else []
        return [now, *_picture(days, seen), groups, *sheet]

    def now(self, seen: Seen) -> Text | None:
        """The phase, and that symptoms are brought on in it deliberately."""
        stands = phase_on([day_of(entry) for entry in seen.own], seen.today)
        if stands is None:
            return None
        return FOR_HER_THERAPIST.filled(phase=phase_said(stands)) if stands.phase == "try" else phase_said(stands)


def _what_now(
    stands: PhaseStands, days: Sequence[FodmapDay], made: dict[str, FodmapTest], seen: Seen
) -> tuple[Text, ...]:
    if stands.phase == "swap":
        steps = ((SWAP_END, END_NOW), (SWAP_DECIDE, DECIDE_NOW), (SWAP_CHECK, FIRST_CHECK))
        return tuple(said for after, said in steps if stands.number > after)[:1]
    if stands.phase != "try" or not made:
        return ()
    newest = max(made.values(), key=lambda tested: tested.last)
    return (PROVOKED, *_what_next(newest, days, seen))


def _what_next(newest: FodmapTest, days: Sequence[FodmapDay], seen: Seen) -> tuple[Text, ...]:
    """The next portion of a test that goes on; after it the rest, and then another group or the same again."""
    portion = next_portion(newest, seen.today)
    if portion is not None:
        food = FOODS[newest.challenge]
        amount = NEXT_PORTION.filled(portion=portion, food=food.food, amount=food.portions[portion - 1])
        return (amount, DAY_BETWEEN) if newest.challenge in WITH_A_DAY_BETWEEN else (amount,)
    rest = rest_after(newest, days, seen.today)
    if rest is None:
        return ()
    if not rest.over:
        return (COMES_LATER.filled(number=rest.number),)
    unfinished = judge_test(newest).why in ("disturbed", "too_few", "not_finished")
    return (TRY_AGAIN.filled(food=dict(CHALLENGES)[newest.challenge]) if unfinished else REST_OVER,)


def _picture(days: Sequence[FodmapDay], seen: Seen) -> list[OverviewPicture]:
    columns = [
        OverviewColumn(short_day(each.day), _with_phase(days, each), (each.worst,))
        for each in days
        if each.day > seen.today - PICTURED and each.worst is not None
    ][-7:]
    return [OverviewPicture(PICTURE, tuple(columns), 0, 10, PICTURE_NOTE)] if columns else []


def _with_phase(days: Sequence[FodmapDay], each: FodmapDay) -> Text:
    stands = phase_on(days, each.day)
    return PICTURE_DAY.filled(day=whole_day(each.day), phase=phase_said(stands)) if stands else whole_day(each.day)


PICTURE_DAY = Text("{day}: {phase}", "{day}: {phase}", "{day}: {phase}")


def _group(challenge: str, tested: FodmapTest | None) -> OverviewLine:
    food, named = FOODS[challenge], dict(CHALLENGES)[challenge]
    portions = PORTIONS_OF.filled(
        food=food.food, first=food.portions[0], second=food.portions[1], third=food.portions[2]
    )
    if tested is None:
        return OverviewLine(named, tag=NOT_TRIED, details=(portions,), state="later")
    verdict = judge_test(tested)
    state: LineState = "" if verdict.judged == "unsure" else "done"
    rises = tuple(
        RISE.filled(portion=portion, rise=rise) for portion, rise in sorted(tested.rises.items()) if rise is not None
    )
    return OverviewLine(
        named, tag=JUDGED[verdict.judged], details=(portions, *rises, _why(verdict, food.portions)), state=state
    )


def _why(verdict: Verdict, portions: Sequence[Text]) -> Text:
    amount = portions[verdict.portion - 1] if verdict.portion else Text("", "", "")
    return WHY[verdict.why].filled(portion=verdict.portion, amount=amount, highest=HIGHEST_START)


def _sheet(made: dict[str, FodmapTest]) -> tuple[OverviewLine, ...]:
    """The verdicts as three lists; what cannot be said yet is not on it."""
    lists: dict[Judged, list[OverviewLine]] = {"yes": [], "some": [], "no": []}
    for challenge, named in CHALLENGES:
        tested = made.get(challenge)
        verdict = judge_test(tested) if tested else None
        if tested is None or verdict is None or verdict.judged == "unsure":
            continue
        details = [_why(verdict, FOODS[challenge].portions)]
        if verdict.judged == "no":
            first, last = tried_again(tested)
            details.append(AGAIN.filled(first=whole_day(first), last=whole_day(last)))
        lists[verdict.judged].append(OverviewLine(named, details=tuple(details)))
    return tuple(OverviewLine(JUDGED[key], lines=tuple(lines)) for key, lines in lists.items() if lines)


def fodmap_tracker(key: str = "fodmap", *, locks: tuple[SafetyLock, ...], minutes: int = 3) -> Exercise:
    """One entry a day: the phase, the food and the portion, the evening and (later) the next morning. ``locks`` must close it
    to whom a restrictive diet may harm; the programme declares them."""
    scales = (
        ("pain", Text("Hvor vondt gjorde magen?", "Kor vondt gjorde magen?", "How much did your stomach hurt?")),
        ("bloating", Text("Hvor oppblåst var du?", "Kor oppblåst var du?", "How bloated were you?")),
        (
            "stool",
            Text(
                "Hvor mye plaget avføringen deg?",
                "Kor mykje plaga avføringa deg?",
                "How much did the stool trouble you?",
            ),
        ),
    )
    morning = Text("Neste morgen: {question}", "Neste morgon: {question}", "The next morning: {question}")
    return Exercise(
        key,
        Text("Prøv én gruppe om gangen", "Prøv éi gruppe om gongen", "Try one group at a time"),
        minutes,
        (
            one_of("phase", Text("Hvilken fase er du i?", "Kva fase er du i?", "Which phase are you in?"), *PHASES),
            *(ten(key, label) for key, label in scales),
            one_of("challenge", Text("Hva prøver du?", "Kva prøver du?", "What are you trying?"), *CHALLENGES),
            one_of(
                "portion",
                Text(
                    "Hvor mye spiste du av den i dag?",
                    "Kor mykje åt du av den i dag?",
                    "How much of it did you eat today?",
                ),
                ("none", Text("Ingenting, hviledag", "Ingenting, kviledag", "Nothing, a day of rest")),
                ("small", Text("Liten porsjon", "Liten porsjon", "Small portion")),
                ("medium", Text("Middels porsjon", "Middels porsjon", "Medium portion")),
                ("large", Text("Stor porsjon", "Stor porsjon", "Large portion")),
            ),
            Field(
                "disturbed",
                SeveralChoices(DISTURBANCES),
                Text(
                    "Var det noe annet som kan ha uroet magen?",
                    "Var det noko anna som kan ha uroa magen?",
                    "Was there anything else that may have upset it?",
                ),
                DISTURBED_HINT,
            ),
            words("day", Text("Noe mer?", "Noko meir?", "Anything else?")),
            *(ten(f"morning_{key}", morning.filled(question=label)) for key, label in scales),
            one_of(
                "own",
                Text("Hva mener du selv?", "Kva meiner du sjølv?", "What do you think yourself?"),
                ("yes", JUDGED["yes"]),
                ("some", JUDGED["some"]),
                ("no", JUDGED["no"]),
                hint=Text(
                    "Det du svarer her, går foran forslaget.",
                    "Det du svarar her, går føre framlegget.",
                    "What you answer here goes before the suggestion.",
                ),
            ),
        ),
        locks,
        kind=DatedEntries(
            needed=("phase", "pain", "bloating", "stool"),
            charted=("pain", "bloating"),
            once_a_day=True,
            named=("phase", "challenge", "portion"),
            parts=(
                FormPart(Text("Fasen", "Fasen", "The phase"), ("phase", "challenge", "portion")),
                FormPart(Text("Magen i kveld", "Magen i kveld", "Your stomach tonight"), (*SCALES, "disturbed", "day")),
            ),
            later=(*(f"morning_{key}" for key in SCALES), "own"),
            overview=FodmapOverview(),
        ),
    )
