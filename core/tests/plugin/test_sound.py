"""One faulty plugin does not stop what the others bring, and order decides nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.instruments.values import Instrument
from varde.parts import sound_catalogue
from varde.plugin.registry import Plugin
from varde.programmes.values import Programme

from .conftest import INSTRUMENT, Workshop, packed, programme


def test_with_nothing_wrong_everything_is_there(workshop: Workshop) -> None:
    catalogue, faults = sound_catalogue(packed(calm=workshop.sound()))
    assert (list(catalogue.all(Plugin)), faults) == (["calm"], [])


def test_the_faulty_is_left_out_and_every_fault_of_it_said(workshop: Workshop) -> None:
    ill = workshop.plugin(instruments=["not one", 7])
    catalogue, faults = sound_catalogue(packed(calm=workshop.sound(), ill=ill))
    assert list(catalogue.all(Plugin)) == ["calm"]
    assert "calm-2" in catalogue.all(Instrument)
    assert [fault.partition(" (")[0] for fault in faults] == ["The part ill", "The part ill"]
    assert [fault.partition(") ")[2] for fault in faults] == [
        "declares a str; it must be "
        "one of Alert, BenefitProposal, Channel, Column, DeclaredKind, FactSource, Instrument, Matter, Measure, "
        "Programme, Purpose, Reason, Series, Simulation.",
        "declares a int; it must be "
        "one of Alert, BenefitProposal, Channel, Column, DeclaredKind, FactSource, Instrument, Matter, Measure, "
        "Programme, Purpose, Reason, Series, Simulation.",
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_that_quarrel_neither_wins(workshop: Workshop, turned: bool) -> None:
    plugins = {
        "calm": workshop.sound(),
        "quiet": workshop.sound(),
        "other": workshop.plugin(instruments=[replace(INSTRUMENT, key="other")]),
    }
    catalogue, faults = sound_catalogue(packed(**dict(reversed(plugins.items()) if turned else plugins.items())))
    assert list(catalogue.all(Plugin)) == ["other"]
    assert catalogue.all(Programme) == {}
    assert any("calm" in fault and "quiet" in fault for fault in faults)


def test_who_borrows_from_another_stays_when_a_third_is_ill(workshop: Workshop) -> None:
    lender = workshop.plugin(instruments=[INSTRUMENT])
    borrower = workshop.plugin(programmes=[programme(workshop.package)])
    ill = workshop.plugin(pages=["not one"])
    catalogue, faults = sound_catalogue(packed(lender=lender, borrower=borrower, ill=ill))
    assert list(catalogue.all(Plugin)) == ["borrower", "lender"]
    (fault,) = faults
    assert fault.startswith("The part ill (")
    assert fault.endswith(") has a str among its pages; it must be a Page.")


def test_two_that_are_ill_at_once_are_both_said(workshop: Workshop) -> None:
    catalogue, faults = sound_catalogue(
        packed(calm=workshop.sound(), ill=workshop.plugin(pages=["no"]), worse=workshop.plugin(measures=[7]))
    )
    assert list(catalogue.all(Plugin)) == ["calm"]
    assert [fault.split()[2] for fault in faults] == ["worse", "ill"]
    assert "declares a int; it must be" in faults[0]
    assert "has a str among its pages" in faults[1]


def test_who_cannot_be_imported_does_not_hide_the_fault_of_another(workshop: Workshop) -> None:
    gone = (lambda: __import__("no_such_module_at_all"), "varde-gone", "1.0")
    ill = packed(ill=workshop.plugin(pages=["no"]))
    catalogue, faults = sound_catalogue({**packed(calm=workshop.sound()), **ill, "gone": gone})
    assert list(catalogue.all(Plugin)) == ["calm"]
    assert [fault.split()[2] for fault in faults] == ["gone", "ill"]
