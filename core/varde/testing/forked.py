"""The program ``varde`` for tests that start it a hundred times: imported once, and forked for each run. So is ``pytest``, for the
tests of a plugin.

A run is a process of its own with its own arguments, environment, folder and streams; what it does not do again is import.
Tests of what is imported, of signals and of servers start the program itself.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import site
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, NoReturn

import pytest

import varde

NOT_READ = ("varde.testing", "varde.migrations", "varde.wsgi", "varde.__main__")
"""What is not imported ahead: it is only for tests, or does something when it is imported."""
READ_BEFORE = "ignore::pytest.PytestAssertRewriteWarning"
"""pytest cannot make assertions tell more in what has been imported. A plugin's own tests have not."""
CLIENT = """
import array, json, os, socket, sys
with socket.socket(socket.AF_UNIX) as here:
    here.connect({address!r})
    asked = json.dumps([[{name!r}, *sys.argv[1:]], dict(os.environ), os.getcwd(), {site!r}]).encode()
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))
    here.sendmsg([len(asked).to_bytes(8, "big")], [rights])
    here.sendall(asked)
    status = here.recv(4, socket.MSG_WAITALL)
os._exit(int.from_bytes(status, "big") if status else 70)
"""


def varde_forked(
    *arguments: str, env: Mapping[str, str], stdin: str = "", cwd: Path | None = None, seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run ``varde`` with these arguments in this environment, and wait for it.

    :raises subprocess.TimeoutExpired: it is not done in time.
    """
    return subprocess.run(
        [sys.executable, "-ISc", _client(), *arguments],
        input=stdin,
        env=dict(env),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def program_of(python: Path, site_packages: Path, name: str = "varde") -> str:
    """The text of a script ``varde``, or ``pytest``, that runs here too, and sees what is installed in ``site_packages``."""
    return f"#!{python} -IS\n{_client(site_packages, name)}"


def _client(site_packages: Path | None = None, name: str = "varde") -> str:
    return CLIENT.format(address=_server(), site=str(site_packages or ""), name=name)


@lru_cache(maxsize=1)
def _server() -> str:
    """The address of the process that forks, which ends with this one."""
    folder = tempfile.TemporaryDirectory(prefix="varde-fork-")
    address = str(Path(folder.name) / "socket")
    program = f"from varde.testing.forked import serve; serve({address!r})"
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def end() -> None:
        process.communicate()
        folder.cleanup()

    atexit.register(end)
    assert process.stdout is not None
    if process.stdout.readline() != b"ready\n":
        raise RuntimeError("the process that forks did not start")
    return address


def serve(address: str) -> None:
    """Import everything, then fork for each that asks, until standard input is closed."""
    _read_everything()
    gc.collect()
    gc.freeze()  # else each run would look through all that has been read, and copy it with every page it touches
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen(8)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        threading.Thread(target=_end_with_parent, daemon=True).start()
        os.write(1, b"ready\n")
        while True:
            asking, _ = door.accept()
            # One that waits for each run, so that several may run at once.
            if os.fork() == 0:
                door.close()
                _answer(asking)
            asking.close()
            _reap()


def _end_with_parent() -> NoReturn:
    sys.stdin.read()
    os._exit(0)


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass  # none is left


def _read_everything() -> None:
    for module in pkgutil.walk_packages(varde.__path__, "varde."):
        if not module.name.startswith(NOT_READ):
            importlib.import_module(module.name)
    for entry in entry_points(group="varde"):
        entry.load()


def _answer(asking: socket.socket) -> NoReturn:
    head, streams, *_ = socket.recv_fds(asking, 8, 3)
    arguments, environment, folder, site_packages = json.loads(_exactly(asking, int.from_bytes(head, "big")))
    run = os.fork()
    if run == 0:
        asking.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.closerange(3, 256)
        _become(arguments, environment, folder, site_packages)
    asking_or_ended = [asking.fileno(), ended := os.pidfd_open(run)]
    if ended not in select.select(asking_or_ended, [], [])[0]:
        os.kill(run, signal.SIGKILL)  # whoever asked is gone, and waits for no answer
    status = os.waitstatus_to_exitcode(os.waitpid(run, 0)[1])
    with suppress(OSError):
        asking.sendall((status if status >= 0 else 128 - status).to_bytes(4, "big"))
    os._exit(0)


def _exactly(asking: socket.socket, length: int) -> bytes:
    read = b""
    while len(read) < length:
        read += asking.recv(length - len(read))
    return read


def _become(arguments: list[str], environment: dict[str, str], folder: str, site_packages: str) -> NoReturn:
    """Be the program that was asked for, to its end."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if site_packages:
        site.addsitedir(site_packages)
    ahead = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path and path not in sys.path]
    sys.path[:0] = ahead
    importlib.invalidate_caches()
    sys.stdin, sys.stdout, sys.stderr = (open(n, mode, encoding="utf-8") for n, mode in ((0, "r"), (1, "w"), (2, "w")))  # noqa: SIM115, PTH123
    sys.argv = arguments
    os._exit(_ended())


def _main(program: str) -> Callable[[], Any]:
    if program == "pytest":
        return partial(pytest.main, ["-W", READ_BEFORE, *sys.argv[1:]])
    from varde.cli import main

    return main


def _ended() -> int:
    """Run the program; its exit status, as Python's own at the end of a script."""
    status: Any = 0
    try:
        status = _main(sys.argv[0])()
    except SystemExit as ended:
        status = ended.code
        if isinstance(status, str):
            sys.stderr.write(status + "\n")
            status = 1
    except BaseException:  # noqa: BLE001 - said as Python says it at the end of a script
        traceback.print_exc()
        status = 1
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return int(status or 0)
