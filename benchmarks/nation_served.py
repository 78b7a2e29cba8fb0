"""The rest of what benefits cost: the report as a PDF, the memory of a web process that shows them, and the demo on SQLite."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient

from benchmarks.clinic import Visitor
from benchmarks.load import Connection
from benchmarks.outcome import Outcome, Sizes
from benchmarks.programs import varde_serving, workers_of
from benchmarks.simulation import TIMES, UNTIL, invented
from varde.benefits.counting.roller import roll_all
from varde.kernel.clock import MovedClock
from varde.testing.house import House, environment
from varde.testing.moulds import IdentityNumbers

PDF_SECONDS, SQLITE_MS, MOST_MB = 2.0, 100.0, 150.0
VISITS = 10


def on_paper(browser: FlaskClient, addresses: Mapping[str, str], slower: float, sizes: Sizes) -> Outcome:
    """The report of each of these, by name, as a PDF; and as JSON, which is the same before it is typeset."""
    seconds = {name: took_by(browser, f"{address}/rapport.pdf", sizes) for name, address in addresses.items()}
    plain = max(took_by(browser, f"{address}/rapport.json", sizes) for address in addresses.values())
    slowest = max(seconds.values())
    late = sizes.timed and slowest / slower > PDF_SECONDS
    return Outcome(
        "nation: report as PDF",
        ", ".join(f"{name} {took:.2f} s of processor" for name, took in seconds.items()),
        f"as JSON, {plain:.2f} s",
        slowest / plain,
        f"{PDF_SECONDS:.0f} s",
        (f"{slowest:.1f} s of processor; the limit is {PDF_SECONDS * slower:.1f}.",) if late else (),
        {"seconds": seconds, "json_s": plain},
    )


def memory_of_web(url: str, visitor: Visitor, addresses: Mapping[str, str], sizes: Sizes) -> Outcome:
    """What a process of ``varde serve`` holds before any page, and after these. ``Rss`` counts all that it shares with the
    others; ``Pss`` its part of that."""
    with (
        tempfile.TemporaryDirectory(prefix="varde-bench-") as folder,
        varde_serving(environment(url), Path(folder), sizes.workers) as varde,
    ):
        before = [_megabytes(pid) for pid in workers_of(varde)]
        for _ in range(VISITS * sizes.workers):
            connection = Connection(varde.port)
            for address in addresses.values():
                for shown in (address, f"{address}/sted", f"{address}/rapport"):
                    connection.get(shown, visitor.cookie)
            connection.close()
        after = [_megabytes(pid) for pid in workers_of(varde)]
    bare, full, own = (
        max(each[name] for each in measured) for measured, name in ((before, "Rss"), (after, "Rss"), (after, "Pss"))
    )
    return Outcome(
        "nation: memory of a process of the web",
        f"{full:.0f} MB, and {own:.0f} with only its part of what {sizes.workers} processes share",
        f"before any page, {bare:.0f} MB",
        full / bare,
        f"{MOST_MB:.0f} MB",
        (f"{full:.0f} MB; the limit is {MOST_MB:.0f}.",) if sizes.timed and full > MOST_MB else (),
        {"before": before, "after": after},
    )


def demo_on_sqlite(nation_ms: float, slower: float, sizes: Sizes) -> Outcome:
    """The page of each programme with the demo's people, SQLite and web in one process, beside that of the nation."""
    with invented(sizes.simulated * TIMES, sizes.programmes) as cohort:
        roll_all(cohort.platform)
        where = cohort.sites[0].organisation
        house = House(cohort.platform, MovedClock(UNTIL), where, where, where, where, IdentityNumbers())
        people = [("manager", site.organisation) for site in cohort.sites]
        browser = house.browser(house.person("Nina", "Falk", *people), staff=True)
        addresses = {s.programme.key: f"/gevinster/{s.organisation.key}/{s.programme.key}" for s in cohort.sites}
        millis = {name: 1000 * took_by(browser, address, sizes) for name, address in addresses.items()}
    slowest = max(millis.values())
    late = sizes.timed and slowest / slower > SQLITE_MS
    return Outcome(
        "nation: the page of the demo on SQLite",
        ", ".join(f"{name} {took:.1f} ms" for name, took in millis.items()) + f", {cohort.took.patients} people",
        f"the nation on PostgreSQL, {nation_ms:.1f} ms",
        slowest / nation_ms,
        f"{SQLITE_MS:.0f} ms",
        (f"{slowest:.0f} ms; the limit is {SQLITE_MS * slower:.0f}.",) if late else (),
        {"ms": millis},
    )


def took_by(browser: FlaskClient, address: str, sizes: Sizes) -> float:
    """Seconds of processor, the median of some visits after the first two."""
    took = []
    for turn in range(2 + min(sizes.shown, VISITS)):
        begun = time.process_time()
        answer = browser.get(address)
        if turn > 1:
            took.append(time.process_time() - begun)
        assert answer.status_code == 200, (address, answer.status_code)
    return median(took)


def _megabytes(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(rest.split()[0]) / 1024 for name, _, rest in (line.partition(":") for line in lines)}
