"""Pages and panels of a plugin: what it hands over, what it is given when somebody comes, and what it answers. Values alone: a
plugin never meets a request, an address or a template engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from varde.charts.values import THRESHOLD
from varde.kernel.icons import Icon
from varde.kernel.speech import Speech
from varde.kernel.words import Text

if TYPE_CHECKING:
    from varde.enrolments.models import Enrolment
    from varde.identity.service import Actor
    from varde.kernel.work import Work

HOME = "/"
"""Where :class:`Goes` leads to the patient's home; for staff to the page of the patient, or to the front of their own pages."""
Place = Literal["home", "patient", "figures"]
"""Where a panel stands: on the patient's home, on her page for the therapist, or among the manager's figures."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody opens a page, or a page that has a panel.

    ``work`` is the unit of work, which whoever called ends. ``actor`` is signed in, None for nobody. ``enrolment`` is the one
    that the page is about: the gates to the record have been passed and the access is logged. Among the manager's figures it
    is None, and ``organisations`` are those that the figures are of, by id, ``programme`` theirs, and ``fewest`` the fewest people
    that may be shown of them (:func:`shown_people`).

    ``query`` is what the address says after the question mark. ``form`` is what was typed, by name, the first value of each;
    ``ticked`` all values of a name, for boxes. Both are empty until a form is sent. ``faults`` are the sentences, by the id of
    the control, when the form comes back.
    """

    work: Work
    speech: Speech
    actor: Actor | None
    enrolment: Enrolment | None = None
    programme: str = ""
    organisations: tuple[int, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    fewest: int = THRESHOLD


@dataclass(frozen=True, slots=True)
class Filled:
    """A template of the plugin's own, filled with ``values``: ``diary.html`` stands in ``templates/<key>/``. ``styles`` and
    ``scripts`` are files of its own folder ``static/``. In the template ``title``, ``typed`` (the form) and ``errors`` (its
    faults) are there too."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goes:
    """What was sent is done. Go to a page of the same plugin by its path, about the same enrolment, or :data:`HOME`; and say
    ``said`` there."""

    to: str
    said: Text | None = None


@dataclass(frozen=True, slots=True)
class Faulty:
    """What was sent breaks a rule: ``faults`` has one sentence for each control, by its id. Nothing of it is kept; the page
    is shown again with the sentences and what was typed."""

    faults: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class StepShown:
    """The page says what a ``step`` of a ``module`` of a programme says, to whoever begins there now: where the page is about an
    enrolment, at the organisation of that; else where the programme is offered, near whoever is signed in or, for nobody,
    anywhere. Where these places read different words, it is what the plugin ships.

    ``instead`` is Markdown for where one of these places shows only what a clinical owner has signed, and nobody has signed this:
    something that is true all the same, such as whom to ring.
    """

    programme: str
    module: str
    step: str
    instead: Text


Answer = str | Filled | StepShown
"""What a page says: Markdown, a template of its own, or what a step says."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page at ``/p/<plugin>/<path>``, in Varde's own shell. ``body`` gets a :class:`Visit` and returns Markdown, which is
    made safe, a :class:`Filled` template, or a :class:`StepShown`. ``audience`` says who may open it: a permission, such as public,
    patient, therapist or manager.

    ``of_enrolment``: the page is about one enrolment, whose id follows in the address. It opens for the patient whose it is and
    for staff whom the gates of the record let in, and the access log names the page. With ``programme``, only enrolments of
    that programme have it.

    ``receive`` takes the form that is sent from it, and answers :class:`Goes` or :class:`Faulty`; the forgery token is checked
    before. A :class:`~varde.plugin.BadInput` that it raises is a fault too. Without ``receive`` the page takes no form.

    ``menu`` is what the page is called in the main menu of those it is for; "" leaves it out. ``icon`` is one of Varde's.

    It is there where one of the plugin's programmes lives: is offered, or has somebody's enrolment; else it is not found. What
    a plugin without programmes shows is there everywhere.
    """

    path: str
    title: Text
    audience: str
    body: Callable[[Visit], Answer]
    receive: Callable[[Visit], Goes | Faulty] | None = None
    of_enrolment: bool = False
    programme: str = ""
    menu: Text | None = None
    icon: Icon = "doc"


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of one of Varde's pages. ``place`` is ``home`` (the patient's), ``patient`` (her page for the therapist) or
    ``figures`` (the manager's). ``body`` is called once for the page and returns a :class:`Filled` template, or None when there
    is nothing to show; what it writes is undone. ``audience`` is a permission, as of a page; with ``programme`` it stands
    beside that programme alone.

    Like a page it stands where its programme, or one of the plugin's, lives.

    A panel that raises is left out. Its statements must not grow with what is stored.
    """

    key: str
    place: Place
    title: Text
    audience: str
    body: Callable[[Visit], Filled | None]
    programme: str = ""


def shown_people(n: int, fewest: int = THRESHOLD) -> str:
    """A number of people as managers see it: one below ``fewest`` (``visit.fewest``, what the organisation has decided) is “<5”, so
    that nobody is recognised."""
    return f"<{fewest}" if 0 < n < fewest else str(n)
