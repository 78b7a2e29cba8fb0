"""What a programme is: frozen values that a plugin declares and the core only reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.programmes.asking_again import AskAgain
from varde.programmes.contact_choices import ContactLevel, ProgrammeNudge
from varde.programmes.exercise_kinds import SHEET, ExerciseKind
from varde.programmes.group_kinds import GroupKind
from varde.programmes.guides import TimedGuide
from varde.programmes.intended_use import IntendedUse
from varde.programmes.media_slots import MediaSlot
from varde.programmes.message_fields import MessageTemplate
from varde.programmes.rhythm import Rhythm
from varde.programmes.staff_minutes import USUAL_MINUTES, StaffMinutes
from varde.rules.language import ALWAYS, Eligibility, Fact, Rule

Opener = Literal["therapist", "dietitian", "head", "nobody"]
Asker = Literal["therapist", "patient"]
OnDemand = Literal["", "therapist", "patient", "both"]
Way = Literal["physical", "phone", "video", "home"]
USUAL_WAYS: tuple[Way, ...] = ("physical", "phone", "video")
WAYS: tuple[Way, ...] = (*USUAL_WAYS, "home")
Party = Literal["gp", "interpreter", "relative", "other"]
PARTIES: tuple[Party, ...] = ("gp", "interpreter", "relative", "other")
"""Who may take part in a meeting beside the patient and whoever treats her: known by a word, with no account here."""
Gate = Literal["", "start", "end"]
_NUMBERED = Text("modul {number}", "modul {number}", "module {number}")
_HEADING = Text("{number}. {title}", "{number}. {title}", "{number}. {title}")
ON_DEMAND: tuple[OnDemand, ...] = ("", "therapist", "patient", "both")


@dataclass(frozen=True, slots=True)
class SafetyLock:
    """That a step may harm some. ``rule`` is over the programme's safety facts: the step is locked while it holds, and, when
    ``unknown_locks``, also while nobody knows. What has become unsafe is locked at once, also when it is begun. With the rule
    ``ALWAYS`` it keeps everybody back until somebody has looked at her and opens it.

    One lock may stand on several steps; whoever opens it for a patient, opens it on them all. ``why`` is the kind, plain sentence
    to the patient when the rule holds, ``instead`` what she can do meanwhile. ``opener`` may open it with a reason: a
    ``therapist``, a ``dietitian`` or the clinic's ``head``, each when she may open the record, or ``nobody``. An opening ends when
    a fact of the rule changes. ``source`` says where the rule comes from, and that it is proposed when nobody has signed it."""

    key: str
    rule: Rule
    unknown_locks: bool
    opener: Opener
    why: Text
    instead: Text
    source: str

    @property
    def for_all(self) -> bool:
        """Whether it keeps everybody back, whatever is known of her."""
        return self.rule == ALWAYS


@dataclass(frozen=True, slots=True)
class Reading:
    """A step that is read, in about so many ``minutes``: ``content/<language>/<module>/<step>.md`` in the plugin's package.
    ``fields`` may be filled in below it; ``locks`` close it to whom it may harm. ``renamed_from`` are keys it had before,
    in the same module. ``slots`` are places for a film or a sound of the organisation."""

    key: str
    title: Text
    minutes: int
    fields: tuple[Field, ...] = ()
    locks: tuple[SafetyLock, ...] = ()
    renamed_from: tuple[str, ...] = ()
    slots: tuple[MediaSlot, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A step that is done: its text like a reading's, and fields to write in. ``kind`` says whether it has one sheet, which is
    saved while it is written, or is written in again and again (:class:`DatedEntries`), and what draws it.
    ``locks`` close it to whom it may harm, and ``choice_locks`` the rows of a ``GuardedChoice`` in it that name them.
    ``guide`` takes her through it by the clock. ``renamed_from`` are keys it had before, in the same module. ``slots`` are places
    for a film or a sound of the organisation."""

    key: str
    title: Text
    minutes: int
    fields: tuple[Field, ...]
    locks: tuple[SafetyLock, ...] = ()
    renamed_from: tuple[str, ...] = ()
    kind: ExerciseKind = SHEET
    choice_locks: tuple[SafetyLock, ...] = ()
    guide: TimedGuide | None = None
    slots: tuple[MediaSlot, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it is written in again and again."""
        return self.kind.dated


Step = Reading | Exercise
"""What a module is made of."""


def locks_on(step: Step) -> tuple[SafetyLock, ...]:
    """The locks that close a step, and those that close a choice in it."""
    return (*step.locks, *step.choice_locks) if isinstance(step, Exercise) else step.locks


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a programme: its ``number`` on the path, its title and summary, and its ``steps`` in order. ``release`` is
    the rule that opens it, made of ``at_start``, ``days_since_start``, ``completed``, ``opened_by_therapist`` and facts of
    sources. One that is ``optional`` need not be done, and may be asked about again (``ask_again``). ``tracks`` empty means every
    track. A ``library`` is on nobody's way: its exercises are added for one patient, one by one
    (:func:`varde.plugin.programmes.library`). ``renamed_from`` are keys it had before. ``sources`` are what its texts rest on, as
    cited. ``look_for`` are short lines of what staff look for in its homework, in all three languages; she never sees them."""

    key: str
    number: int
    title: Text
    summary: Text
    release: Rule
    steps: tuple[Step, ...]
    optional: bool = False
    tracks: tuple[str, ...] = ()
    renamed_from: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    library: bool = False
    look_for: tuple[Text, ...] = ()
    ask_again: AskAgain | None = None

    @property
    def named(self) -> Text:
        """“modul 2”; a library, which has no number, by its title."""
        return self.title if self.library else _NUMBERED.filled(number=self.number)

    @property
    def heading(self) -> Text:
        """“2. Kropp og bevegelse”; of a library its title alone."""
        return self.title if self.library else _HEADING.filled(number=self.number, title=self.title)


@dataclass(frozen=True, slots=True)
class Track:
    """A way through a programme for one kind of problem (eMeistring: panic, social anxiety, depression)."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Occasion:
    """A planned measurement: which instruments, when, and how long it may be answered.

    ``months``/``days`` count from the start of the enrolment (calendar months). The window opens ``opens_before`` days before it is
    due and closes ``closes_after`` days after. ``remind`` lists days after opening on which a reminder goes out if it is still
    unanswered. ``tracks`` empty means every track; ``for_track`` adds instruments for those on one.

    ``after_module`` plans it instead when the patient has finished that module; one that is ``on_demand`` is planned when the
    therapist asks for it, when the patient opens it herself, or "both", one at a time and as often as they do. Both open at once
    and are due after ``days`` (a week, when that is 0). ``rhythm`` asks it again and again, and says alone when. Answers on demand
    and in a rhythm count in no benefit figure. ``conditions`` says when an instrument is asked at all: its key and a rule over what
    was answered earlier at this occasion (``<instrument>:total``, ``:band``, ``:answer:<item>``, ``:flag:<flag>``), about the
    person (``track``, ``age``, ``sex``) and about what sources know (scores, measurements, settings); it must be known to hold.
    ``postpone_days`` is how many days after the opening the patient may choose to be reminded instead, inside the window.

    ``asked_after`` says after which end it is asked still: "completion" when the enrolment was completed, "exit" also when it was
    left before the time and she has not said no. Anything else that is planned is called off by an end.

    ``renamed_from`` are keys it had before: what is planned and answered follows at ``varde db upgrade``."""

    key: str
    title: Text
    instruments: tuple[str, ...]
    minutes: int
    months: int = 0
    days: int = 0
    opens_before: int = 7
    closes_after: int = 21
    remind: tuple[int, ...] = (3, 10)
    tracks: tuple[str, ...] = ()
    for_track: tuple[tuple[str, tuple[str, ...]], ...] = ()
    after_module: str = ""
    on_demand: OnDemand = ""
    conditions: tuple[tuple[str, Rule], ...] = ()
    postpone_days: int = 0
    asked_after: Literal["", "completion", "exit"] = ""
    rhythm: Rhythm | None = None
    renamed_from: tuple[str, ...] = ()

    def asked(self, track: str | None) -> tuple[str, ...]:
        """The instruments a patient on this track answers, in order."""
        return self.instruments + dict(self.for_track).get(track or "", ())

    @property
    def from_start(self) -> bool:
        """Whether it is planned once, when the enrolment starts."""
        return not (self.after_module or self.on_demand or self.rhythm)

    @property
    def repeats(self) -> bool:
        """Whether it can be asked more than once, and so stands at no time that a benefit is counted at."""
        return bool(self.on_demand or self.rhythm)

    def opened_by(self, asker: Asker) -> bool:
        """Whether the therapist, or the patient herself, may open it outside the plan."""
        return self.on_demand in (asker, "both")

    @property
    def due_after(self) -> int:
        """Days from the opening to the due day, for one that is planned on the way."""
        return self.days or 7

    @property
    def every_instrument(self) -> tuple[str, ...]:
        """The instruments of all tracks, each once."""
        return tuple(dict.fromkeys(self.instruments + tuple(key for _, keys in self.for_track for key in keys)))


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment that a programme declares, of so many ``minutes``, held in one of these ``ways``: ``physical``, ``phone``,
    ``video`` or ``home`` (at the patient's home). Nothing else is booked with the therapist, or in the room, for ``buffer`` minutes
    after it. A meeting with ``parties`` can be one of three: ``gp``, ``interpreter``, ``relative`` or ``other`` takes part.

    ``gate``: one of ``start`` must have been held, or excused with a reason, before the programme can be begun; with one of ``end``
    the treatment closes. ``tracks`` empty means every track. One of ``start`` that ``decides`` opens it only when whoever held it
    has written down what was found, confirmed or changed the track, and given the start; one of ``end`` that ``closes`` is asked
    for before the treatment is completed.

    ``self_booked``: the patient may book it herself, no sooner than ``notice_hours`` from now and no later than in ``ahead_days``.
    Whoever booked it, she may move it ``most_moves`` times, and cancel it in time, until ``change_until_hours`` before it begins;
    what is cancelled after that counts as cancelled late. Hours are those of the clock, days those on the wall."""

    key: str
    title: Text
    minutes: int
    ways: tuple[Way, ...] = USUAL_WAYS
    gate: Gate = ""
    buffer: int = 0
    tracks: tuple[str, ...] = ()
    self_booked: bool = False
    notice_hours: int = 24
    ahead_days: int = 28
    change_until_hours: int = 24
    most_moves: int = 2
    parties: tuple[Party, ...] = ()
    decides: bool = False
    closes: bool = False


_Keyed = TypeVar("_Keyed", Module, Occasion)


@dataclass(frozen=True, slots=True)
class Programme:
    """A treatment programme. ``package`` holds ``content/nb`` and ``content/nn``, and ``content/en`` for what there is in English.

    ``title``, ``summary``, ``for_whom`` (ends of the sentence “for you who …”), ``duration``, ``guide`` (whom she meets) and
    ``effort`` stand on its front page. ``eligibility`` is whom it is for; ``modules`` and ``occasions`` are what it is made of and
    what it asks, for each of its ``tracks``. ``main_instruments`` has for each track ("" for all) the instrument whose total is the
    trend; ``series`` are the keys of what she may measure whenever she wants.

    ``access_days`` is how long the patient can open it after the start, ``weeks`` the planned length that the patient sees ("uke 9
    av 24"), ``reply_working_days`` the promise in the dialogue. ``owner`` is the kind of organisation that runs it. ``referrers``
    are the professions (``doctor``, ``dietitian``, ``physiotherapist``) that may refer to it by the register of health personnel
    alone. ``templates`` are messages that staff may choose, ``contact_choices`` how much contact she wants, ``nudges`` the
    greetings that go by themselves then, ``meetings`` the appointments that belong to it, ``groups`` the kinds of groups; one that
    is not ``digital`` has no modules to work in. ``staff_minutes`` is what her therapist is expected to use in a week,
    ``own_pace_days`` how many days pass at least between modules at her own pace (None: no such pace). ``intended`` is what it is
    meant for, on its page about itself: a programme without it is refused. ``active_modules`` are the keys of those that hold what
    works (exposure, say): whoever has begun on one has had the least that can; with none named nobody knows who has.

    ``renamed_from`` are keys it had before. Whoever is in it, and all that is stored of it, follows at ``varde db upgrade``; until
    then Varde does not start.
    """

    key: str
    title: Text
    summary: Text
    for_whom: tuple[Text, ...]
    duration: Text
    guide: Text
    effort: Text
    eligibility: Eligibility
    modules: tuple[Module, ...]
    occasions: tuple[Occasion, ...]
    package: str
    access_days: int
    weeks: int
    reply_working_days: int = 2
    tracks: tuple[Track, ...] = ()
    owner: Literal["clinic", "municipality"] = "clinic"
    main_instruments: tuple[tuple[str, str], ...] = ()
    """(track or "", instrument key): what trends on the home page and the caseload show."""
    series: tuple[str, ...] = ()
    """The keys of what a patient of it may measure whenever she wants."""
    groups: tuple[GroupKind, ...] = ()
    digital: bool = True
    """One that is not has no modules: those in it meet, and answer the same questionnaires as others do."""
    referrers: tuple[str, ...] = ("doctor", "dietitian", "physiotherapist")
    """Which professions of :data:`varde.identity.hpr.PROFESSIONS` may refer to it without a role of any organisation."""
    meetings: tuple[Meeting, ...] = ()
    templates: tuple[MessageTemplate, ...] = ()
    contact_choices: tuple[ContactLevel, ...] = ()
    nudges: tuple[ProgrammeNudge, ...] = ()
    staff_minutes: StaffMinutes = USUAL_MINUTES
    """What staff are reckoned to spend on a patient of it."""
    own_pace_days: int | None = 0
    """At a patient's own pace the next module opens when she has finished the one before, and so many days after it at the
    earliest. None: nobody goes at her own pace in it."""
    renamed_from: tuple[str, ...] = ()
    intended: IntendedUse | None = None
    active_modules: tuple[str, ...] = ()

    @property
    def installed(self) -> bool:
        """Whether a plugin declares it: not so of :func:`varde.programmes.gone.gone`."""
        return bool(self.package)

    @property
    def safety_facts(self) -> tuple[Fact, ...]:
        """The facts that say whether something may harm this person, in the order they are asked."""
        return tuple(fact for fact in self.eligibility.asked if fact.safety)

    @property
    def sources(self) -> tuple[str, ...]:
        """What its modules cite, each once, in the order it is met."""
        return tuple(dict.fromkeys(source for module in self.modules for source in module.sources))

    @property
    def locks(self) -> Mapping[str, SafetyLock]:
        """Every lock that stands on a step, or on a choice in it, by its key."""
        return {lock.key: lock for module in self.modules for step in module.steps for lock in locks_on(step)}

    @property
    def exercises(self) -> Mapping[tuple[str, str], tuple[Module, Exercise]]:
        """Every exercise with its module, by the keys of the module and the step."""
        return {
            (module.key, step.key): (module, step)
            for module in self.modules
            for step in module.steps
            if isinstance(step, Exercise)
        }

    def module(self, key: str) -> Module:
        """The module with this key; ``KeyError`` when the programme has none."""
        return _keyed(self.modules, key)

    def occasion(self, key: str) -> Occasion:
        """The occasion with this key; ``KeyError`` when the programme has none."""
        return _keyed(self.occasions, key)

    def find_occasion(self, key: str) -> Occasion | None:
        """The occasion with this key. None when the programme has none, as after an upgrade that took it out."""
        return next((occasion for occasion in self.occasions if occasion.key == key), None)

    @property
    def in_rhythm(self) -> frozenset[str]:
        """The keys of the occasions that are asked again and again."""
        return frozenset(occasion.key for occasion in self.occasions if occasion.rhythm is not None)

    def group_kind(self, key: str) -> GroupKind | None:
        """The kind of group with this key; None when it has none such."""
        return next((group for group in self.groups if group.key == key), None)

    def modules_of(self, track: str | None) -> tuple[Module, ...]:
        """The modules a patient on this track meets, in order; no library among them."""
        return tuple(m for m in self.modules if not m.library and (not m.tracks or track in m.tracks))

    def occasions_of(self, track: str | None) -> tuple[Occasion, ...]:
        """The measurements planned for a patient on this track."""
        return tuple(o for o in self.occasions if not o.tracks or track in o.tracks)

    def meetings_of(self, track: str | None) -> tuple[Meeting, ...]:
        """The meetings of a patient on this track, in order."""
        return tuple(m for m in self.meetings if not m.tracks or track in m.tracks)

    def find_meeting(self, key: str) -> Meeting | None:
        """The meeting with this key. None when the programme has none."""
        return next((meeting for meeting in self.meetings if meeting.key == key), None)

    def gate_of(self, track: str | None, gate: Gate) -> Meeting | None:
        """The meeting that is this gate for a patient on this track; None when there is none."""
        return next((meeting for meeting in self.meetings_of(track) if meeting.gate == gate), None)

    def main_instrument(self, track: str | None) -> str | None:
        """The instrument whose total is this patient's trend; None when the programme shows none."""
        chosen = dict(self.main_instruments)
        return chosen.get(track or "", chosen.get(""))


def _keyed(values: tuple[_Keyed, ...], key: str) -> _Keyed:
    for value in values:
        if value.key == key:
            return value
    raise KeyError(key)
