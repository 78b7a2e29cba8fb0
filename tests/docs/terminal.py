"""A terminal for documents: runs their commands in a folder and an environment of their own."""

from __future__ import annotations

import os
import re
import shlex
import signal
import site
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from varde.testing.forked import program_of
from varde.testing.servers import free_port

START_SECONDS = 180
COMMAND_SECONDS = 120
SERVES_FOREVER = re.compile(r"^varde (serve|worker|clock|demo)\b")
SHOWN_PORT = 8000
SERVING = "varde-itself"
"""The program, not forked from one that has read it already: what serves is asked to stop by signals."""
PYTEST, TESTING = re.compile(r"^python -m pytest\b"), "pytest-forked"
"""The tests of a plugin, forked too: a dozen documents run them, and each would read all of Varde first."""


def make_environment(folder: Path) -> Path:
    """A Python environment that also sees everything installed here, so that nothing is fetched from a network. Returns its program
    ``varde``, which is forked."""
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    outer = next(path for path in site.getsitepackages() if path.startswith(sys.prefix))
    inner = next((folder / "lib").glob("python3*")) / "site-packages"
    (inner / "outer.pth").write_text(f"import site; site.addsitedir({outer!r})\n")
    write_program(folder / "bin" / "pip", f'#!/bin/sh\nexec "{folder}/bin/python" -m pip "$@"\n')
    write_program(folder / "bin" / SERVING, f"#!{folder}/bin/python\nfrom varde.cli import main\n\nmain()\n")
    write_program(folder / "bin" / TESTING, program_of(folder / "bin" / "python", inner, "pytest"))
    return write_program(folder / "bin" / "varde", program_of(folder / "bin" / "python", inner))


def write_program(place: Path, script: str) -> Path:
    place.write_text(script)
    place.chmod(0o755)
    return place


@dataclass
class Terminal:
    """``places`` maps folders that documents name, such as ``/srv/varde``, to where the test has them."""

    folder: Path
    environment: dict[str, str]
    places: Mapping[str, Path] = field(default_factory=dict)
    running: list[tuple[str, subprocess.Popen[str], Path]] = field(default_factory=list)
    forked: dict[Path, str] = field(default_factory=dict)
    """The programs ``varde`` of the environments that a document has made, as they were made."""

    def __post_init__(self) -> None:
        self.port = _two_free_ports()
        self._state = self.folder.parent / "state.sh"
        self._state.write_text(f"cd {shlex.quote(str(self.folder))}\n")

    def here(self, text: str) -> str:
        """A command or an output with the port and the folders that the document names put where the test has them."""
        text = re.sub(rf"\b{SHOWN_PORT}\b", str(self.port), text)
        for named, place in self.places.items():
            text = text.replace(named, str(place))
        return text

    def file(self, name: str, text: str) -> None:
        """Write a block that the document gives a file name."""
        path = self.where() / self.here(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.here(text), encoding="utf-8")

    def where(self) -> Path:
        """The folder that the last command left the terminal in."""
        said = subprocess.run(["bash", "-c", f". {self._state}; pwd"], capture_output=True, text=True, check=True)
        return Path(said.stdout.strip())

    def run(self, command: str) -> tuple[int, str]:
        """Run one command line; exports and ``cd`` last. Returns its exit status, and what it said on both streams."""
        made = re.match(r"python3 -m venv (\S+)$", command)
        if made:
            program = make_environment(Path(self.here(made[1])))
            self.forked[program] = program.read_text()
            return 0, ""
        if SERVES_FOREVER.match(command):
            return self._start(command)
        script = f". {self._state}\n{self.here(PYTEST.sub(TESTING, command))}\nstatus=$?\n"
        # The last line gives the next command its $?.
        script += f'{{ export -p; printf "cd %q\\n(exit %s)\\n" "$PWD" $status; }} > {self._state}\nexit $status'
        done = subprocess.run(
            ["bash", "-c", script],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        if command.startswith("varde "):
            self._fork_again()
        return done.returncode, done.stdout

    def _fork_again(self) -> None:
        """What pip has put in the place of a forked program has been run once, as it was installed. What serves is so each time."""
        for program, script in self.forked.items():
            if program.read_text() != script:
                write_program(program, script)

    def _start(self, command: str) -> tuple[int, str]:
        command = command.removesuffix(" &").rstrip()
        if re.match(r"varde (serve|demo)\b", command) and "--port" not in command:
            command += f" --port {SHOWN_PORT}"
        log = self.folder.parent / f"log-{len(self.running)}"
        with log.open("w") as output:
            process = subprocess.Popen(
                ["bash", "-c", f". {self._state}\nexec {self.here(command.replace('varde', SERVING, 1))}"],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self.running.append((command, process, log))
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready(command, log):
            assert process.poll() is None, f"{command} stopped with {process.returncode}:\n{log.read_text()}"
            assert time.monotonic() < deadline, f"{command} is not ready after {START_SECONDS} s:\n{log.read_text()}"
            time.sleep(0.1)
        return 0, log.read_text()

    def _is_ready(self, command: str, log: Path) -> bool:
        if re.match(r"varde (worker|clock)\b", command):
            return "is ready." in log.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self) -> list[str]:
        """Stop what still serves, as a service manager does. One sentence for each that did not end well."""
        faults = []
        for command, process, log in reversed(self.running):
            status = _asked_to_stop(process)
            if status != 0:
                faults.append(f"{command} ended with {status} when asked to stop:\n{log.read_text()[-2000:]}")
        self.running.clear()
        return faults


def _asked_to_stop(process: subprocess.Popen[str]) -> int:
    """Its exit status. A web server that is asked while one of its workers still starts misses it, and is asked again."""
    for _ in range(4):
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()
    return -9


@contextmanager
def terminal(folder: Path, variables: Mapping[str, str]) -> Iterator[Terminal]:
    """A terminal in ``folder/home``, with an environment in ``folder/python``."""
    home, python = folder / "home", folder / "python"
    home.mkdir()
    make_environment(python)
    # A checkout that is tested without being installed is found by PYTHONPATH, and its documents are about that one.
    # What Python has compiled for this run need not be compiled for every document.
    names = ("LANG", "LC_ALL", "PYTHONPATH", "PYTHONPYCACHEPREFIX")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    environment = {
        **kept,
        "PATH": f"{python / 'bin'}:{os.environ['PATH']}",
        "HOME": str(home),
        "NO_COLOR": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INDEX": "1",
        **variables,
    }
    places = {"/srv/varde": folder / "srv" / "varde", "/etc/varde": folder / "etc"}
    opened = Terminal(home, environment, places)
    try:
        yield opened
    finally:
        faults = opened.stop()
    assert not faults, "\n".join(faults)


def _two_free_ports() -> int:
    """A free port whose neighbour, where the demo has its sign-in, is free too."""
    while True:
        port = free_port()
        if port < 60000 and _is_free(port + 1):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as attempt:
        return attempt.connect_ex(("127.0.0.1", port)) != 0
