"""What it costs to take in files of nearly ten megabytes: how much a process grows with ten at once, and how long one takes."""

from __future__ import annotations

import json
import subprocess
import sys

from benchmarks.outcome import Outcome, Sizes, at_most

AT_ONCE = 10
MOST_MEGABYTES = {"picture": 250.0, "document": 60.0}
TAKEN_IN = """
import io, json, os, sys, tempfile, threading, time
from pathlib import Path
from PIL import Image
from varde.files.service import Incoming, prepare
from varde.files.spool import Spool
from varde.testing.house import settings_for

medium, tiny = sys.argv[1], sys.argv[2] == "tiny"
points = (400, 300) if tiny else (4032, 3024)
picture = io.BytesIO()
Image.effect_noise(points, 90).convert("RGB").save(picture, "JPEG", quality=88)
content = {"picture": picture.getvalue(), "document": b"%PDF-1.7" + os.urandom(1000 if tiny else 9_900_000)}[medium]
del picture
# What making the picture took is forgotten: from here on the most that the process has held at once (see proc(5)).
status = lambda name: next(int(line.split()[1]) / 1000 for line in open("/proc/self/status") if line.startswith(name))
Path("/proc/self/clear_refs").write_text("5")
before = status("VmRSS")
with tempfile.TemporaryDirectory() as folder:
    settings = settings_for("sqlite:////x.sqlite", VARDE_FILES=folder)

    def take_in():
        spool = Spool()
        for at in range(0, len(content), 65_536):
            spool.write(content[at : at + 65_536])
        with spool:
            prepare(settings, os.urandom(16).hex(), Incoming(spool, spool.size, "x"), (medium,))

    began = time.process_time()
    take_in()
    one, seconds = status("VmHWM"), time.process_time() - began
    threads = [threading.Thread(target=take_in) for _ in range(int(sys.argv[3]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = sum(len(files) for _, _, files in os.walk(folder))
    assert kept == 1 + len(threads)
    print(json.dumps({"size": len(content), "one": one - before, "all": status("VmHWM") - before, "seconds": seconds}))
"""


def run(sizes: Sizes) -> list[Outcome]:
    """One, and then ten at once, in a process of their own."""
    return [_outcome(medium, sizes) for medium in MOST_MEGABYTES]


def _outcome(medium: str, sizes: Sizes) -> Outcome:
    words = [sys.executable, "-c", TAKEN_IN, medium, "full" if sizes.timed else "tiny", str(AT_ONCE)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout)
    most = MOST_MEGABYTES[medium]
    return Outcome(
        name=f"uploads: {AT_ONCE} at once, {medium} of {figures['size'] / 1e6:.1f} MB",
        figure=f"{figures['all']:.0f} MB more, {figures['seconds']:.2f} s of processor each",
        compared_with=f"one: {figures['one']:.0f} MB more",
        ratio=max(figures["all"], 1.0) / max(figures["one"], 1.0),
        limit=f"{most:.0f} MB",
        faults=at_most(f"{AT_ONCE} of {medium} at once", figures["all"], most, "MB") if sizes.timed else (),
        details=figures,
    )
