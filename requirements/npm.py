"""Pin the programs from npm that the verification tests run: every package of the tree with its digest, and no address.

``package-lock.json`` stands beside each ``package.json``; ``npm ci`` asks whichever registry it is set up with for the names
and versions that stand there, and refuses what has another digest. Run by ``make lock``; needs npm and a registry.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NPM = ("npm", "install", "--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved")


def pin(folder: Path) -> None:
    """Write the lock of one folder anew, keeping the versions that it has and ``package.json`` still takes."""
    subprocess.run([*NPM, "--no-audit", "--no-fund"], cwd=folder, check=True)
    lock = folder / "package-lock.json"
    content = json.loads(lock.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)  # the addresses of those who made it
    lock.write_text(json.dumps(content, indent=2) + "\n")


def main() -> None:
    """Pin every folder that has a ``package.json``."""
    for package in sorted(ROOT.glob("tests/verification/*/package.json")):
        pin(package.parent)


if __name__ == "__main__":
    main()
