"""What the members of care teams are called at a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from varde.kernel.words import LANGUAGES
from varde.setup.care_roles import CareRoleFacts, add_care_role, care_role_named, change_care_role, close_care_role
from varde.web.admin.organisation import again, attempt, editor, place_of_page, to_page
from varde.web.shell import http
from varde.web.shell.confirming import confirm_first
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience

bp = Blueprint("set_up_care_roles", __name__, url_prefix="/oppsett/<key>/teamrolle")
bp.before_request(confirm_first)


def _words(form: Mapping[str, str], ending: str = "") -> dict[str, str]:
    return {language: form.get(f"called-{language}{ending}", "") for language in LANGUAGES}


@bp.post("")
@audience("set_up")
def add(key: str) -> Any:
    """One more role."""
    organisation, form = place_of_page(key), typed()

    def deed() -> bool:
        facts = CareRoleFacts(form.get("counts_as", ""), _words(form))
        add_care_role(http.work(), editor(), organisation, form.get("care_role", "").strip(), facts)
        return True

    return attempt(deed, "care_role", again(organisation), to_page(organisation, "team"))


@bp.post("/<role>")
@audience("set_up")
def change(key: str, role: str) -> Any:
    """Other words; or given to nobody new."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    row = care_role_named(work, organisation, role)

    def deed() -> bool:
        if form.get("gjor") == "steng":
            close_care_role(work, editor(), organisation, row)
            return True
        facts = CareRoleFacts(row.counts_as, _words(form, f"-{role}"))
        return change_care_role(work, editor(), organisation, row, facts, seen=form.get("seen_care_role"))

    return attempt(deed, f"called-nb-{role}", again(organisation), to_page(organisation, "team"))
