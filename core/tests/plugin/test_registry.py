"""The start is refused for every fault of every plugin, in a sentence that names the plugin and the place."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from varde.benefits.values import Measure
from varde.content.texts import StepText
from varde.instruments.library import INSTRUMENTS
from varde.instruments.values import Instrument, Licence
from varde.kernel.errors import StartRefused
from varde.kernel.part import Command, MenuEntry
from varde.kernel.words import Text
from varde.parts import build_catalogue
from varde.plugin import Part, hookimpl, registry
from varde.plugin.registry import Plugin
from varde.plugin.simulation import Clinic, Simulation
from varde.programmes.release import at_start, completed
from varde.programmes.values import Occasion, Programme
from varde.rules.language import Criterion, Eligibility, when

from .conftest import ELIGIBILITY, INSTRUMENT, MEASURE, PAGE, Workshop, build, faults_of, module, programme, same


def test_a_sound_plugin_is_let_in(workshop: Workshop) -> None:
    catalogue = build(calm=workshop.sound())
    assert list(catalogue.all(Programme)) == ["calm"]
    assert list(catalogue.all(Measure)) == ["calm"]
    assert catalogue.one(Instrument, "calm-2") is INSTRUMENT
    assert set(catalogue.all(Instrument)) == {"calm-2", *(generic.key for generic in INSTRUMENTS)}
    assert catalogue.one(StepText, "calm/m2/read/nn").html == "<p>Tekst.</p>\n"
    found = catalogue.one(Plugin, "calm")
    assert (found.distribution, found.version) == ("varde-calm", "1.0")
    assert (found.programmes, found.instruments, found.measures) == (("calm",), ("calm-2",), ("calm",))
    assert found.pages == (PAGE,)


def test_no_plugin_at_all_is_fine() -> None:
    assert build_catalogue({}).all(Programme) == {}


def test_order_decides_nothing(workshop: Workshop) -> None:
    first, second = workshop.sound(), workshop.plugin(instruments=[replace(INSTRUMENT, key="other")])
    one, other = build(a=first, b=second), build(b=second, a=first)
    assert list(one.all(Instrument)) == list(other.all(Instrument))
    assert list(one.all(Plugin)) == list(other.all(Plugin))


# --- two plugins


def test_a_programme_key_that_two_plugins_use_names_both(workshop: Workshop) -> None:
    (fault,) = faults_of(calm=workshop.sound(), quiet=workshop.plugin(programmes=[programme(workshop.package)]))
    assert fault.startswith("The programme calm is contributed twice: by ")
    assert "calm and by quiet" in fault or "quiet and by calm" in fault


def test_a_measure_key_that_two_plugins_use_names_both(workshop: Workshop) -> None:
    (fault,) = faults_of(calm=workshop.sound(), quiet=workshop.plugin(measures=[replace(MEASURE)]))
    assert "The measure calm is contributed twice" in fault
    assert "quiet" in fault


def test_the_people_of_a_programme_come_from_one_plugin_and_of_one_that_exists(workshop: Workshop) -> None:
    calm = Simulation("calm", Clinic("klinikken", "Klinikken"))
    catalogue = build(calm=workshop.sound(simulate=[calm]))
    assert catalogue.one(Simulation, "calm") is calm
    (twice,) = faults_of(calm=workshop.sound(simulate=[calm]), quiet=workshop.plugin(simulate=[replace(calm)]))
    assert "The simulation calm is contributed twice" in twice
    (unknown,) = faults_of(calm=workshop.sound(simulate=[replace(calm, programme="loud")]))
    assert unknown == "calm, simulation loud: there is no programme loud."


@pytest.mark.parametrize("again", [INSTRUMENT, replace(INSTRUMENT)], ids=["the very same", "written again"])
def test_the_same_instrument_from_two_plugins_is_one(workshop: Workshop, again: Instrument) -> None:
    catalogue = build(calm=workshop.sound(), quiet=workshop.plugin(instruments=[again, replace(INSTRUMENTS[0])]))
    assert catalogue.one(Instrument, "calm-2") is INSTRUMENT
    assert {plugin.key: plugin.instruments for plugin in catalogue.all(Plugin).values()} == {
        "calm": ("calm-2",),
        "quiet": (INSTRUMENTS[0].key, "calm-2"),
    }


def test_two_instruments_under_one_key_are_not(workshop: Workshop) -> None:
    another = replace(INSTRUMENT, licence=Licence("fee", "Somebody"), whole=False)
    (fault,) = faults_of(calm=workshop.sound(), quiet=workshop.plugin(instruments=[another]))
    assert fault == (
        "The instrument calm-2 is contributed twice: by calm and by quiet, with another licence and another whole."
    )


def test_nobody_replaces_an_instrument_of_the_library(workshop: Workshop) -> None:
    generic = INSTRUMENTS[0]
    (fault,) = faults_of(calm=workshop.plugin(instruments=[replace(generic, version="2 ")]))
    assert (
        fault == f"The instrument {generic.key} is contributed twice: by calm and by instruments, with another version."
    )


def test_two_distributions_with_one_plugin_key_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dist:
        version = "1"

        def __init__(self, name: str) -> None:
            self.name = name

    def points(group: str) -> list[EntryPoint]:
        assert group == "varde"
        made = [EntryPoint("calm", "made", "varde") for _ in range(2)]
        for point, name in zip(made, ("varde-calm", "calm-fork"), strict=True):
            vars(point).update(dist=Dist(name))
        return made

    monkeypatch.setattr(registry, "entry_points", points)
    with pytest.raises(StartRefused, match="The plugin calm is installed twice: by varde-calm and by calm-fork"):
        registry.installed()


# --- the module


def nothing() -> Any:
    """A function that answers with nothing; a new one each time, since hookimpl leaves its mark."""

    def answer() -> list[Any]:
        return []

    return answer


def test_a_plugin_that_cannot_be_imported(workshop: Workshop) -> None:
    (workshop.folder / "broken_plugin.py").write_text("import no_such_module_at_all\n")
    (fault,) = faults_of(broken=lambda: importlib.import_module("broken_plugin"), calm=workshop.sound())
    assert fault == (
        "The plugin broken (varde-broken) cannot be imported: ModuleNotFoundError: No module named 'no_such_module_at_all' "
        f"({workshop.folder / 'broken_plugin.py'}:1)"
    )


def test_every_plugin_that_cannot_be_imported_is_listed(workshop: Workshop) -> None:
    def fails() -> Any:
        raise RuntimeError("no")

    faults = faults_of(a=fails, b=fails, c=workshop.sound())
    assert [fault.split()[2] for fault in faults] == ["a", "b"]


@pytest.mark.parametrize("found", [None, 7, "text", object()])
def test_an_entry_point_that_leads_to_something_else(found: object) -> None:
    (fault,) = faults_of(calm=lambda: found)
    assert fault.startswith("The plugin calm (varde-calm) must be a module; its entry point leads to ")


@pytest.mark.parametrize("key", ["Calm", "ca lm", "calm.two", "2calm", "calm-two"])
def test_a_plugin_key_that_no_address_can_hold(workshop: Workshop, key: str) -> None:
    faults = faults_of(**{key: workshop.sound()})
    assert faults == (f"The plugin {key} (varde-{key}) must have a key of the form [a-z][a-z0-9_]*.",)


def test_a_misspelt_hook(workshop: Workshop) -> None:
    made = workshop.sound()
    made.varde_parts = hookimpl(nothing())  # type: ignore[attr-defined]
    made.varde_programmes = nothing()  # type: ignore[attr-defined]
    assert faults_of(calm=made) == (
        "The plugin calm answers varde_parts, which is not a hook. The hook: varde_part.",
        "The plugin calm answers varde_programmes, which is not a hook. The hook: varde_part.",
    )


def test_a_hook_that_nobody_would_ask() -> None:
    made = ModuleType("made")
    made.varde_part = nothing()  # type: ignore[attr-defined]
    assert faults_of(calm=made) == ("The plugin calm has varde_part without @hookimpl, so nobody would ask it.",)


def test_a_plugin_that_answers_nothing() -> None:
    assert faults_of(calm=ModuleType("made")) == ("The plugin calm does not answer varde_part, and so adds nothing.",)


def test_a_hook_that_asks_for_something() -> None:
    def varde_part(app: object) -> Part:
        return Part(key="calm")

    made = ModuleType("made")
    made.varde_part = hookimpl(varde_part)  # type: ignore[attr-defined]
    (fault,) = faults_of(calm=made)
    assert fault.startswith("The plugin calm answers a hook in a wrong way: ")
    assert "varde_part" in fault


def line_of(words: str) -> str:
    """Where these words first stand in this file, as faults say it."""
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    return f"{__file__}:{next(number for number, line in enumerate(lines, 1) if words in line)}"


def answering(answer: Any) -> ModuleType:
    """A plugin whose hook is this function."""
    made = ModuleType("made")
    answer.__name__ = "varde_part"
    made.varde_part = hookimpl(answer)  # type: ignore[attr-defined]
    return made


def test_a_plugin_that_raises_when_it_is_asked() -> None:
    def fails() -> Any:
        raise ZeroDivisionError("nothing to share")  # the plugin's own line

    (fault,) = faults_of(calm=answering(fails))
    line = line_of("# the plugin's own line")
    assert fault == f"The plugin calm fails in varde_part: ZeroDivisionError: nothing to share ({line})"


def test_an_answer_that_is_no_part() -> None:
    (fault,) = faults_of(calm=answering(lambda: ["not a part"]))
    assert fault.startswith(f"The plugin calm returns a list from varde_part ({__file__}:")
    assert fault.endswith("); it must be a Part.")


def test_a_part_under_another_key() -> None:
    (fault,) = faults_of(calm=answering(lambda: Part(key="quiet")))  # whose key
    assert fault == (
        f"The plugin calm hands over a part with the key quiet ({line_of('# whose key')}); it must be calm."
    )


LISTS = ["declares", "kinds", "permissions"]
"""What every start reads; the rest is read when a process runs."""


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_values_or_gives_them(workshop: Workshop, name: str) -> None:
    place = re.escape(str(Path(__file__).with_name("conftest.py")))
    (fault,) = faults_of(calm=workshop.plugin(**{name: None}))
    assert re.fullmatch(rf"The part calm \({place}:\d+\) fails in {name}: TypeError: .+ \(.+:\d+\)", fault)

    def fails() -> Any:
        raise ZeroDivisionError("nothing to share")  # in a list

    (fault,) = faults_of(calm=workshop.plugin(**{name: fails}))
    assert fault.endswith(f") fails in {name}: ZeroDivisionError: nothing to share ({line_of('# in a list')})")


@pytest.mark.parametrize("name", ["programmes", "instruments", "measures", "alerts"])
def test_only_what_some_part_knows_is_declared(workshop: Workshop, name: str) -> None:
    (fault,) = faults_of(calm=workshop.plugin(**{name: ["not a value"]}))
    assert fault.startswith("The part calm (")
    assert fault.endswith(
        ") declares a str; it must be "
        "one of Alert, BenefitProposal, Channel, Column, DeclaredKind, FactSource, Instrument, Matter, Measure, "
        "Programme, Purpose, Reason, Series, Simulation."
    )


@pytest.mark.parametrize("name", ["menu", "blueprints", "install", "commands"])
def test_what_only_faces_hand_in_is_refused(workshop: Workshop, name: str) -> None:
    entry = MenuEntry("x", same("X"), "patient", "patient.home", 9)
    values = {
        "menu": (entry,),
        "blueprints": lambda _platform: (),
        "install": lambda _app, _platform: None,
        "commands": (Command("calm", "calm:calm", "Calm."),),
    }
    (fault,) = faults_of(calm=workshop.plugin(**{name: values[name]}))
    assert fault.startswith("The part calm (")
    assert f") hands in {name}" in fault


def test_two_parts_with_one_key_are_both_named(workshop: Workshop) -> None:
    (fault,) = faults_of(alerts=workshop.plugin())
    assert re.fullmatch(r"Two parts have the key alerts: .+/\w+\.py:\d+ and .+/\w+\.py:\d+\.", fault)
    assert "/alerts/part.py:" in fault
    assert "/plugin/conftest.py:" in fault


# --- what it says


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        (
            {"eligibility": Eligibility((), (Criterion("weight", when("weight", ">=", 18), same("Nei.")),))},
            "calm, programme calm: eligibility: require weight: ",
        ),
        (
            {"modules": (module(1, at_start()), module(2, completed("m9")))},
            "calm, programme calm: module m2: release: ",
        ),
        (
            {"modules": (module(1, completed("m2")), module(2, completed("m1")))},
            "calm, programme calm: modules wait for each other",
        ),
        ({"title": Text("Ro", "")}, "calm, programme calm: title: has no text in nn"),
        ({"title": Text(" ", "Ro")}, "calm, programme calm: title: has no text in nb"),
        (
            {"occasions": (Occasion("start", same("S"), ("no-such",), 5),)},
            "calm, programme calm: occasion start: there is no instrument",
        ),
        ({"package": "no_such_package"}, "calm, programme calm: package: there is no package 'no_such_package'"),
    ],
)
def test_a_fault_in_a_programme_names_plugin_and_place(workshop: Workshop, changes: dict[str, Any], place: str) -> None:
    faults = faults_of(calm=workshop.sound(programmes=[programme(workshop.package, **changes)]))
    assert any(fault.startswith(place) for fault in faults), faults


def test_a_fact_that_is_not_declared_is_named(workshop: Workshop) -> None:
    undeclared = replace(
        ELIGIBILITY, review=(Criterion("smoker", when("smoker", "==", "yes"), same("Snakk med oss.")),)
    )
    faults = faults_of(calm=workshop.sound(programmes=[programme(workshop.package, eligibility=undeclared)]))
    assert any(
        "smoker" in fault and fault.startswith("calm, programme calm: eligibility: review") for fault in faults
    ), faults


def test_a_step_without_its_text_in_nynorsk(workshop: Workshop) -> None:
    (workshop.folder / "made_package/content/nn/m2/read.md").unlink()
    (fault,) = faults_of(calm=workshop.sound())
    assert fault == "calm, programme calm: content/nn/m2/read.md: the file is missing"


@pytest.mark.parametrize(
    "text", ["Tekst uten innledning.\n", "---\nlede: ''\n---\nTekst.\n", "---\nlede: [\n---\nT.\n"]
)
def test_a_step_without_its_opening_words(workshop: Workshop, text: str) -> None:
    (workshop.folder / "made_package/content/nb/m1/read.md").write_text(text)
    (fault,) = faults_of(calm=workshop.sound())
    assert "made_package: content/nb/m1/read.md cannot be read" in fault


def test_a_step_that_is_not_utf8(workshop: Workshop) -> None:
    (workshop.folder / "made_package/content/nb/m1/read.md").write_bytes("---\nlede: Før\n---\nå\n".encode("latin-1"))
    (fault,) = faults_of(calm=workshop.sound())
    assert "content/nb/m1/read.md" in fault


def test_a_fault_in_an_instrument_names_plugin_and_place(workshop: Workshop) -> None:
    faults = faults_of(calm=workshop.sound(instruments=[replace(INSTRUMENT, total_range=(0, 5), bands=())]))
    assert faults == (
        "calm, measure calm: goes from 0 to 4, and calm-2 from 0 to 5.",
        "calm, instrument calm-2: the items give totals from 0 to 4, not 0 to 5",
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"programme": "quiet"}, "calm, measure calm: there is no programme quiet."),
        ({"instrument": "no-such"}, "calm, measure calm: there is no instrument no-such."),
        ({"follow_up": ()}, "calm, measure calm: follow_up must name at least one occasion."),
        ({"low": 9}, "calm, measure calm: low (9) must be below high (4)."),
    ],
)
def test_a_fault_in_a_measure(workshop: Workshop, changes: dict[str, Any], fault: str) -> None:
    assert fault in faults_of(calm=workshop.sound(measures=[replace(MEASURE, **changes)]))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": Text("Om", "")}, "calm, page about: the title lacks nn."),
        ({"path": "../admin"}, "calm, page ../admin: the path must have the form "),
        ({"path": "a_b"}, "calm, page a_b: the path must have the form "),
        ({"audience": "everybody"}, "calm, page about: the audience is everybody and must be one of "),
    ],
)
def test_a_fault_in_a_page(workshop: Workshop, changes: dict[str, Any], fault: str) -> None:
    (found,) = faults_of(calm=workshop.sound(pages=[replace(PAGE, **changes)]))
    assert found.startswith(fault)


def test_two_pages_at_one_address(workshop: Workshop) -> None:
    assert faults_of(calm=workshop.sound(pages=[PAGE, PAGE])) == ("calm, page about: there are two of it.",)


def test_the_faults_of_all_plugins_come_at_once(workshop: Workshop) -> None:
    spoilt = [programme(workshop.package, title=Text("Ro", ""))]
    quiet = [replace(programme(workshop.package, title=Text("Ro", "")), key="quiet")]
    faults = faults_of(calm=workshop.sound(programmes=spoilt), quiet=workshop.plugin(programmes=quiet))
    assert {
        "calm, programme calm: title: has no text in nn",
        "quiet, programme quiet: title: has no text in nn",
    } <= set(faults)
