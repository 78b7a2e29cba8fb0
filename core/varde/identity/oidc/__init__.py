"""Sign-in by OpenID Connect: the protocol only. Who the person is here, and their session, is decided by the caller."""

from varde.identity.oidc.client import ATTEMPT_LIFETIME, Client
from varde.identity.oidc.errors import (
    AttemptExpired,
    BadLogout,
    BadToken,
    CodeRefused,
    DeniedByPerson,
    MixUp,
    NotAnew,
    NotSetUp,
    ProviderUnavailable,
    SignInRefused,
    StateMismatch,
    WrongAssurance,
)
from varde.identity.oidc.profile import IssuerProfile, helseid, idporten
from varde.identity.oidc.proofs import new_private_jwk
from varde.identity.oidc.values import Attempt, LogoutNotice, SignedIn

__all__ = [
    "ATTEMPT_LIFETIME",
    "Attempt",
    "AttemptExpired",
    "BadLogout",
    "BadToken",
    "Client",
    "CodeRefused",
    "DeniedByPerson",
    "IssuerProfile",
    "LogoutNotice",
    "MixUp",
    "NotAnew",
    "NotSetUp",
    "ProviderUnavailable",
    "SignInRefused",
    "SignedIn",
    "StateMismatch",
    "WrongAssurance",
    "helseid",
    "idporten",
    "new_private_jwk",
]
