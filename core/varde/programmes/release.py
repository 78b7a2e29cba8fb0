"""Release of modules: progress as facts, and why a module is still closed, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product

from varde.kernel.text import day
from varde.kernel.words import Text
from varde.programmes.group_kinds import FACT
from varde.programmes.values import Programme
from varde.rules.facts import Fact
from varde.rules.language import ALWAYS, AllOf, AnyOf, Compare, Ref, Rule, evaluate, facts_of, is_true, when

DAYS = "days_since_start"
OPENED = "opened_by_therapist"
_COMPLETED, _SCORE = "completed:", "score:"


def at_start() -> Rule:
    """Open from the first day."""
    return ALWAYS


def completed(module: str) -> Compare:
    """The patient has finished the module with this key."""
    return is_true(_COMPLETED + module)


def days_since_start(days: int | Ref) -> Compare:
    """At least ``days`` days have passed since the enrolment started (day 0); a number, or a fact that has it."""
    return when(DAYS, ">=", days)


def opened_by_therapist() -> Compare:
    """The therapist has opened this module."""
    return is_true(OPENED)


def asks_scores(rule: Rule) -> bool:
    """Whether the rule asks for what was answered, which may be another the next time."""
    return any(name.startswith(_SCORE) for name in facts_of(rule))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one patient has come: modules ``completed``, modules the therapist ``opened``, whole ``days`` since the start.

    ``answers`` are the facts of the referral that fit what the programme asks; a module that is
    not safe for everybody asks about them, and stays closed while they are unknown. ``known`` are the facts of sources that the
    rules ask for: scores, measurements and settings.
    """

    days: int
    completed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    answers: Mapping[str, object] = field(default_factory=dict)
    known: Mapping[str, object] = field(default_factory=dict)

    def all_come(self, module: str, programme: Programme) -> dict[str, object]:
        """The same facts, were all time gone, everything before finished and the module opened by the therapist: what then still
        closes it is about this person, not about how far she has come."""
        come = {_COMPLETED + each.key: True for each in programme.modules}
        return self.facts(module, programme) | come | {DAYS: programme.access_days, OPENED: True}

    def facts(self, module: str, programme: Programme) -> dict[str, object]:
        """The progress facts as seen from one module; a module not finished is false, not unknown."""
        done: dict[str, object] = {_COMPLETED + m.key: m.key in self.completed for m in programme.modules}
        return dict(self.answers) | done | {DAYS: self.days, OPENED: module in self.opened} | dict(self.known)


@dataclass(frozen=True, slots=True)
class Names:
    """What to call those a lock speaks about: the ``therapist``, in ``modules`` the number of each, in ``groups`` the title of each
    kind. ``patient`` is her name where somebody else than she reads it."""

    therapist: str | None = None
    modules: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Text] = field(default_factory=dict)
    patient: str | None = None


@dataclass(frozen=True, slots=True)
class Lock:
    """Why a module is closed. ``opens_on`` is the day it opens by itself, when time is all that is missing. ``groups`` are the
    keys of the kinds of group that would open it by themselves."""

    sentence: str
    opens_on: date | None
    groups: tuple[str, ...] = ()


def progress_facts(programme: Programme) -> tuple[Fact, ...]:
    """Every fact a release rule of this programme may speak about, but for those of sources: progress, and the
    answers in the referral."""
    done = tuple(
        Fact(
            _COMPLETED + m.key,
            "boolean",
            Text(f"Ferdig: {m.title.nb}", f"Ferdig: {m.title.nn}", f"Completed: {m.title.to('en')}"),
            source="progress",
        )
        for m in programme.modules
    )
    days = Fact(DAYS, "count", _DAYS_LABEL, low=0, high=programme.access_days, source="progress")
    opened = Fact(OPENED, "boolean", _OPENED_LABEL, source="progress")
    return (*done, days, opened, *programme.eligibility.asked)


