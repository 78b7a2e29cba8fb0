"""What Frisk i hverdagen adds to Varde."""

from __future__ import annotations

from collections.abc import Sequence

from varde.plugin import hookimpl
from varde.plugin.alerts import Alert
from varde.plugin.benefits import Measure
from varde.plugin.instruments import GENERIC_INSTRUMENTS, Instrument
from varde.plugin.programmes import Programme
from varde.plugin.simulation import Simulation
from varde_frisklivs.alerts import ALERTS
from varde_frisklivs.benefits import MEASURES
from varde_frisklivs.instruments import INSTRUMENTS
from varde_frisklivs.programme import PROGRAMME
from varde_frisklivs.simulation import SIMULATION


@hookimpl
def varde_programmes() -> Sequence[Programme]:
    """One programme."""
    return (PROGRAMME,)


@hookimpl
def varde_instruments() -> Sequence[Instrument]:
    """Its own instruments, and those that any programme may use."""
    return (*GENERIC_INSTRUMENTS, *INSTRUMENTS)


@hookimpl
def varde_measures() -> Sequence[Measure]:
    """What the programme can show for itself."""
    return MEASURES


@hookimpl
def varde_alerts() -> Sequence[Alert]:
    """What is not done, motivation that falls, and silence."""
    return ALERTS


@hookimpl
def varde_simulate() -> Sequence[Simulation]:
    """The people of the demo."""
    return (SIMULATION,)
