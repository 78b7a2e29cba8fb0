"""The list of parts: the core's own, and where those of the plugins join it. The composition roots read it and name nothing.

Order decides nothing: wherever values are put together they are sorted by key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.alerts import part as alerts
from varde.api import part as api
from varde.appointments import part as appointments
from varde.assessments import part as assessments
from varde.audit import part as audit
from varde.benefits import part as benefits
from varde.benefits.plan import part as benefits_plan
from varde.caseload import part as caseload
from varde.consents import part as consents
from varde.content import part as content
from varde.dialogue import part as dialogue
from varde.doors import part as doors
from varde.drafts import part as drafts
from varde.enrolments import part as enrolments
from varde.exchange import part as exchange
from varde.files import part as files
from varde.groups import part as groups
from varde.identity import part as identity
from varde.instruments import part as instruments
from varde.kernel import own
from varde.kernel.part import Kind, Part, StartCheck
from varde.kinds import part as kinds
from varde.measurements import part as measurements
from varde.minutes import part as minutes
from varde.modules import part as modules
from varde.notes import part as notes
from varde.notifications import part as notifications
from varde.people import part as people
from varde.privacy import part as privacy
from varde.programmes import part as programmes
from varde.referrals import part as referrals
from varde.safety import part as safety
from varde.scheduling import part as scheduling
from varde.scoring_many import part as scoring_many
from varde.series import part as series
from varde.setup import part as setup
from varde.staffing import part as staffing
from varde.web.admin import part as admin
from varde.web.editor import part as editor
from varde.web.manager import part as manager
from varde.web.operator import part as operator
from varde.web.patient import part as patient
from varde.web.plugins import part as plugin_pages
from varde.web.public import part as public
from varde.web.referrer import part as referrer
from varde.web.shell import part as shell
from varde.web.staff import part as staff
from varde.wording import part as wording

# What checks and joins the parts imports what plugins are made of; a list of commands needs none of it.
if TYPE_CHECKING:
    from pathlib import Path

    from varde.kernel.catalogue import Catalogue
    from varde.plugin.registry import Plugins


def _simulation() -> Sequence[Kind]:
    from varde.plugin.simulation import Simulation
    from varde.programmes.values import Programme

    def check(simulations: Mapping[str, Simulation], catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        for key in simulations:
            if key not in catalogue.all(Programme):
                yield key, f"simulation {key}: there is no programme {key}."

    return (Kind(Simulation, check),)


def _renamed() -> Sequence[StartCheck]:
    from varde.plugin.renaming import waiting

    return (StartCheck("renamed keys", waiting),)


# They stand here because a list of commands imports every part, and the plugin author's interface with these.
SIMULATION = Part(key="simulation", kinds=_simulation)
RENAMED = Part(key="renamed", start_checks=_renamed)
ROOMS: tuple[Part, ...] = (
    own.PART,
    audit.PART,
    identity.PART,
    drafts.PART,
    scheduling.PART,
    files.PART,
    staffing.PART,
    privacy.PART,
    consents.PART,
    kinds.PART,
    instruments.PART,
    scoring_many.PART,
    series.PART,
    programmes.PART,
    content.PART,
    enrolments.PART,
    appointments.PART,
    people.PART,
    safety.PART,
    notes.PART,
    minutes.PART,
    doors.PART,
    measurements.PART,
    groups.PART,
    modules.PART,
    wording.PART,
    assessments.PART,
    referrals.PART,
    alerts.PART,
    setup.PART,
    dialogue.PART,
    notifications.PART,
    caseload.PART,
    benefits.PART,
    benefits_plan.PART,
    exchange.PART,
    SIMULATION,
    RENAMED,
)
"""What knows no page."""
FACES: tuple[Part, ...] = (
    shell.PART,
    public.PART,
    patient.PART,
    referrer.PART,
    staff.PART,
    manager.PART,
    admin.PART,
    editor.PART,
    operator.PART,
    plugin_pages.PART,
    api.PART,
)
PARTS: tuple[Part, ...] = (*ROOMS, *FACES)
CORE = frozenset(part.key for part in PARTS)


def build_catalogue(plugins: Plugins | None = None) -> Catalogue:
    """Everything the core and the plugins declare, their parts among it.

    :param plugins: loaders by key; all installed plugins when left out.
    :raises StartRefused: with one sentence for every fault of every part.
    """
    from varde.plugin.registry import catalogue_of, installed

    return catalogue_of(PARTS, installed() if plugins is None else plugins)


def sound_catalogue(plugins: Plugins | None = None) -> tuple[Catalogue, list[str]]:
    """The same of the plugins that work, and one sentence for each fault of the others, for commands that one faulty plugin
    must not stop."""
    from varde.plugin.registry import installed
    from varde.plugin.sound import sound_catalogue_of

    return sound_catalogue_of(PARTS, installed() if plugins is None else plugins)


def decided(catalogue: Catalogue, file: Path | None, *, complete: bool = True) -> Catalogue:
    """The catalogue with the rules that an installation has decided in ``file``; see :mod:`varde.instruments.decisions`."""
    from varde.instruments.decisions import with_decisions

    return with_decisions(catalogue, file, complete=complete)