def names_of(programme: Programme, therapist: str | None = None, patient: str | None = None) -> Names:
    """The names for a programme's locks: ``therapist`` as the patient knows her, ``patient`` where she is not the reader."""
    modules = {module.key: module.number for module in programme.modules}
    return Names(therapist, modules, {group.key: group.title for group in programme.groups}, patient)


def is_open(programme: Programme, module: str, progress: Progress) -> bool:
    """Whether the patient may open the module now. What is unknown is closed. One that the therapist has opened waits neither for
    time nor for other modules; what its rule says of this person holds still."""
    rule = programme.module(module).release
    if evaluate(rule, progress.facts(module, programme)) is True:
        return True
    return module in progress.opened and evaluate(rule, progress.all_come(module, programme)) is True


def why_locked(
    rule: Rule, progress: Mapping[str, object], start_date: date, names: Names, language: str = "nb"
) -> Lock | None:
    """Say what a closed module waits for; None when the rule holds.

    ``progress`` is :meth:`Progress.facts`. Each way to open is said in turn: "Åpner 30. november, eller når Maren
    åpner den".
    """
    if evaluate(rule, progress) is True:
        return None
    ways = _shortest(_ways(rule, progress))
    today = _today(progress, start_date)
    dates = [start_date + timedelta(days=way.days) for way in ways if way.days is not None and way.only_time]
    said = [_way_in_words(way, start_date, today, names, language) for way in ways]
    if not said:
        closed = _CLOSED_TO_HER if names.patient else _CLOSED
        return Lock(closed.to(language).format(patient=names.patient), None)
    sentence = _OPENS.to(language) + _OR.to(language).join(dict.fromkeys(said))
    groups = tuple(way.groups[0] for way in ways if way.only_group)
    return Lock(sentence, min(dates, default=None), groups)


