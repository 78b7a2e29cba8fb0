"""Exercises of eMeistring that no other programme has."""

from __future__ import annotations

from varde.plugin.exercises import DatedEntries, FormPart
from varde.plugin.kinds import Field, LongText, RatingScale, ShortText, SingleChoice, Text, WholeNumber
from varde.plugin.programmes import Exercise, SafetyLock, is_true

_DID = (
    ("stayed", Text("Jeg ble", "Eg blei", "I stayed")),
    ("left", Text("Jeg gikk", "Eg gjekk", "I left")),
    ("safety", Text("Jeg brukte et trygghetsgrep", "Eg brukte eit tryggleiksgrep", "I used a safety act")),
)


def panic_log(key: str = "panic-log", *, minutes: int = 3) -> Exercise:
    """Each attack, or the nearest to one: the first sensation, the thought and its belief, what she did, the peak, and what
    happened. Scales from 0 to 100 in steps of 5, as on the ladder."""
    return Exercise(
        key,
        Text("Anfallslogg", "Anfallslogg", "Log of attacks"),
        minutes,
        (
            Field(
                "sensation",
                ShortText(),
                Text("Hva kjente du først?", "Kva kjende du først?", "What did you feel first?"),
                Text("For eksempel hjertet eller pusten.", "Til dømes hjartet eller pusten.", "Such as your heart."),
            ),
            _hundred(
                "peak",
                Text("Hvor redd var du på det verste?", "Kor redd var du på det verste?", "How afraid at the worst?"),
                _CALM,
                _AS_AFRAID,
            ),
            Field("place", ShortText(), Text("Hvor var du?", "Kvar var du?", "Where were you?")),
            Field("thought", LongText(), Text("Hva tenkte du?", "Kva tenkte du?", "What did you think?")),
            _hundred(
                "belief",
                Text("Hvor sikker var du på tanken?", "Kor sikker var du på tanken?", "How sure of it were you?"),
                Text("trodde ikke på det", "trudde ikkje på det", "did not believe it"),
                Text("helt sikker", "heilt sikker", "quite certain"),
            ),
            Field("did", SingleChoice(_DID), Text("Hva gjorde du?", "Kva gjorde du?", "What did you do?")),
            _LASTED,
            Field(
                "happened",
                LongText(),
                Text("Hva skjedde til slutt?", "Kva hende til slutt?", "What happened in the end?"),
                Text(
                    "Slik et kamera ville sett det.", "Slik eit kamera ville ha sett det.", "As a camera would see it."
                ),
            ),
        ),
        kind=DatedEntries(
            needed=("sensation", "peak"),
            named=("sensation",),
            charted=("peak",),
            parts=(
                FormPart(Text("Da det kom", "Då det kom", "When it came"), ("sensation", "peak", "place")),
                FormPart(Text("Tanken", "Tanken", "The thought"), ("thought", "belief")),
                FormPart(Text("Det som skjedde", "Det som hende", "What happened"), ("did", "lasted", "happened")),
            ),
        ),
    )


_GAZE = (
    ("self", Text("Mest på meg selv", "Mest på meg sjølv", "Mostly on myself")),
    ("both", Text("Like mye på begge", "Like mykje på begge", "As much on both")),
    ("other", Text("Mest på den andre", "Mest på den andre", "Mostly on the other")),
)
_SEEN = (
    ("red", Text("Rødme", "Raudme", "Blushing")),
    ("shaking", Text("Skjelving", "Skjelving", "Shaking")),
    ("pauses", Text("Pauser", "Pausar", "Pauses")),
    ("kind", Text("Vennlighet", "Venlegskap", "Kindness")),
)
_DONE_INSTEAD = (
    ("outward", Text("Noe med blikket utover", "Noko med blikket utover", "Something that looks outward")),
    ("facts", Text("Skrev to ting som skjedde", "Skreiv to ting som hende", "Wrote two things that happened")),
    ("plan", Text("Tok et lite steg", "Tok eit lite steg", "Took a small step")),
    ("nothing", Text("Ingenting denne gangen", "Ingenting denne gongen", "Nothing this time")),
)


def social_log(key: str = "social-log", *, minutes: int = 3) -> Exercise:
    """A meeting with others: how afraid she was, where her attention was, and what she did to be safe."""
    return Exercise(
        key,
        Text("Møter med andre", "Møte med andre", "Meetings with others"),
        minutes,
        (
            Field("situation", ShortText(), Text("Hva skjedde?", "Kva hende?", "What happened?")),
            _hundred("fear", Text("Hvor redd var du?", "Kor redd var du?", "How afraid were you?"), _CALM, _AS_AFRAID),
            Field(
                "gaze", SingleChoice(_GAZE), Text("Hvor var blikket?", "Kvar var blikket?", "Where was your attention?")
            ),
            Field(
                "acts",
                LongText(),
                Text("Hvilke grep brukte du?", "Kva grep brukte du?", "Which safety acts did you use?"),
                Text("Både før og under.", "Både før og under.", "Both before and during."),
            ),
        ),
        kind=DatedEntries(needed=("situation", "fear"), named=("situation",), charted=("fear",)),
    )


