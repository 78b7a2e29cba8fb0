"""The bill of materials has every package of the locks that run in production, with its digests, and is made from them alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = """# by uv
flask==3.1.0 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via varde
Psycopg[binary]==3.2.1 ; sys_platform != "win32" \\
    --hash=sha256:{a}
"""


def made_of(*locks: Path) -> dict[str, object]:
    script = [sys.executable, "-I", str(ROOT / "requirements" / "sbom.py"), *map(str, locks)]
    ran = subprocess.run(script, capture_output=True, text=True, check=True)
    made: dict[str, object] = json.loads(ran.stdout)
    return made


def test_each_package_is_there_with_its_version_and_digests(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK.format(a="a" * 64, b="b" * 64))
    made = made_of(lock)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    digests = {"a" * 64, "b" * 64}
    assert isinstance(made["components"], list)
    flask, psycopg = made["components"]
    assert (flask["purl"], {each["value"] for each in flask["properties"]}) == ("pkg:pypi/flask@3.1.0", digests)
    assert psycopg["purl"] == "pkg:pypi/psycopg@3.2.1"


def test_nothing_of_the_locks_is_left_out() -> None:
    locks = [ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "pdf", "s3")]
    lines = [line for lock in locks for line in lock.read_text().splitlines() if line[:1].isalnum()]
    pinned = {line.split("==")[0].split("[")[0].lower() for line in lines}
    components = made_of()["components"]
    assert isinstance(components, list)
    assert {each["name"] for each in components} == pinned
