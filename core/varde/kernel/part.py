"""The part: what one capability of the core, or one plugin, hands the house. Core and plugins hand over the same value.

The kernel names nothing above it, so a part is typed by what the house asks of each value and no more. A field that holds
several values may be given as a function that returns them: it is called when a process first needs them, so that ``varde
score`` imports no database.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, get_args

from varde.kernel.words import Text

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from varde.kernel.catalogue import Catalogue
    from varde.kernel.events import Listener, Subscription
    from varde.kernel.jobs import Job
    from varde.kernel.work import Platform, Work

T = TypeVar("T")
Listed = Sequence[T] | Callable[[], Sequence[T]]
"""Values, or a function that returns them."""

DataClass = Literal["account", "contact", "counted", "dialogue", "list", "log", "nobody", "record"]
"""What a table holds about a person: ``record`` what treatment rests on, ``dialogue`` what was written to each other,
``log`` who looked at and changed what, ``account`` sign-in and roles, ``contact`` notices that were sent, ``list`` what is
kept to find people again and can be made anew, ``counted`` what she adds to figures; and ``nobody``: no person at all."""
DATA_CLASSES: tuple[str, ...] = get_args(DataClass)


class Keyed(Protocol):
    """Anything that has a key."""

    @property
    def key(self) -> str: ...


class PageLike(Protocol):
    """A page of a plugin (``varde.plugin.Page``)."""

    @property
    def path(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def audience(self) -> str: ...


class Mountable(Protocol):
    """Views under one name, as the web mounts them (a Flask blueprint)."""

    name: str

    def register(self, app: Any, options: dict[str, Any]) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """What the house does with declared values of one type. Several parts may have a say about a type.

    ``check(values by key, catalogue)`` yields the key of the value that is wrong ("" when no single one is) and what is wrong.
    ``derive(value)`` gives further values that follow from a sound one; it may raise ``StartRefused``. Two values under one
    key are a clash; ``shared`` lets two parts declare the very same object.
    """

    type: type
    check: Callable[[Mapping[str, Any], Catalogue], Iterable[tuple[str, str]]] | None = None
    derive: Callable[[Any], Sequence[Keyed]] | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a part: ``models``, mapped classes on the one metadata of Varde.

    Those of a plugin are made of :class:`varde.plugin.tables.Base` and begin with ``prefix``, which is ``<key>_``; their
    foreign keys lead to one another, to ``person`` and to ``enrolment``. ``versions`` is the folder of its migrations, a
    history of its own that ``varde db upgrade`` runs after the core's; the core has one history, which the kernel keeps.
    """

    models: tuple[type, ...]
    prefix: str = ""
    versions: Path | None = None

    @property
    def metadata(self) -> MetaData:
        return self.models[0].metadata  # type: ignore[attr-defined, no-any-return]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(model.__tablename__ for model in self.models)  # type: ignore[attr-defined]


