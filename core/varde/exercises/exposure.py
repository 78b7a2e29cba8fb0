"""The ladder of exposure: what she has avoided, rung by rung, and each attempt on a rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varde.exercises.asking import CERTAIN, NO_BELIEF, hundred, line, one_of, words
from varde.exercises.exposure_rules import RungStands, RungTried, standing_on
from varde.exercises.saying import short_day, whole_day
from varde.kernel.words import Counted, Text
from varde.kinds.about import AboutEntry
from varde.kinds.asking import Field
from varde.kinds.choices import YesNo
from varde.kinds.moments import Timer
from varde.programmes.exercise_kinds import DatedEntries, FormPart
from varde.programmes.overviews import (
    Overview,
    OverviewBlock,
    OverviewColumn,
    OverviewLine,
    OverviewPart,
    OverviewPicture,
    Seen,
    SeenEntry,
    own_words,
)
from varde.programmes.values import Exercise, SafetyLock

PICTURED = 7
"""So many attempts, the last, stand in the picture."""


@dataclass(frozen=True, slots=True)
class LadderOverview(Overview):
    """The ladder with how far she has come, and a picture of the attempts on the rung she is on. ``over`` names the ``rungs``;
    without any attempts of its own, as on the page where the ladder is made, the exercise itself holds them."""

    def parts(self, seen: Seen) -> Sequence[OverviewPart]:
        rungs = seen.of.get("rungs", seen.own)
        tried = [_tried(entry) for entry in seen.own if "rung" in entry.answers] if "rungs" in seen.of else []
        names = {entry.id: entry.answers for entry in rungs if not entry.answers.get("put_away")}
        stands = standing_on({rung: answers["fear"] for rung, answers in names.items() if "fear" in answers}, tried)
        if not stands:
            return ()
        called = {rung: own_words(str(answers.get("situation", ""))) for rung, answers in names.items()}
        fears = {rung: str(answers.get("fear", "")) for rung, answers in names.items()}
        own = "rungs" not in seen.of
        lines = tuple(
            OverviewLine(
                called[each.rung],
                fears[each.rung],
                _tag(each) if not own else None,
                _peaks(each),
                each.state if not own else "later",
                each.rung if own else 0,
            )
            for each in stands
        )
        ladder = OverviewBlock(LADDER_HEADING, lines, "ladder", LADDER_LEAD)
        here = next((each for each in stands if each.state == "here"), None)
        attempts = [entry for entry in seen.own if not own and here and entry.answers["rung"]["entry"] == here.rung]
        offer = next((each for each in stands if each.offered), None)
        onward = [_onward(called[offer.rung], here)] if offer and here else []
        return [*_picture(called[here.rung] if here else own_words(""), attempts), ladder, *onward]


def _tried(entry: SeenEntry) -> RungTried:
    answers = entry.answers
    return RungTried(
        answers["rung"]["entry"], answers.get("happened", ""), answers.get("highest"), answers.get("onward", "")
    )


def _tag(stands: RungStands) -> Text:
    tries = TRIES.of(stands.tries).filled(n=stands.tries)
    if stands.state == "here":
        return HERE.filled(tries=tries) if stands.tries else HERE_FIRST
    if stands.state == "done":
        return tries
    return NEXT if stands.offered else tries if stands.tries else LATER


def _peaks(stands: RungStands) -> tuple[Text, ...]:
    if stands.first is None or stands.last is None:
        return ()
    if stands.tries == 1:
        return (PEAK.filled(last=stands.last),)
    return (PEAKS.filled(first=stands.first, last=stands.last),)


def _onward(called: Text, here: RungStands) -> OverviewBlock:
    return OverviewBlock(ONWARD, lead=ONWARD_LEAD.filled(times=here.failed, rung=called))


def _picture(called: Text, attempts: Sequence[SeenEntry]) -> list[OverviewPicture]:
    columns = [
        OverviewColumn(
            short_day(entry.day),
            whole_day(entry.day),
            tuple(entry.answers[key] for key in ("before", "highest", "after") if key in entry.answers),
        )
        for entry in attempts
    ]
    columns = [column for column in columns if column.numbers][-PICTURED:]
    return [OverviewPicture(PICTURE.filled(rung=called), tuple(columns), 0, 100, PICTURE_NOTE)] if columns else []


def ladder(key: str = "ladder", *, locks: tuple[SafetyLock, ...] = (), minutes: int = 15) -> Exercise:
    """The ladder itself: each entry is a rung, 8 to 12 of them from easy to hard."""
    return Exercise(
        key,
        Text("Lag stigen din", "Lag stigen din", "Make your ladder"),
        minutes,
        (
            line(
                "situation",
                Text("Hva er trinnet?", "Kva er trinnet?", "What is the rung?"),
                Text(
                    "Én situasjon, så tydelig at en annen kunne ha filmet den.",
                    "Éin situasjon, så tydeleg at ein annan kunne ha filma han.",
                    "One situation, so clear that somebody else could have filmed it.",
                ),
            ),
            hundred(
                "fear",
                Text(
                    "Hvor redd tror du at du blir?",
                    "Kor redd trur du at du blir?",
                    "How afraid do you think you will be?",
                ),
            ),
            Field(
                "put_away",
                YesNo(),
                Text("Skal trinnet ut av stigen?", "Skal trinnet ut av stigen?", "Should this rung leave the ladder?"),
            ),
        ),
        locks,
        kind=DatedEntries(
            needed=("situation", "fear"),
            named=("situation",),
            charted=("fear",),
            daily=False,
            overview=LadderOverview(),
        ),
    )


def attempts(
    key: str = "attempts", *, of: str = "ladder", locks: tuple[SafetyLock, ...] = (), minutes: int = 15
) -> Exercise:
    """An attempt on a rung of the ladder ``of``: what she feared, fear before, highest and after, and what she learnt."""
    return Exercise(
        key,
        Text("Øv på et trinn", "Øv på eit trinn", "Practise on a rung"),
        minutes,
        (
            Field(
                "rung",
                AboutEntry(of, "situation", NO_LADDER, "put_away"),
                Text("Hvilket trinn?", "Kva trinn?", "Which rung?"),
            ),
            words(
                "feared",
                Text(
                    "Hva var du redd skulle skje?",
                    "Kva var du redd skulle hende?",
                    "What were you afraid would happen?",
                ),
            ),
            hundred(
                "belief",
                Text("Hvor sikker var du på det?", "Kor sikker var du på det?", "How sure of it were you?"),
                NO_BELIEF,
                CERTAIN,
            ),
            hundred("before", Text("Hvor redd var du før?", "Kor redd var du før?", "How afraid were you before?")),
            hundred(
                "highest",
                Text(
                    "Hvor redd var du på det høyeste?",
                    "Kor redd var du på det høgaste?",
                    "How afraid were you at the most?",
                ),
            ),
            hundred(
                "after",
                Text("Hvor redd var du etterpå?", "Kor redd var du etterpå?", "How afraid were you afterwards?"),
            ),
            one_of(
                "happened",
                Text("Skjedde det du var redd for?", "Hende det du var redd for?", "Did what you feared happen?"),
                ("no", Text("Nei", "Nei", "No")),
                ("partly", Text("Delvis", "Delvis", "Partly")),
                ("yes", Text("Ja", "Ja", "Yes")),
            ),
            Field(
                "lasted",
                Timer(240),
                Text("Hvor lenge var du der?", "Kor lenge var du der?", "How long were you there?"),
            ),
            line(
                "dropped",
                Text(
                    "Hvilket trygghetsgrep lot du være?",
                    "Kva tryggleiksgrep lét du vere?",
                    "Which safety act did you leave out?",
                ),
                Text(
                    "For eksempel vannflasken eller telefonen.",
                    "Til dømes vassflaska eller telefonen.",
                    "Such as the water bottle.",
                ),
            ),
            Field("left", YesNo(), Text("Avbrøt du?", "Braut du av?", "Did you break off?"), BROKE_OFF),
            words("learnt", Text("Hva lærte du?", "Kva lærte du?", "What did you learn?")),
            one_of(
                "onward",
                Text("Hva gjør du neste gang?", "Kva gjer du neste gong?", "What will you do next time?"),
                ("on", Text("Går til neste trinn", "Går til neste trinn", "Go to the next rung")),
                (
                    "stay",
                    Text(
                        "Blir på dette trinnet litt til", "Blir på dette trinnet litt til", "Stay on this rung a little"
                    ),
                ),
                ("between", Text("Legger inn et trinn imellom", "Legg inn eit trinn imellom", "Put in a rung between")),
            ),
        ),
        locks,
        kind=DatedEntries(
            needed=("rung", "highest"),
            named=("rung",),
            charted=("highest",),
            daily=False,
            parts=(
                FormPart(
                    Text("Før du går", "Før du går", "Before you go"), ("rung", "feared", "belief", "before", "dropped")
                ),
                FormPart(
                    Text("Etterpå", "Etterpå", "Afterwards"),
                    ("highest", "after", "happened", "lasted", "left", "learnt", "onward"),
                ),
            ),
            overview=LadderOverview((("rungs", of),)),
        ),
    )


NO_LADDER = Text(
    "Stigen din er tom. Lag den først, så kan du velge et trinn her.",
    "Stigen din er tom. Lag han først, så kan du velje eit trinn her.",
    "Your ladder is empty. Make it first, and you can choose a rung here.",
)
BROKE_OFF = Text(
    "Det gikk ikke denne gangen. Kom tilbake samme dag hvis du kan, og skriv hva du trodde ville skje.",
    "Det gjekk ikkje denne gongen. Kom tilbake same dag om du kan, og skriv kva du trudde ville hende.",
    "It did not work this time. Come back the same day if you can, and write what you thought would happen.",
)
LADDER_HEADING = Text("Trinnene", "Trinna", "The rungs")
LADDER_LEAD = Text(
    "Øverst er det vanskeligste. Tallet er hvor redd du trodde du ville bli, fra 0 til 100.",
    "Øvst er det vanskelegaste. Talet er kor redd du trudde du ville bli, frå 0 til 100.",
    "The hardest is at the top. The number is how afraid you thought you would be, from 0 to 100.",
)
TRIES = Counted(Text("{n} forsøk", "{n} forsøk", "{n} attempt"), Text("{n} forsøk", "{n} forsøk", "{n} attempts"))
HERE = Text("Du er her. {tries}", "Du er her. {tries}", "You are here. {tries}")
HERE_FIRST = Text("Begynn her", "Byrj her", "Begin here")
NEXT = Text("Neste trinn", "Neste trinn", "Next rung")
LATER = Text("Senere", "Seinare", "Later")
PEAK = Text("På det høyeste {last}", "På det høgaste {last}", "{last} at the most")
PEAKS = Text(
    "På det høyeste {first} første gang, {last} sist",
    "På det høgaste {first} første gong, {last} sist",
    "At the most {first} the first time, {last} the last",
)
ONWARD = Text("Klar for neste trinn?", "Klar for neste trinn?", "Ready for the next rung?")
ONWARD_LEAD = Text(
    "{times} ganger har det du var redd for, ikke skjedd på dette trinnet. Neste er «{rung}». Du bestemmer.",
    "{times} gonger har det du var redd for, ikkje hendt på dette trinnet. Neste er «{rung}». Du bestemmer.",
    "{times} times what you feared did not happen on this rung. The next is “{rung}”. You decide.",
)
PICTURE = Text("Forsøkene på «{rung}»", "Forsøka på «{rung}»", "The attempts on “{rung}”")
PICTURE_NOTE = Text(
    "Prikkene er hvor redd du var før, på det høyeste og etterpå. Tallet er det høyeste.",
    "Prikkane er kor redd du var før, på det høgaste og etterpå. Talet er det høgaste.",
    "The dots are how afraid you were before, at the most and afterwards. The number is the highest.",
)
