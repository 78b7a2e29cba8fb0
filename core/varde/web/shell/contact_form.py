"""How a person is reached, as every form asks it: a text message, an e-mail, or the clinic rings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from varde.identity.service import Contact
from varde.kernel.text import phone
from varde.kernel.words import Text
from varde.web.shell import words
from varde.web.shell.forms import Checked, Coded, Email, Mobile, Telephone

USUAL = "sms"
REACH: tuple[tuple[str, Text], ...] = (
    ("sms", Text("SMS til mobilen", "SMS til mobilen", "A text message to the mobile")),
    ("email", Text("E-post", "E-post", "An e-mail")),
    ("phone", Text("Klinikken ringer", "Klinikken ringjer", "The clinic rings")),
)
CONTACT_FIELDS = ("reach", "mobile", "email")


def contact_fields(form: Mapping[str, Sequence[str]]) -> dict[str, Checked]:
    """The fields, of which the chosen way says what must be filled in. A number that is only rung may be any telephone's."""
    reach = next(iter(form.get("reach", ())), USUAL).strip() or USUAL
    wanted = {"sms": words.WRITE_MOBILE, "phone": words.WRITE_TELEPHONE}.get(reach)
    return {
        "reach": Coded({key: key for key, _label in REACH}, words.CHOOSE_REACH, usual=USUAL),
        "mobile": Mobile(wanted) if reach == "sms" else Telephone(wanted),
        "email": Email(words.WRITE_EMAIL if reach == "email" else None),
    }


def contact_in(values: Mapping[str, Any]) -> Contact:
    """The contact in the values of a form that holds."""
    return Contact(values["reach"], values["mobile"], values["email"])


def shown_contact(contact: Contact) -> dict[str, str]:
    """A contact as a form shows it."""
    return {
        "reach": contact.reach,
        "mobile": phone(contact.phone) if contact.phone else "",
        "email": contact.email or "",
    }
