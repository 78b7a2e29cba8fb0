"""What Varde is made of, as CycloneDX 1.5 (JSON): every package of a lock with its version and digests. Needs nothing but the lock.

python requirements/sbom.py [LOCK ...] > sbom.json
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

LOCKS = ("runtime", "pdf", "s3")
"""What runs in production; the others test and check it."""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)")
_DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(text: str) -> Iterator[dict[str, Any]]:
    """A component for each package of a lock."""
    for block in re.split(r"\n(?=\S)", text):
        if pinned := _PINNED.match(block):
            name, version = pinned.group(1).lower(), pinned.group(2)
            yield {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "properties": [{"name": "varde:sha256", "value": each} for each in _DIGEST.findall(block)],
            }


def document(locks: Sequence[Path]) -> dict[str, Any]:
    """The bill of materials of these locks together, the same whenever it is made."""
    parts = {part["bom-ref"]: part for lock in locks for part in components(lock.read_text(encoding="utf-8"))}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "varde"}},
        "components": [parts[ref] for ref in sorted(parts)],
    }


if __name__ == "__main__":
    here = Path(__file__).parent
    locks = [Path(each) for each in sys.argv[1:]] or [here / f"{name}.txt" for name in LOCKS]
    json.dump(document(locks), sys.stdout, indent=1)
    sys.stdout.write("\n")
