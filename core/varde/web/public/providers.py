"""The providers of sign-in that an installation has set up."""

from __future__ import annotations

from datetime import datetime

import requests

from varde.identity.oidc import profile as oidc
from varde.identity.oidc.client import Client
from varde.kernel.work import Platform


def providers_of(platform: Platform) -> dict[str, Client]:
    """The providers that are set up; they keep the platform's time."""

    def now() -> datetime:
        return platform.clock.now()

    settings, session = platform.settings, requests.Session()
    providers = {}
    if settings.idporten:
        registered = settings.idporten
        providers["idporten"] = Client(
            oidc.idporten(registered.client_id, registered.private_jwk, registered.issuer), session, now
        )
    if settings.helseid:
        registered = settings.helseid
        providers["helseid"] = Client(
            oidc.helseid(registered.client_id, registered.private_jwk, registered.issuer), session, now
        )
    return providers
