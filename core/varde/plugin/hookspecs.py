"""Every hook a plugin may answer. Each is asked once, when Varde starts, and returns values; order never decides anything."""

from __future__ import annotations

from collections.abc import Sequence

import pluggy

from varde.alerts.values import Alert
from varde.benefits.values import Measure
from varde.instruments.values import Instrument
from varde.plugin.pages import Page
from varde.plugin.simulation import Simulation
from varde.programmes.values import Programme

hookspec = pluggy.HookspecMarker("varde")
hookimpl = pluggy.HookimplMarker("varde")


@hookspec
def varde_programmes() -> Sequence[Programme]:
    """Contribute programmes.

    Asked once, at start. Keys must be unique across plugins; a clash stops the start and names both plugins. Each
    programme is checked whole (rules, modules, occasions, text in bokmål and nynorsk), and any fault stops the start.

    :returns: the programmes, in any order; Varde sorts by key.
    """
    raise NotImplementedError


@hookspec
def varde_instruments() -> Sequence[Instrument]:
    """Contribute the instruments this plugin's programmes use, its own and those it takes from the core's library.

    Asked once, at start. Two plugins may contribute the very same instrument; two different ones under one key stop
    the start.

    :returns: the instruments, in any order.
    """
    raise NotImplementedError


@hookspec
def varde_measures() -> Sequence[Measure]:
    """Say which benefits the programmes can show.

    Asked once, at start. Keys must be unique across plugins. A measure names a programme and an instrument that
    exist; anything else stops the start.

    :returns: the measures, in any order.
    """
    raise NotImplementedError


@hookspec
def varde_pages() -> Sequence[Page]:
    """Contribute pages under ``/p/<plugin>/``.

    Asked once, at start. Every page declares who may open it; Varde checks that before the page's function runs.

    :returns: the pages, in any order; paths must be unique within the plugin.
    """
    raise NotImplementedError


@hookspec
def varde_alerts() -> Sequence[Alert]:
    """Say when a clinician must look, in the rule language.

    Asked once, at start. Keys must be unique across plugins. A rule speaks about one response (its answers, total, band
    and flags, and how they differ from the response before), or about what the clock watches: days without activity,
    forms past their deadline, forms and appointments missed in a row. Anything undeclared stops the start.

    :returns: the alerts, in any order; the gravest is shown first.
    """
    raise NotImplementedError


@hookspec
def varde_simulate() -> Sequence[Simulation]:
    """Say what plausible people of the programmes are like, for the demo.

    Asked once, at start. One for each programme at most, and for a programme that exists; anything else stops the start.

    :returns: the simulations, in any order.
    """
    raise NotImplementedError
