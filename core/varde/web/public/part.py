"""The public face, as the house knows it: pages before and without sign-in, and the sign-in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from varde.kernel.part import Mountable, Part

if TYPE_CHECKING:
    from varde.kernel.work import Platform


def install(app: Any, platform: Platform) -> None:
    """Make the providers of sign-in known, and where the frame of every page leads."""
    from varde.web.public import providers, sign_in, words
    from varde.web.shell.addresses import Addresses, tell

    tell(
        app,
        Addresses(
            front="front.index",
            sign_in="sign_in.choose",
            begin_sign_in="sign_in.begin",
            sign_out="sign_in.sign_out",
            stay_signed_in="sign_in.extend",
            language="sign_in.set_language",
            footer=(
                (words.PRIVACY, "front.privacy"),
                (words.ACCESSIBILITY, "front.accessibility"),
                (words.HELP, "front.help_page"),
            ),
            statement="front.accessibility",
            statement_of_all=platform.settings.accessibility_url,
        ),
    )
    sign_in.install(app, providers.providers_of(platform))


def blueprints(platform: Platform) -> Sequence[Mountable]:
    from varde.web.public import (
        about,
        front,
        health,
        receipts,
        referrals,
        sign_in,
        sign_out,  # noqa: F401 - its pages are those of the sign-in
        telephone,
    )

    own = [about.bp, front.bp, health.bp, receipts.bp, referrals.bp, sign_in.bp]
    return [*own, *(() if platform.settings.is_production else (telephone.bp,))]


PART = Part(key="public", templates=Path(__file__).parent / "templates", install=install, blueprints=blueprints)
