"""What a clinical owner decides about proposed rules: only those, with a name and a day, and it is what is counted with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.instruments.authoring import bands, choice_items, choices, total_of
from varde.instruments.decisions import Decided, Decision, decide, read_decisions, with_decisions
from varde.instruments.rules import score
from varde.instruments.values import Flag, Instrument, Licence, Limit, Outcome, ReliableChange, Responder, Scale
from varde.kernel.catalogue import Catalogue
from varde.kernel.errors import StartRefused
from varde.kernel.settings import rules_file
from varde.kernel.words import Text
from varde.standing.change import change
from varde.testing.house import all_samples, settings_for

ITEMS = choice_items(
    choices(0, *[(word, word, word) for word in ("ingen", "lite", "noe", "mye")]),
    {f"q{n}": (f"Spørsmål {n}", f"Spørsmål {n}", f"Item {n}") for n in range(1, 6)},
)
TRIAL = Instrument(
    key="trial",
    title=Text("Prøve", "Prøve", "Trial"),
    licence=Licence("own", "Varde"),
    items=ITEMS,
    total=total_of(ITEMS, max_missing=0),
    total_range=(0, 15),
    whole=True,
    subscales=(Scale("first", ("q1", "q2"), "sum"),),
    bands=bands(("low", 0, 7, ("Lite", "Lite", "Low")), ("high", 8, 15, ("Mye", "Mykje", "High"))),
    flags=(Flag("caseness", Limit(">=", 8)), Flag("much_ge12", Limit(">=", 12))),
    responder=Responder("percent", 50),
    reliable_change=ReliableChange(3, "to be confirmed"),
    caseness=Limit(">=", 8),
    proposed=("items", "missing", "bands", "responder", "reliable_change", "caseness"),
)
KNOWN = {
    "trial": TRIAL,
    "own-rule": replace(TRIAL, key="own-rule", custom=lambda values, context: Outcome("scored", 1)),
}
SIGNED: dict[str, Any] = {"decided_by": "Kari Nordmann", "decided_on": date(2026, 3, 1)}


def read(**table: object) -> Instrument:
    decisions, faults = read_decisions({"trial": SIGNED | table}, KNOWN)
    assert faults == []
    return decide(TRIAL, decisions[0])


def faults_of(key: str = "trial", **table: object) -> list[str]:
    decisions, faults = read_decisions({key: table}, KNOWN)
    assert decisions == [] or not faults
    return faults


def write(folder: Path, text: str) -> Path:
    file = folder / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return file


# --- what is decided is what counts


def test_missing_answers_are_allowed_as_decided() -> None:
    answers = {"q1": 1, "q2": 2, "q3": 3}
    assert score(TRIAL, answers).total is None
    assert score(read(max_missing=2), answers).total == 10
    both = read(max_missing={"total": 3, "first": 1})
    assert (score(both, {"q1": 1, "q3": 1}).total, score(both, {"q1": 1, "q3": 1}).subscores) == (5, {"first": 2})


def test_a_change_is_reliable_as_decided() -> None:
    decided = read(reliable_change={"points": 4, "basis": "vedtak 12", "operator": ">"})
    assert change(TRIAL, 10, 6).reliable == "improved"
    assert (change(decided, 10, 6).reliable, change(decided, 10, 5).reliable) == ("unchanged", "improved")


def test_a_response_is_counted_as_decided() -> None:
    decided = read(responder={"measure": "points", "amount": 4})
    assert (change(TRIAL, 10, 6).responded, change(decided, 10, 6).responded) == (False, True)


def test_the_flag_of_caseness_follows_the_decided_limit_and_no_other_does() -> None:
    decided = read(caseness={"operator": ">", "value": 9})
    answers = {f"q{n}": 2 for n in range(1, 5)} | {"q5": 1}
    assert score(TRIAL, answers).flags == {"caseness": True, "much_ge12": False}
    assert score(decided, answers).flags == {"caseness": False, "much_ge12": False}


def test_a_flag_with_its_source_in_its_name_follows_the_decided_limit_too() -> None:
    """An instrument that proposes its caseness calls the flag by the service the limit is from."""
    doubt = all_samples().one(Instrument, "doubt")
    decisions, faults = read_decisions(
        {"doubt": SIGNED | {"caseness": {"operator": ">=", "value": 60}}}, {"doubt": doubt}
    )
    decided = decide(doubt, decisions[0])
    assert faults == []
    for instrument, limit in ((doubt, 45), (decided, 60)):
        assert instrument.caseness == Limit(">=", limit)
        assert [flag.limit for flag in instrument.flags] == [Limit(">=", limit)]
    answers = {item.key: 3 for item in doubt.items}
    total = score(doubt, answers).total
    assert total is not None
    assert 45 <= total < 60
    assert (*score(doubt, answers).flags.values(), *score(decided, answers).flags.values()) == (True, False)


def test_bands_keep_their_words() -> None:
    decided = read(bands=[{"key": "low", "low": 0, "high": 4}, {"key": "high", "low": 5, "high": 15}])
    assert [(b.key, b.label.nb, b.low, b.high) for b in decided.bands] == [
        ("low", "Lite", 0, 4),
        ("high", "Mye", 5, 15),
    ]
    assert score(decided, dict.fromkeys(("q1", "q2", "q3", "q4", "q5"), 1)).band == "high"


def test_what_is_decided_is_no_longer_proposed_and_the_rest_still_is() -> None:
    decided = read(max_missing=1, confirmed=["items"])
    assert decided.proposed == ("bands", "responder", "reliable_change", "caseness")
    assert (decided.version, decided.items) == (TRIAL.version, TRIAL.items)


def test_a_rule_may_be_signed_by_another() -> None:
    own = {"points": 4, "basis": "x", "decided_by": "Ola Lund", "decided_on": date(2026, 5, 2)}
    decisions, faults = read_decisions({"trial": SIGNED | {"reliable_change": own, "confirmed": ["bands"]}}, KNOWN)
    assert faults == []
    assert decisions[0].of("reliable_change") == Decided("reliable_change", "Ola Lund", date(2026, 5, 2))
    assert decisions[0].of("bands") == Decided("bands", "Kari Nordmann", date(2026, 3, 1), confirmed=True)
    assert decisions[0].of("missing") is None


@given(st.sets(st.sampled_from(TRIAL.proposed), min_size=1))
def test_confirming_changes_nothing_that_is_counted(rules: set[str]) -> None:
    signed = tuple(Decided(rule, "Kari", date(2026, 3, 1), confirmed=True) for rule in rules)
    decided = decide(TRIAL, Decision("trial", signed))
    assert set(decided.proposed) == set(TRIAL.proposed) - rules
    assert replace(decided, proposed=TRIAL.proposed).__dict__ == TRIAL.__dict__


# --- what is refused, one sentence each


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"codes": 1}, "trial: codes is not known here"),
        ({"max_mising": 1}, "(did you mean max_missing?)"),
        ({"confirmed": ["flags"]}, "flags is not a rule that trial proposes"),
        ({"confirmed": "items"}, "confirmed must be a list of names"),
        ({"max_missing": -1}, "max_missing is -1 and must be a whole number"),
        ({"max_missing": True}, "max_missing is True and must be a whole number"),
        ({"max_missing": {"last": 1}}, "trial.max_missing: last is not known here"),
        ({"max_missing": 1, "confirmed": ["missing"]}, "missing is both set and confirmed"),
        (
            {"reliable_change": {"points": "4", "basis": "x"}},
            "trial.reliable_change: points is '4' and must be a number",
        ),
        ({"reliable_change": {"points": 4}}, "trial.reliable_change: basis is not given and must be text"),
        ({"reliable_change": 4}, "reliable_change must be a table, such as [trial.reliable_change]"),
        ({"responder": {"measure": "percents", "amount": 30}}, "one of points, percent (did you mean percent?)"),
        ({"responder": {"measure": "percent", "amount": 130}}, "amount is 130 and must be at most 100 percent"),
        (
            {"responder": {"measure": "points", "amount": 3, "operator": "<"}},
            "operator is '<' and must be one of >=, >",
        ),
        ({"caseness": {"operator": "=>", "value": 8}}, "operator is '=>' and must be one of"),
        ({"caseness": {"operator": ">="}}, "value is not given and must be a number"),
        ({"bands": {"key": "low"}}, "bands must be a list of tables"),
        (
            {"bands": [{"key": "lo", "low": 0, "high": 15}]},
            "key is 'lo' and must be one of low, high (did you mean low?)",
        ),
        ({"bands": [{"key": "low", "low": 0, "high": 7, "open_low": 1}]}, "open_low is 1 and must be true or false"),
        ({}, "nothing is decided"),
    ],
)
def test_one_sentence_for_what_is_wrong(table: dict[str, Any], said: str) -> None:
    faults = faults_of(**(SIGNED | table))
    assert len(faults) == 1
    assert said in faults[0]
    assert faults[0].startswith("trial")
    assert faults[0].endswith(".")


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        ({}, "decided_by must say who decided missing"),
        ({"decided_by": " ", "decided_on": date(2026, 3, 1)}, "decided_by must say who decided missing"),
        ({"decided_by": "Kari"}, "decided_on must be the day missing was decided"),
        ({"decided_by": "Kari", "decided_on": "2026-03-01"}, "without quotation marks"),
    ],
)
def test_nobody_decides_without_a_name_and_a_day(signed: dict[str, Any], said: str) -> None:
    assert [said in fault for fault in faults_of(max_missing=1, **signed)] == [True]


def test_an_unknown_instrument() -> None:
    assert read_decisions({"tria": {}}, KNOWN) == ([], ["there is no instrument tria (did you mean trial?)."])
    assert read_decisions({"trial": 3}, KNOWN) == ([], ["trial must be a table, such as [trial]."])


def test_what_a_rule_of_its_own_counts_can_be_confirmed_but_not_set() -> None:
    assert "it can be confirmed" in faults_of("own-rule", max_missing=1, **SIGNED)[0]
    assert read_decisions({"own-rule": SIGNED | {"confirmed": ["missing"]}}, KNOWN)[1] == []


def test_bands_must_cover_the_range(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        '[trial]\ndecided_by = "Kari"\ndecided_on = 2026-03-01\n'
        '[[trial.bands]]\nkey = "low"\nlow = 0\nhigh = 6\n[[trial.bands]]\nkey = "high"\nlow = 8\nhigh = 14\n',
    )
    with pytest.raises(StartRefused) as refused:
        with_decisions(Catalogue().with_values(Instrument, [TRIAL]), file)
    assert refused.value.faults == (
        "rules.toml: trial: no band holds the highest total 15",
        "rules.toml: trial: bands low and high do not meet: 6 and 8",
    )


# --- where it is read


def test_the_catalogue_holds_the_decided_instrument_and_who_decided(tmp_path: Path) -> None:
    file = write(tmp_path, '[trial]\ndecided_by = "Kari"\ndecided_on = 2026-03-01\nmax_missing = 2\n')
    catalogue = with_decisions(Catalogue().with_values(Instrument, [TRIAL]), file)
    decided = catalogue.one(Instrument, "trial")
    assert decided.total is not None
    assert decided.total.max_missing == 2
    assert catalogue.one(Decision, "trial").of("missing") == Decided("missing", "Kari", date(2026, 3, 1))


def test_without_a_file_nothing_is_decided() -> None:
    catalogue = Catalogue().with_values(Instrument, [TRIAL])
    assert with_decisions(catalogue, None) is catalogue


def test_a_file_that_is_not_toml(tmp_path: Path) -> None:
    with pytest.raises(StartRefused, match="is not TOML"):
        with_decisions(Catalogue(), write(tmp_path, "[trial\n"))


HUGE = "9" * 401


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"[trial.caseness]\noperator = '>='\nvalue = {HUGE}\n", f"value is {HUGE[:57]}... and must be a number"),
        (
            f"[trial.responder]\nmeasure = 'points'\namount = {HUGE}\n",
            f"amount is {HUGE[:57]}... and must be a number above 0",
        ),
        (
            f"[trial]\nmax_missing = {HUGE}\n",
            f"max_missing is {HUGE[:57]}... and must be a whole number from 0 to 1000",
        ),
        (f"[trial]\nmax_missing = {HUGE * 20}\n", "in which a number has too many digits to be read"),
        ("[trial]\nmax_missing = " + "[" * 20_000 + "]" * 20_000, "which is nested too deep to be read"),
    ],
    ids=["value", "amount", "missing", "digits", "deep"],
)
def test_numbers_and_levels_beyond_all_measure_are_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    signed = text.replace("[trial]\n", "[trial]\ndecided_by = 'Kari'\ndecided_on = 2026-03-01\n")
    signed = signed.replace("]\noperator", "]\ndecided_by = 'Kari'\ndecided_on = 2026-03-01\noperator")
    signed = signed.replace("]\nmeasure", "]\ndecided_by = 'Kari'\ndecided_on = 2026-03-01\nmeasure")
    with pytest.raises(StartRefused) as refused:
        with_decisions(Catalogue().with_values(Instrument, [TRIAL]), write(tmp_path, signed))
    assert len(refused.value.faults) == 1
    assert said in refused.value.faults[0]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    found = rules_file({"VARDE_RULES": str(tmp_path / "none.toml")})
    assert found == settings_for("sqlite:////tmp/x.sqlite", VARDE_RULES=str(found)).rules
    with pytest.raises(StartRefused, match="cannot be read: No such file"):
        with_decisions(Catalogue(), found)
    assert rules_file({}) is None


def test_the_command_that_scores_honours_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from varde import cli

    file = write(tmp_path, '[csq-8]\ndecided_by = "Kari"\ndecided_on = 2026-03-01\nmax_missing = 4\n')
    answers = json.dumps(dict.fromkeys(("q1", "q2", "q3", "q4"), 3))
    totals = []
    for path in ("", str(file)):
        monkeypatch.setenv("VARDE_RULES", path)
        cli.catalogue.cache_clear()
        answer = CliRunner().invoke(cli.varde, ["score", "csq-8"], input=answers)
        totals.append(json.loads(answer.stdout)["status"])
    cli.catalogue.cache_clear()
    assert totals == ["not_scored", "scored"]
