"""The web application: one list of everything it is made of."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import jinja2
import requests
from flask import Flask

from varde import web
from varde.audit.service import Access, record
from varde.identity.oidc import profile as oidc
from varde.identity.oidc.client import Client
from varde.kernel.errors import VardeError
from varde.kernel.work import Platform
from varde.platform import make_platform
from varde.web.manager import benefits as benefit_views
from varde.web.patient import dialogue as dialogue_views
from varde.web.patient import modules as module_views
from varde.web.patient import pages as patient
from varde.web.patient import postponing as planning_views
from varde.web.patient import questionnaires as questionnaire_views
from varde.web.public import (
    front,
    health,
    plugin_pages,
    sign_out,  # noqa: F401 - its pages are those of the sign-in
)
from varde.web.public import referrals as referral_views
from varde.web.public import sign_in as sign_in_views
from varde.web.public import telephone as notification_views
from varde.web.shell import http, pages
from varde.web.staff import alerts as alert_views
from varde.web.staff import by_phone as by_phone_views
from varde.web.staff import caseload as caseload_views
from varde.web.staff import instruments as instrument_views
from varde.web.staff import referrals as intake_views
from varde.web.staff import scores as score_views

__all__ = ["create_app", "make_platform"]

FACES = ("shell", "public", "patient", "staff", "manager")


def create_app(here: Platform, announcement: web.Announcement = web.nothing_to_tell) -> Flask:
    """The application for one platform. Everything it needs is in ``here``; nothing is read from the environment.

    :param announcement: what the front page and the sign-in tell everybody.
    """
    root = Path(__file__).parent
    app = Flask("varde", static_folder=str(root / "web" / "shell" / "static"), static_url_path="/static")
    app.secret_key = here.settings.secret_key
    app.config.update(
        MAX_CONTENT_LENGTH=1_000_000,
        SESSION_COOKIE_NAME="__Host-varde-notes" if here.settings.secure_cookies else "varde-notes",
        SESSION_COOKIE_SECURE=here.settings.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_loader = jinja2.ChoiceLoader(
        [jinja2.FileSystemLoader(root / "web" / name / "templates") for name in FACES]
    )
    app.jinja_env.undefined = jinja2.StrictUndefined
    http.install(app, here)
    app.extensions["varde_refusals"] = (log_refusal,)
    pages.install(app)
    web.install(app, announcement)
    sign_in_views.install(app, oidc_clients(here))
    for module in (
        front,
        patient,
        referral_views,
        intake_views,
        module_views,
        questionnaire_views,
        by_phone_views,
        planning_views,
        dialogue_views,
        alert_views,
        caseload_views,
        score_views,
        instrument_views,
        benefit_views,
        health,
    ):
        app.register_blueprint(module.bp)
    if not here.settings.is_production:
        app.register_blueprint(notification_views.bp)
    plugin_pages.install(app, here)
    pages.check_audiences(app)
    if here.settings.trusted_proxies:
        from werkzeug.middleware.proxy_fix import ProxyFix

        hops = here.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def oidc_clients(here: Platform) -> dict[str, Client]:
    """The providers that are set up; they keep the platform's time."""

    def now() -> datetime:
        return here.clock.now()

    settings, session = here.settings, requests.Session()
    found = {}
    if settings.idporten:
        given = settings.idporten
        found["idporten"] = Client(oidc.idporten(given.client_id, given.private_jwk, given.issuer), session, now)
    if settings.helseid:
        given = settings.helseid
        found["helseid"] = Client(oidc.helseid(given.client_id, given.private_jwk, given.issuer), session, now)
    return found


def log_refusal(error: VardeError) -> None:
    """A gate that closed is logged, in a transaction of its own because the request's is rolled back."""
    access = getattr(error, "access", None)
    if isinstance(access, Access):
        with http.platform().work() as work:
            record(work, access)
