"""The check of a programme before it is let in: every fault at once, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.resources import files

from varde.identity.hpr import PROFESSIONS
from varde.kernel.catalogue import Catalogue
from varde.kernel.renamed import faults_of_renamed
from varde.kernel.shape import texts_in
from varde.kernel.words import PATIENT_LANGUAGES
from varde.kinds.check import faults_of_kind
from varde.kinds.core_kinds import CORE_KINDS
from varde.kinds.kind import DeclaredKind
from varde.programmes.contact_choices import check_contact
from varde.programmes.exercise_check import check_exercise, check_references
from varde.programmes.group_kinds import check_groups
from varde.programmes.intended_use import check_intended
from varde.programmes.libraries import check_libraries
from varde.programmes.lock_check import check_locks
from varde.programmes.look_for import check_look_for
from varde.programmes.media_slots import check_slots
from varde.programmes.meeting_check import check_meetings
from varde.programmes.message_fields import check_templates
from varde.programmes.release_check import check_releases, paths_of
from varde.programmes.rhythm_check import check_rhythm
from varde.programmes.values import ON_DEMAND, Exercise, Occasion, Programme, Step
from varde.rules.facts import Fact, fits
from varde.rules.language import Criterion, Eligibility, check_rule, facts_of
from varde.series.values import Series

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FACT_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DAYS_IN_MONTH = 31


def check_programme(
    programme: Programme, instrument_keys: Collection[str], catalogue: Catalogue | None = None
) -> list[str]:
    """Every fault of a programme as ``place: what is wrong``; empty when it may be offered to patients.

    ``instrument_keys`` and ``catalogue`` are those of all installed plugins. Places begin with the key of the programme.
    """
    catalogue = Catalogue().with_values(DeclaredKind, CORE_KINDS) if catalogue is None else catalogue
    checks = (
        _check_numbers(programme),
        _check_keys(programme),
        _check_renamed(programme),
        _check_referrers(programme),
        check_intended(programme.intended),
        _check_eligibility(programme),
        _check_series(programme, catalogue.all(Series)),
        check_releases(programme, catalogue),
        _check_tracks(programme),
        _check_steps(programme, catalogue),
        check_locks(programme),
        check_libraries(programme),
        check_look_for(programme.modules),
        check_references(programme),
        _check_occasions(programme, instrument_keys),
        check_groups(programme.key, programme.groups, frozenset(catalogue.all(Programme))),
        check_meetings(programme),
        check_templates(programme.templates),
        check_contact(programme.contact_choices, {occasion.key for occasion in programme.occasions}, programme.nudges),
        _check_main_instruments(programme, instrument_keys),
        _check_text(programme),
        _check_content(programme),
    )
    return [f"{programme.key}: {fault}" for faults in checks for fault in faults]


def _check_numbers(programme: Programme) -> Iterator[str]:
    for name in ("access_days", "weeks", "reply_working_days"):
        if getattr(programme, name) < 1:
            yield f"{name} is {getattr(programme, name)}, but must be at least 1"
    if programme.weeks * 7 > programme.access_days:
        yield f"weeks is {programme.weeks}, longer than the access of {programme.access_days} days"
    reckoned = programme.staff_minutes
    if min(reckoned.message, reckoned.feedback, reckoned.call) < 0:
        yield "staff_minutes: nothing takes less than 0 minutes"
    if reckoned.weekly is not None and not 0 <= reckoned.weekly[0] <= reckoned.weekly[1]:
        yield f"staff_minutes: weekly is {reckoned.weekly}, but must be a lowest and a highest number of minutes"
    if programme.digital and all(module.library for module in programme.modules):
        yield "modules: there are none"
    if not programme.digital and programme.modules:
        yield "modules: there are some, in a programme that is not digital"


def _check_keys(programme: Programme) -> Iterator[str]:
    yield from _bad_keys("programme", [programme.key])
    yield from _bad_keys("modules", [module.key for module in programme.modules])
    yield from _bad_keys("occasions", [occasion.key for occasion in programme.occasions])
    yield from _bad_keys("groups", [group.key for group in programme.groups], _FACT_KEY)
    yield from _bad_keys("meetings", [meeting.key for meeting in programme.meetings])
    yield from _bad_keys("tracks", [track.key for track in programme.tracks], _FACT_KEY)
    yield from _bad_keys("eligibility facts", [fact.key for fact in programme.eligibility.facts], _FACT_KEY)
    yield from _bad_keys("locks", list(programme.locks))
    for key in programme.active_modules:
        if key not in {module.key for module in programme.modules if not module.library}:
            yield f"active_modules: no module of a way is {key}"
    for module in programme.modules:
        yield from _bad_keys(f"module {module.key}: steps", [step.key for step in module.steps])
        for step in module.steps:
            place = f"module {module.key}: step {step.key}: fields"
            yield from _bad_keys(place, [field.key for field in step.fields], _FACT_KEY)
            yield from _bad_keys(f"module {module.key}: step {step.key}: slots", [slot.key for slot in step.slots])


def _check_renamed(programme: Programme) -> Iterator[str]:
    for places in (programme.modules, programme.occasions):
        for key, fault in faults_of_renamed(places):
            yield f"{'modules' if places is programme.modules else 'occasions'} {key}: {fault}"
    for module in programme.modules:
        for key, fault in faults_of_renamed(module.steps):
            yield f"module {module.key}: steps {key}: {fault}"
        for step in module.steps:
            for key, fault in faults_of_renamed(step.fields):
                yield f"module {module.key}: step {step.key}: fields {key}: {fault}"


def _bad_keys(place: str, keys: list[str], pattern: re.Pattern[str] = _KEY) -> Iterator[str]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"{place}: the key '{key}' is used {times} times"
        if not pattern.fullmatch(key):
            yield f"{place}: the key '{key}' does not have the form {pattern.pattern}"


def _check_referrers(programme: Programme) -> Iterator[str]:
    for key in sorted(set(programme.referrers) - PROFESSIONS.keys()):
        yield f"referrers: {key} is no profession that refers; those are {', '.join(PROFESSIONS)}"
    if not programme.referrers:
        yield "referrers: nobody may refer to it"


def _check_eligibility(programme: Programme) -> Iterator[str]:
    eligibility = programme.eligibility
    for fact in eligibility.facts:
        for fault in _check_fact(fact):
            yield f"eligibility: fact {fact.key}: {fault}"
    for key in sorted(_unread_settings(eligibility)):
        yield f"eligibility: fact {key}: is a setting that no rule reads"
    if not eligibility.require:
        yield "eligibility: require: there are no requirements"
    for name, criteria in (("require", eligibility.require), ("review", eligibility.review)):
        for criterion in criteria:
            for fault in _check_criterion(criterion, eligibility.facts, {f.key for f in eligibility.settings}):
                yield f"eligibility: {name} {criterion.fact}: {fault}"
    yield from _check_worked_out(eligibility)
    criteria = (*eligibility.require, *eligibility.review)
    for key, times in Counter(criterion.fact for criterion in criteria).items():
        if times > 1:
            yield f"eligibility: {key} is a criterion {times} times"


def _check_worked_out(eligibility: Eligibility) -> Iterator[str]:
    keys = {fact.key for fact in eligibility.asked}
    for each in eligibility.worked_out:
        for key in sorted({each.fact, *each.of, *(fact for fact, _ in each.items)} - keys):
            yield f"eligibility: worked out {each.fact}: there is no fact {key}"
        if not each.of or each.fact in each.of:
            yield f"eligibility: worked out {each.fact}: it must follow from other facts"
        if each.licensed and not each.instrument:
            yield f"eligibility: worked out {each.fact}: only the items of an instrument are licensed"
    for key, times in Counter(each.fact for each in eligibility.worked_out).items():
        if times > 1:
            yield f"eligibility: worked out {key}: it follows in {times} ways"


def _unread_settings(eligibility: Eligibility) -> set[str]:
    """Settings that neither a rule nor a sentence speaks of. A function that suggests a track may read any of them."""
    criteria = (*eligibility.require, *eligibility.review)
    read = {key for criterion in criteria for key in facts_of(criterion.rule)}
    read |= {name for criterion in criteria for name in _PLACEHOLDER.findall(criterion.explain.nb)}
    return set() if eligibility.suggest_track else {fact.key for fact in eligibility.settings} - read


def _check_fact(fact: Fact) -> Iterator[str]:
    if fact.source not in ("setting", "progress") and fact.question is None:
        yield "has no question to the person"
    if fact.kind == "choice" and len(fact.choices) < 2:
        yield "is a choice, but has fewer than two choices"
    if fact.kind in ("boolean", "number") and fact.choices:
        yield f"is a {fact.kind}, but has choices"
    if fact.kind in ("boolean", "choice") and (fact.low is not None or fact.high is not None):
        yield f"is a {fact.kind}, but has a range"
    if fact.low is not None and fact.high is not None and fact.low >= fact.high:
        yield f"low is {fact.low:g} and high is {fact.high:g}"
    for key, times in Counter(key for key, _ in fact.choices).items():
        if times > 1:
            yield f"the choice '{key}' is given {times} times"
    if fact.source == "setting" and not fits(fact, fact.default):
        yield "is a setting, but has no default that it may have"


def _check_criterion(criterion: Criterion, facts: Iterable[Fact], settings: Collection[str]) -> Iterator[str]:
    unsound = check_rule(criterion.rule, facts)
    yield from unsound
    if not unsound and criterion.fact not in facts_of(criterion.rule):
        yield f"the rule does not speak about '{criterion.fact}'"
    if criterion.patient_text is not None and not criterion.urgent:
        yield "what the person is told at once is shown by a criterion that is urgent alone"
    for language in PATIENT_LANGUAGES:
        for name in _PLACEHOLDER.findall(criterion.explain.to(language)):
            if name not in settings:
                yield f"explain ({language}): there is no setting '{name}'"


def _check_series(programme: Programme, series: Mapping[str, Series]) -> Iterator[str]:
    yield from _bad_keys("series", list(programme.series))
    for key in programme.series:
        if key not in series:
            yield f"series: there is no series '{key}'"


def _check_tracks(programme: Programme) -> Iterator[str]:
    tracks = {track.key for track in programme.tracks}
    for module in programme.modules:
        yield from _unknown_tracks(f"module {module.key}", module.tracks, tracks)
    for occasion in programme.occasions:
        yield from _unknown_tracks(f"occasion {occasion.key}", occasion.tracks, tracks)
    for track in paths_of(programme):
        modules = programme.modules_of(track)
        if track and not modules:
            yield f"track {track}: has no modules"
        numbers = [module.number for module in modules]
        if numbers != list(range(1, len(numbers) + 1)):
            place = f"track {track}: modules" if track else "modules"
            yield f"{place}: numbers are {numbers}, but must count 1, 2, 3 in order"


def _unknown_tracks(place: str, used: Iterable[str], tracks: Collection[str]) -> Iterator[str]:
    for track in used:
        if track not in tracks:
            yield f"{place}: there is no track '{track}'"


def _check_steps(programme: Programme, catalogue: Catalogue) -> Iterator[str]:
    for module in programme.modules:
        if not module.steps:
            yield f"module {module.key}: has no steps"
        for step in module.steps:
            for fault in _check_step(step, catalogue):
                yield f"module {module.key}: step {step.key}: {fault}"


def _check_step(step: Step, catalogue: Catalogue) -> Iterator[str]:
    if step.minutes < 1:
        yield f"minutes is {step.minutes}, but must be at least 1"
    if isinstance(step, Exercise):
        yield from check_exercise(step)
    yield from check_slots(step.slots)
    for field in step.fields:
        for fault in faults_of_kind(field.kind, catalogue):
            yield f"field {field.key}: {fault}"


def _check_occasions(programme: Programme, instrument_keys: Collection[str]) -> Iterator[str]:
    for occasion in programme.occasions:
        tracks = tuple(track.key for track in programme.tracks)
        asked = _check_asked(occasion, tracks, instrument_keys)
        of_moment = _check_when(occasion, programme)
        conditions = _check_conditions(occasion, [track.key for track in programme.tracks] or [None])
        window = _check_window(occasion, programme.access_days) if occasion.rhythm is None else ()
        rhythm = check_rhythm(occasion, programme.access_days)
        for fault in (*of_moment, *window, *rhythm, *asked, *conditions):
            yield f"occasion {occasion.key}: {fault}"


def _check_asked(occasion: Occasion, tracks: Collection[str], instrument_keys: Collection[str]) -> Iterator[str]:
    if not occasion.every_instrument:
        yield "asks no instruments"
    for track, _ in occasion.for_track:
        if track not in tracks:
            yield f"for_track: there is no track '{track}'"
    for asked in (occasion.asked(None), *(occasion.asked(track) for track in tracks)):
        for key, times in Counter(asked).items():
            if times > 1:
                yield f"asks '{key}' {times} times"
    for key in occasion.every_instrument:
        if key not in instrument_keys:
            yield f"there is no instrument '{key}'"


def _check_when(occasion: Occasion, programme: Programme) -> Iterator[str]:
    """What brings it about: the start, a module or a therapist."""
    if occasion.on_demand not in ON_DEMAND:
        yield f"on_demand is {occasion.on_demand!r}, but must be therapist, patient or both"
    if occasion.from_start or occasion.rhythm is not None:
        return
    if occasion.asked_after:
        yield f"asked_after is '{occasion.asked_after}', but it is not counted from the start"
    if occasion.after_module and occasion.on_demand:
        yield "is both after a module and on demand"
    if occasion.months:
        yield f"months is {occasion.months}, but it is not counted from the start"
    if occasion.after_module:
        for track in [key for key in paths_of(programme) if not occasion.tracks or key in occasion.tracks]:
            if occasion.after_module not in {module.key for module in programme.modules_of(track)}:
                yield f"after_module: there is no module '{occasion.after_module}'" + (
                    f" on track {track}" if track else ""
                )


def _check_conditions(occasion: Occasion, tracks: Iterable[str | None]) -> Iterator[str]:
    """Where conditions stand; their facts and types are checked where instruments are known."""
    keys = [key for key, _ in occasion.conditions]
    for key, times in Counter(keys).items():
        if times > 1:
            yield f"condition of {key}: is given {times} times"
        if key not in occasion.every_instrument:
            yield f"condition of {key}: it is not asked"
    faults = dict.fromkeys(
        fault
        for track in tracks
        if track is None or not occasion.tracks or track in occasion.tracks
        for fault in _check_order(occasion, occasion.asked(track))
    )
    yield from faults


def _check_order(occasion: Occasion, asked: tuple[str, ...]) -> Iterator[str]:
    if asked and set(asked) <= {key for key, _ in occasion.conditions}:
        yield "asks nothing for certain: one instrument must be without a condition"
    for key, rule in occasion.conditions:
        later = asked[asked.index(key) :] if key in asked else ()
        for not_yet in sorted({fact.partition(":")[0] for fact in facts_of(rule) if ":" in fact} & set(later)):
            yield f"condition of {key}: speaks of '{not_yet}', which is not asked before it"


def _check_window(occasion: Occasion, access_days: int) -> Iterator[str]:
    for name in ("months", "days", "opens_before", "closes_after"):
        if getattr(occasion, name) < 0:
            yield f"{name} is {getattr(occasion, name)}, but cannot be below 0"
    if occasion.minutes < 1:
        yield f"minutes is {occasion.minutes}, but must be at least 1"
    length = (occasion.opens_before if occasion.from_start else occasion.due_after) + occasion.closes_after
    if length < 1:
        yield "is open for less than a day"
    for after in occasion.remind:
        if not 0 < after < length:
            yield f"reminds on day {after}, but is open for {length} days"
    if list(occasion.remind) != sorted(set(occasion.remind)):
        yield "reminders must come in order, each day once"
    if not 0 <= occasion.postpone_days <= length:
        yield f"can be put off {occasion.postpone_days} days, but is open for {length} days"
    opens = occasion.months * _DAYS_IN_MONTH + occasion.days - occasion.opens_before
    if occasion.from_start and opens > access_days:
        yield f"opens after the access of {access_days} days has ended"


def _check_main_instruments(programme: Programme, instrument_keys: Collection[str]) -> Iterator[str]:
    tracks = {track.key for track in programme.tracks}
    for track, key in programme.main_instruments:
        if track and track not in tracks:
            yield f"main_instruments: there is no track '{track}'"
        elif key not in instrument_keys:
            yield f"main_instruments: there is no instrument '{key}'"
        elif not any(key in occasion.asked(track or None) for occasion in programme.occasions_of(track or None)):
            yield f"main_instruments: '{key}' is asked on no occasion" + (f" of track {track}" if track else "")


def _check_text(programme: Programme) -> Iterator[str]:
    for place, text in texts_in(programme):
        for language in text.missing():
            yield f"{place}: has no text in {language}"


def _check_content(programme: Programme) -> Iterator[str]:
    try:
        root = files(programme.package) / "content"
    except ModuleNotFoundError:
        yield f"package: there is no package '{programme.package}'"
        return
    for module in programme.modules:
        for step in module.steps:
            for language in PATIENT_LANGUAGES:
                place = f"content/{language}/{module.key}/{step.key}.md"
                file = root / language / module.key / f"{step.key}.md"
                if not file.is_file():
                    yield f"{place}: the file is missing"
                elif not file.read_bytes().strip():
                    yield f"{place}: the file is empty"