def open_from(programme: Programme, module: str, progress: Progress, start_date: date) -> date | None:
    """The day from which a module stands open, past or to come, were everything but time always as it is now. None when it
    takes more than time."""
    if module in progress.opened and is_open(programme, module, progress):
        return start_date
    first_day = replace(progress, days=0).facts(module, programme)
    lock = why_locked(programme.module(module).release, first_day, start_date, names_of(programme))
    return start_date if lock is None else lock.opens_on


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to open: all of these must come true. ``days`` counts from the start."""

    days: int | None = None
    modules: tuple[str, ...] = ()
    therapist: bool = False
    groups: tuple[str, ...] = ()

    @property
    def only_group(self) -> bool:
        return len(self.groups) == 1 and not (self.modules or self.therapist or self.days)

    @property
    def only_time(self) -> bool:
        return not (self.modules or self.therapist or self.groups)

    def joined(self, way: _Way) -> _Way:
        days = [d for d in (self.days, way.days) if d is not None]
        modules = tuple(dict.fromkeys(self.modules + way.modules))
        groups = tuple(dict.fromkeys(self.groups + way.groups))
        return _Way(max(days, default=None), modules, self.therapist or way.therapist, groups)


def _ways(rule: Rule, progress: Mapping[str, object]) -> list[_Way]:
    """Every combination of what is still missing that would open; none when the rule can no longer hold."""
    if evaluate(rule, progress) is True:
        return [_Way()]
    match rule:
        case Compare(fact=key, operator="==", value=True) if key == OPENED:
            return [_Way(therapist=True)]
        case Compare(fact=key, operator="==", value=True) if key.startswith(_COMPLETED):
            return [_Way(modules=(key.removeprefix(_COMPLETED),))]
        case Compare(fact=key, operator="==", value=True) if key.startswith(FACT):
            return [_Way(groups=(key.removeprefix(FACT),))]
        case Compare(fact=key, operator=">=", value=int(days)) if key == DAYS:
            return [_Way(days=days)]
        case Compare(fact=key, operator=">=", value=Ref(fact=of)) if key == DAYS and isinstance(progress.get(of), int):
            return [_Way(days=int(str(progress[of])))]
        case AnyOf():
            return [way for part in rule.rules for way in _ways(part, progress)]
        case AllOf():
            return [_all(ways) for ways in product(*(_ways(part, progress) for part in rule.rules))]
    return []


def _all(ways: Iterable[_Way]) -> _Way:
    whole = _Way()
    for way in ways:
        whole = whole.joined(way)
    return whole


def _shortest(ways: list[_Way]) -> list[_Way]:
    """Without ways that only ask more than another one."""
    kept = list(dict.fromkeys(ways))
    return [way for way in kept if not any(shorter != way and _asks_less(shorter, way) for shorter in kept)]


def _asks_less(way: _Way, than: _Way) -> bool:
    sooner = way.days is None or (than.days is not None and way.days <= than.days)
    fewer = set(way.modules) <= set(than.modules) and set(way.groups) <= set(than.groups)
    return sooner and fewer and way.therapist <= than.therapist


def _today(progress: Mapping[str, object], start_date: date) -> date:
    days = progress.get(DAYS)
    return start_date + timedelta(days=days) if isinstance(days, int) else start_date


def _way_in_words(way: _Way, start_date: date, today: date, names: Names, language: str) -> str:
    when_done = _when_done(way, names, language)
    if way.days is None:
        return when_done
    opens = start_date + timedelta(days=way.days)
    said = day(opens, language, year=opens.year != today.year)
    if not when_done:
        return said
    return _NOT_BEFORE.to(language).format(when_done=when_done, day=said)


def _when_done(way: _Way, names: Names, language: str) -> str:
    parts, patient = [], names.patient
    been_at, finished = (_SHE_HAS_BEEN_AT, _SHE_HAS_FINISHED) if patient else (_BEEN_AT, _FINISHED)
    for key in way.groups:
        title = names.groups[key].to(language) if key in names.groups else key
        parts.append(been_at.to(language).format(title=title, patient=patient))
    if way.modules:
        numbers = [str(names.modules.get(key, key)) for key in way.modules]
        parts.append(finished.to(language).format(modules=_listed(numbers, language), patient=patient))
    if way.therapist:
        therapist = names.therapist or _YOUR_THERAPIST.to(language)
        parts.append(_THERAPIST.to(language).format(therapist=therapist))
    return _AND.to(language).join(parts)


def _listed(numbers: list[str], language: str) -> str:
    *first, last = numbers
    return f"{', '.join(first)}{_AND.to(language)}{last}" if first else last


_OPENS = Text("Åpner ", "Opnar ", "Opens ")
_OR = Text(", eller ", ", eller ", ", or ")
_AND = Text(" og ", " og ", " and ")
_FINISHED = Text(
    "når du er ferdig med modul {modules}",
    "når du er ferdig med modul {modules}",
    "when you have finished module {modules}",
)
_BEEN_AT = Text(
    "når du har vært med på «{title}»", "når du har vore med på «{title}»", "when you have been at “{title}”"
)
_SHE_HAS_FINISHED = Text(
    "når {patient} er ferdig med modul {modules}",
    "når {patient} er ferdig med modul {modules}",
    "when {patient} has finished module {modules}",
)
_SHE_HAS_BEEN_AT = Text(
    "når {patient} har vært med på «{title}»",
    "når {patient} har vore med på «{title}»",
    "when {patient} has been at “{title}”",
)
_THERAPIST = Text("når {therapist} åpner den", "når {therapist} opnar han", "when {therapist} opens it")
_YOUR_THERAPIST = Text("behandleren din", "behandlaren din", "your therapist")
_NOT_BEFORE = Text("{when_done}, tidligst {day}", "{when_done}, tidlegast {day}", "{when_done}, {day} at the earliest")
_CLOSED = Text("Ikke åpen for deg nå", "Ikkje open for deg no", "Not open for you now")
_CLOSED_TO_HER = Text("Ikke åpen for {patient} nå", "Ikkje open for {patient} no", "Not open for {patient} now")
_DAYS_LABEL = Text("Dager siden start", "Dagar sidan start", "Days since the start")
_OPENED_LABEL = Text("Åpnet av behandler", "Opna av behandlar", "Opened by the therapist")
