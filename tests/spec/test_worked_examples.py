"""Every worked example in facts/vectors.json, scored by the code that scores patients."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from varde.instruments.rules import score
from varde.instruments.values import Instrument

EXAMPLES = json.loads((Path(__file__).parents[2] / "facts" / "vectors.json").read_text(encoding="utf-8"))["instruments"]


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e['id']} {e['description']}" for e in EXAMPLES])
def test_scores_as_the_independent_implementation_did(
    example: dict[str, Any], instruments: dict[str, Instrument]
) -> None:
    found = score(instruments[example["instrument"]], example["responses"], example["context"]).as_json()
    assert found == {"instrument": example["instrument"], **example["expected"]}


def test_every_instrument_with_items_has_examples(instruments: dict[str, Instrument]) -> None:
    with_items = {key for key, instrument in instruments.items() if instrument.kind == "full"}
    assert with_items == {example["instrument"] for example in EXAMPLES}