def film_of_me(key: str = "film-of-me", *, minutes: int = 15) -> Exercise:
    """What she thinks a film of herself will show, and later what it shows, from 0 to 100. The film stays on her telephone: nothing
    is uploaded. Closed until the therapist has talked with whoever has or had an eating disorder (proposed)."""
    predicted = [_hundred(f"predicted_{about}", FORETOLD.filled(what=label), _NONE, _MUCH) for about, label in _SEEN]
    seen = [_hundred(f"seen_{about}", SEEN_ON_FILM.filled(what=label), _NONE, _MUCH) for about, label in _SEEN]
    return Exercise(
        key,
        Text("Filmen min", "Filmen min", "My film"),
        minutes,
        (
            Field(
                "picture",
                LongText(),
                Text(
                    "Hvordan tror du at du ser ut på filmen?",
                    "Korleis trur du at du ser ut på filmen?",
                    "What do you think you look like on the film?",
                ),
            ),
            *predicted,
            *seen,
            Field("learnt", LongText(), Text("Hva la du merke til?", "Kva la du merke til?", "What did you notice?")),
        ),
        locks=(FILM_LOCK,),
        kind=DatedEntries(
            needed=("picture",),
            daily=False,
            later=(*(field.key for field in seen), "learnt"),
            parts=(
                FormPart(Text("Bildet", "Biletet", "The picture"), ("picture",)),
                FormPart(Text("Det du spår", "Det du spår", "What you predict"), tuple(each.key for each in predicted)),
            ),
        ),
    )


def rumination_log(key: str = "rumination-log", *, minutes: int = 3) -> Exercise:
    """A time she went over something again and again: what set it off, how long, and what she did instead."""
    return Exercise(
        key,
        Text("Kvernelogg", "Kvernelogg", "Log of brooding"),
        minutes,
        (
            Field("about", ShortText(), Text("Hva handlet det om?", "Kva handla det om?", "What was it about?")),
            Field("trigger", ShortText(), Text("Hva satte det i gang?", "Kva sette det i gang?", "What set it off?")),
            _LASTED,
            Field(
                "instead",
                SingleChoice(_DONE_INSTEAD),
                Text("Hva gjorde du i stedet?", "Kva gjorde du i staden?", "What did you do instead?"),
            ),
            Field(
                "helped",
                RatingScale(0, 10, Text("ikke noe", "ikkje noko", "not at all"), _MUCH),
                Text("Hvor mye hjalp det?", "Kor mykje hjelpte det?", "How much did it help?"),
            ),
        ),
        kind=DatedEntries(needed=("about", "lasted"), named=("about",), charted=("lasted",), daily=False),
    )


def _hundred(key: str, label: Text, low: Text, high: Text) -> Field:
    return Field(key, RatingScale(0, 100, low, high, 5), label)


_LASTED = Field(
    "lasted",
    WholeNumber(1, 600, Text("minutter", "minutt", "minutes")),
    Text("Hvor lenge varte det?", "Kor lenge varte det?", "How long did it last?"),
)


FORETOLD = Text("{what}: Hvor mye tror du synes?", "{what}: Kor mykje trur du synest?", "{what}: How much will show?")
SEEN_ON_FILM = Text("{what}: Hvor mye så du?", "{what}: Kor mykje såg du?", "{what}: How much did you see?")
FILM_LOCK = SafetyLock(
    "film-eating-disorder",
    is_true("s0_eating"),
    unknown_locks=True,
    opener="therapist",
    why=Text(
        "Du har fortalt om mat, vekt eller kropp, eller ikke svart på det. Da vil vi snakke med deg før du filmer deg selv.",
        "Du har fortalt om mat, vekt eller kropp, eller ikkje svara på det. Då vil vi snakke med deg før du filmar deg sjølv.",
        "You have told us about food, weight or body, or not answered. Then we want to talk with you before you film yourself.",
    ),
    instead=Text(
        "Hopp over filmen. Programmet går videre, og du kan skrive til behandleren.",
        "Hopp over filmen. Programmet går vidare, og du kan skrive til behandlaren.",
        "Skip the film. The programme goes on, and you can write to your therapist.",
    ),
    source="proposed, to be signed by the clinical owner",
)
_CALM = Text("helt rolig", "heilt roleg", "quite calm")
_AS_AFRAID = Text("så redd som mulig", "så redd som mogleg", "as afraid as can be")
_NONE = Text("ingenting", "ingenting", "nothing")
_MUCH = Text("svært mye", "svært mykje", "very much")
