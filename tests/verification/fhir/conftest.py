"""A FHIR validator from npm, installed outside the repository and run once for many resources."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ..npm_packages import installed

HERE = Path(__file__).parent

Validate = Callable[[Sequence[dict[str, Any]]], list[list[str]]]


@pytest.fixture(scope="session")
def validator_folder() -> Path:
    """A folder with the validator and our script, kept between runs in ``VARDE_NODE_CACHE`` or the temp folder."""
    return installed(HERE, "fhir", "validate.mjs", "the FHIR validator")


@pytest.fixture(scope="session")
def validate(validator_folder: Path) -> Validate:
    """What is wrong with each of these resources; nothing for one that is good."""

    def run(resources: Sequence[dict[str, Any]]) -> list[list[str]]:
        done = subprocess.run(
            ["node", "validate.mjs"],
            cwd=validator_folder,
            input=json.dumps(list(resources)).encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        found: list[list[str]] = json.loads(done.stdout)
        assert len(found) == len(resources)
        return found

    return run
