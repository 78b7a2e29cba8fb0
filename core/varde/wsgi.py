"""What the web server loads: the application of the platform that the environment describes."""

from __future__ import annotations

import os

from flask import Flask

from varde.app import create_app
from varde.kernel.garbage import keep_what_is_loaded, look_for_garbage_seldom
from varde.kernel.log import set_up_logging
from varde.kernel.settings import read_settings
from varde.kernel.speed import ADD_EVERY_SECONDS, PageTimes
from varde.kernel.transport import NoTransport, make_transport
from varde.platform import make_platform, refuse_if_behind


def make_app() -> Flask:
    """One application for each process; each has its own connections."""
    look_for_garbage_seldom()
    set_up_logging()
    settings = read_settings(os.environ)
    transport = make_transport(settings.redis_url) if settings.redis_url else NoTransport()
    platform = make_platform(settings, transport=transport)
    refuse_if_behind(platform)
    app = create_app(platform)
    app.extensions["varde_page_times"] = PageTimes(ADD_EVERY_SECONDS)
    keep_what_is_loaded()
    return app
