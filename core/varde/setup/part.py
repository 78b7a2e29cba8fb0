"""Setting up, as the house knows it."""

from __future__ import annotations

from varde.kernel.part import Command, Part, PersonalData, Tables


def tables() -> Tables:
    from varde.setup.models import RoleRequest, SetUpChange

    return Tables((SetUpChange, RoleRequest))


_COMMANDS = {
    "care-role add": (
        "care_role_commands:care_role_add",
        "Name a role of the care teams at an organisation and under it. As soon as there is one, only named roles are given.",
    ),
    "care-role change": ("care_role_commands:care_role_change", "Call a role something else, for whoever has it too."),
    "care-role close": ("care_role_commands:care_role_close", "Give a role to nobody new; whoever has it keeps it."),
    "care-role list": (
        "care_role_commands:care_role_list",
        "What an organisation itself calls the roles of its care teams. Where it has none, those above it or the usual words hold.",
    ),
    "export": (
        "document_commands:export_command",
        "Write everything that is set up as TOML, which ``varde admin import`` takes in again.",
    ),
    "import": (
        "document_commands:import_command",
        "Set up a whole trust from a TOML file: shows the difference, or stores it with ``--apply``.",
    ),
    "history": (
        "commands:history",
        "Who changed what at an organisation and under it, when, and what it was before; the newest first.",
    ),
    "hours add": (
        "place_commands:hours_add",
        "Say that an organisation is closed from one day to another, both included.",
    ),
    "hours change": ("place_commands:hours_change", "Set the opening hours of the whole week."),
    "hours close": ("place_commands:hours_close", "Take back that an organisation is closed from this day."),
    "hours list": (
        "place_commands:hours_list",
        "When an organisation is open, by weekday (1 is Monday), and the days it is closed beside the public holidays.",
    ),
    "init": (
        "commands:init",
        "Make the first organisation of an empty installation and its administrator, who needs no second; once.",
    ),
    "offering add": ("place_commands:offering_add", "Offer a programme at an organisation, from now on."),
    "offering change": (
        "place_commands:offering_change",
        "Say whether an organisation takes people in to a programme, and decide its settings; ``varde admin settings`` lists them.",
    ),
    "offering close": (
        "place_commands:offering_close",
        "Take nobody in to a programme at an organisation any more; for those who are in it everything goes on.",
    ),
    "offering list": (
        "place_commands:offering_list",
        "What each organisation offers, whether it takes people in, and how many are in it.",
    ),
    "organisation add": ("commands:organisation_add", "Add a region, trust, clinic, municipality or district."),
    "organisation change": (
        "commands:organisation_change",
        "Rename or move an organisation, or decide its settings; ``varde admin settings`` lists them.",
    ),
    "organisation close": (
        "commands:organisation_close",
        "Close an organisation where nobody is treated any more: what it offers is closed, and its staff's roles end.",
    ),
    "organisation list": ("commands:organisation_list", "Every organisation, those above before those below."),
    "organisation open": (
        "commands:organisation_open",
        "Open an organisation that was closed; what it offers and who works there is still to be said.",
    ),
    "room add": ("place_commands:room_add", "Add a room, or a fixed room for video."),
    "room change": ("place_commands:room_change", "Change the name, the seats or the use of a room."),
    "room close": ("place_commands:room_close", "Take a room out of use."),
    "room list": ("place_commands:room_list", "The rooms of an organisation."),
    "staff away": (
        "presence_commands:staff_away",
        "Say that somebody is away from one day to another, both included. Her appointments stay as they are: the page has them.",
    ),
    "staff back": ("presence_commands:staff_back", "Take back the absence that begins on this day."),
    "staff present": (
        "presence_commands:staff_present",
        "Say which weekdays somebody is there, and who answers on the others.",
    ),
    "staff add": ("staff_commands:staff_add", "Give somebody a role at an organisation and everything under it."),
    "staff change": (
        "staff_commands:staff_change",
        "Change from when until when somebody holds a role, by its number in the list; or her title and HPR number.",
    ),
    "staff close": (
        "staff_commands:staff_close",
        "End every staff role of a person, or one of them: now, which signs her out too, or after the last day.",
    ),
    "staff confirm": (
        "staff_commands:staff_confirm",
        "Confirm, or refuse, an administrator's rights that were asked for on the page.",
    ),
    "staff leaving": (
        "staff_commands:staff_leaving",
        "Whose patients must have somebody else, at an organisation and under it, by when, and whom nobody has.",
    ),
    "staff sign-out": (
        "staff_commands:staff_sign_out",
        "Sign a person out of every browser where she is signed in as staff; her roles stand.",
    ),
    "staff list": (
        "staff_commands:staff_list",
        "Who holds which role at an organisation and under it, and what waits for a second administrator.",
    ),
    "text change": (
        "commands:text_change",
        "Set the crisis text, what a patient in danger is told, or the front text, what the organisation says of itself.",
    ),
    "text list": (
        "commands:text_list",
        "What an organisation says in every language: the crisis text, and the text of its page.",
    ),
}
"""What each command of ``varde admin`` does, by its words."""


PART = Part(
    key="setup",
    tables=tables,
    personal_data=(
        # A change outlives the person it is about, so that it has her number and no foreign key.
        PersonalData("set_up_change", ("person_id=person.id",), "log"),
        PersonalData("role_request", ("person_id",), "account"),
    ),
    commands=tuple(
        [Command(f"admin {words}", f"varde.setup.{place}", help) for words, (place, help) in _COMMANDS.items()]
        + [
            Command(
                "wording",
                "varde.setup.wording_commands:wording_group",
                "The official words of instruments, for organisations that may show them.",
            )
        ]
    ),
)
