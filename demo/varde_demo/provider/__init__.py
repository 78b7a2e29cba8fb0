"""A small, real OpenID Connect provider with invented people, for ``varde demo`` and tests. Never for production."""

from varde_demo.provider.app import DemoProviderRefused, create_provider
from varde_demo.provider.people import DemoClient, DemoPerson, varde_at
from varde_demo.provider.server import RunningProvider, new_signing_key, serve

__all__ = [
    "DemoClient",
    "DemoPerson",
    "DemoProviderRefused",
    "RunningProvider",
    "create_provider",
    "new_signing_key",
    "serve",
    "varde_at",
]