ResearchForm = Literal["kept", "coarsened", "dropped"]
"""What becomes of a column in research: as it is; a moment as its month, and a date as its year; or not there."""
RESEARCH_FORMS: tuple[str, ...] = get_args(ResearchForm)


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows are kept: the rule's name, until when, and the source of it, such as a law."""

    rule: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What one table holds about a person, the way to her, and what becomes of it.

    ``path`` are columns from table to table, each a foreign key, the last one to ``person``. ``patient_id=person.id`` is a
    step without a foreign key. A table about nobody has no way. ``data`` is the class: ``record`` what treatment rests on,
    ``dialogue`` what was written to each other, ``log`` who looked at and changed what, ``account`` sign-in and roles,
    ``contact`` notices that were sent, ``list`` and ``counted`` what can be made anew, ``nobody`` no person at all.
    Everything else follows from it and may be said otherwise:

    - She is given every column of her rows, sealed text opened, but for what is ``withheld``: keys, hashes, fingerprints.
    - When she is erased her rows are deleted; those of a ``log`` stay. Where columns are ``blanked`` the row stays and they
      are emptied: NULL, or their default.
    - ``retention`` is how long they are kept.
    - Research gets numbers and yes or no of a ``record`` as they are and moments coarsened; whatever points to
      somebody, text and all other data are dropped. ``research`` names columns with another form.

    ``export`` and ``erase`` replace the first two with functions of the unit of work and the person's numbers (several where
    two persons turned out to be one): the first gives rows that can be JSON.
    """

    table: str
    path: tuple[str, ...]
    data: DataClass
    withheld: tuple[str, ...] = ()
    blanked: tuple[str, ...] = ()
    research: tuple[tuple[str, ResearchForm], ...] = ()
    retention: Retention | None = None
    export: Callable[[Work, frozenset[int]], Sequence[Mapping[str, object]]] | None = None
    erase: Callable[[Work, frozenset[int]], None] | None = None


@dataclass(frozen=True, slots=True)
class ClockTask:
    """What the clock does: ``run``, ``every`` so many seconds, in units of work of its own."""

    name: str
    every: float
    run: Callable[[Platform], object]

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class StartCheck:
    """What must hold of what is stored before ``varde serve``, ``worker`` and ``clock`` start: ``faults`` gives one sentence
    for each fault. One that does not ``refuses`` is a warning in the log."""

    key: str
    faults: Callable[[Work], Sequence[str]]
    refuses: bool = True


@dataclass(frozen=True, slots=True)
class LevelSettings:
    """What an organisation, or an offering (``level``), may decide for this part: ``kind`` is a frozen dataclass whose
    fields are made by ``setting`` of ``varde.plugin.settings``. With a ``programme`` it holds for the offerings of that
    programme alone."""

    level: Literal["organisation", "offering"]
    kind: type
    programme: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind.__module__}.{self.kind.__qualname__}"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the command line: its words after ``varde``, where it stands (``module:attribute``, imported when it is
    called), and its help."""

    words: str
    place: str
    help: str

    @property
    def key(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Permission:
    """Something people may do, the sentence that says so, and who they are: staff roles, ``patient`` or ``staff`` (how she
    signed in), or ``anyone``. A page names the permission it needs as its audience."""

    key: str
    sentence: Text
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the main menu, for those who have the permission ``audience``. ``place`` sorts them. ``of_enrolment``: its
    address takes the enrolment that the page is about; without one it leads home. With ``programme`` it stands there only in
    enrolments of that programme, with ``programmes`` where one of them lives."""

    key: str
    label: Text
    audience: str
    endpoint: str
    place: int
    icon: str = ""
    of_enrolment: bool = False
    programme: str = ""
    programmes: tuple[str, ...] = ()


def _written_at() -> tuple[str, str]:
    """Where the part is written, as ``file:line``, and in which package: the nearest line that is neither here nor made by
    dataclasses."""
    frame: FrameType | None = sys._getframe(1)
    own = {__file__, "<string>", sys.modules["dataclasses"].__file__}
    while frame is not None and frame.f_code.co_filename in own:
        frame = frame.f_back
    if frame is None:
        return "?", ""
    package = frame.f_globals.get("__package__") or frame.f_globals.get("__name__", "")
    return f"{frame.f_code.co_filename}:{frame.f_lineno}", package


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one capability of the core, or one plugin, adds to Varde.

    ``key`` is unique; a plugin's is the name of its entry point. ``declares`` are programmes, instruments, measures, alerts:
    values that know their own type; ``kinds`` say how values of a type are checked. ``simulate`` are the people of
    the demo, one value for each programme. ``pages`` stand in Varde's shell at ``/p/<key>/``, and ``panels`` on Varde's
    own pages. ``permissions`` are what an audience names.

    What runs: ``jobs`` by name; ``listeners`` and ``subscriptions`` to news, in no order that matters; ``agenda_handlers`` by
    the kind of agenda item; ``clock_tasks`` every so often; ``commands`` of the command line; ``start_checks`` look
    at what is stored before anything runs. ``settings`` are what an organisation or an offering may decide: what is stored
    under a name that no part declares is refused before anything runs.

    ``doors`` are where machines call, at ``/api/v1/<key>/<door>``.

    ``tables`` are the part's own, and then ``personal_data`` must say of each of them whom it is about; the check follows every
    foreign key. ``untold`` are ids of rows by table, of the part's own or of those below it, that a person is not told of yet:
    an export leaves them out meanwhile.

    ``templates``, ``static`` and ``locale`` are folders. A plugin's templates stand in ``templates/<key>/``, its files are
    served at ``/p/<key>/static/``, and ``locale/nn.po`` and ``en.po`` say what its templates say in bokmål.

    Only Varde's own faces hand in ``blueprints`` for a platform, ``menu``, and ``install``, which makes the application ready.
    """

    key: str
    declares: Listed[Keyed] = ()
    kinds: Listed[Kind] = ()
    simulate: Listed[Keyed] = ()
    pages: Listed[PageLike] = ()
    panels: Listed[Keyed] = ()
    permissions: Listed[Permission] = ()
    jobs: Listed[Job] = ()
    listeners: Listed[Listener] = ()
    subscriptions: Listed[Subscription] = ()
    agenda_handlers: Listed[Keyed] = ()
    clock_tasks: Listed[ClockTask] = ()
    commands: Sequence[Command] = ()
    start_checks: Listed[StartCheck] = ()
    doors: Listed[Keyed] = ()
    settings: Listed[LevelSettings] = ()
    tables: Callable[[], Tables] | None = None
    personal_data: tuple[PersonalData, ...] | None = None
    untold: Callable[[Work, frozenset[int]], Mapping[str, Collection[int]]] | None = None
    templates: Path | None = None
    static: Path | None = None
    locale: Path | None = None
    blueprints: Callable[[Platform], Sequence[Mountable]] | None = None
    menu: Listed[MenuEntry] = ()
    install: Callable[[Any, Platform], None] | None = None
    origin: str = field(init=False, compare=False, repr=False, default="")
    package: str = field(init=False, compare=False, repr=False, default="")

    def __post_init__(self) -> None:
        origin, package = _written_at()
        object.__setattr__(self, "origin", origin)
        object.__setattr__(self, "package", package)
