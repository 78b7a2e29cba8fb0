"""``varde privacy``: what is held about people."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import rich_click as click

from varde.audit.service import record
from varde.audit.values import Access
from varde.files.personal import write_files
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.service import find_person, numbers_of, person_by_nin
from varde.kernel.console import Console, say, show
from varde.kernel.errors import BadUsage
from varde.kernel.part import Part
from varde.kernel.work import Work
from varde.privacy.certificates import as_document, certify, counts_of
from varde.privacy.erasure import erase, fates_of, mark_of, try_to_erase
from varde.privacy.export import export_of
from varde.privacy.inventory import inventory


@click.command(name="tables")
@click.pass_obj
def privacy_tables(console: Console) -> None:
    """Whom each table is about, the way from it to the person, what it holds about her, and what becomes of it."""
    show([asdict(holding) for holding in inventory(console.catalogue().all(Part).values())])


@click.command(name="export")
@click.argument("person")
@click.option(
    "--files",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder that is made, and that her pictures and other files are written into.",
)
@click.pass_obj
def privacy_export(console: Console, person: str, files: Path | None) -> None:
    """Everything that is held about one person, as she may ask to be given it.

    It is noted in the access log, which she reads. PERSON is the number that the access log has, or - to read her identity
    number from standard input, so that it stays out of the history of the command line.
    """
    with console.platform().work() as work:
        person_id = _person(work, person)
        record(
            work,
            Access(
                None, "varde privacy export", "operator", None, "read", "export", "admin", "access_request", person_id
            ),
        )
        tables = export_of(work, person_id)
        shown: dict[str, object] = {"person": person_id, "tables": [asdict(table) for table in tables]}
        if files is not None:
            shown["files"] = write_files(work, numbers_of(work, person_id), _new_folder(files))
    show(shown)


def _new_folder(folder: Path) -> Path:
    """:raises BadUsage: it is there already, or cannot be made."""
    try:
        folder.mkdir(mode=0o700)
    except OSError as fault:
        raise BadUsage(f"The folder {folder} cannot be made: {fault.strerror}.") from None
    return folder


@click.command(name="erase")
@click.argument("person")
@click.option("--decided-by", default="", help="Who has decided it, by name: somebody else than who carries it out.")
@click.option("--carried-out-by", default="", help="Who carries it out, by name.")
@click.option("--decision", default="", help="Where the decision is written down, such as a case number.")
@click.option("--confirm", default="", help="What the look said, so that what is erased is what was seen.")
@click.pass_obj
def privacy_erase(
    console: Console, person: str, decided_by: str, carried_out_by: str, decision: str, confirm: str
) -> None:
    """What would be erased of one person and what stays, table by table; nothing is erased without --confirm.

    Two people answer for it: who decided, and who carries it out. Both are noted in the access log, which stays. A health record is
    erased when the law says so, not because somebody asks. PERSON is as for varde privacy export.
    """
    signed = {"--decided-by": decided_by, "--carried-out-by": carried_out_by, "--decision": decision}
    names = {option: " ".join(said.split()) for option, said in signed.items()}
    if confirm and (faults := _unsigned(names)):
        raise BadUsage(*faults)
    with console.platform().work() as work:
        person_id = _person(work, person)
        try_to_erase(work, person_id)
        fates = fates_of(work, person_id)
        mark = mark_of(person_id, fates)
        if confirm and confirm != mark:
            raise BadUsage("What would be erased is not what that --confirm saw: look again without it.")
        if confirm:
            decided = f"{names['--decided-by'][:60]} ({names['--decision'][:50]})"
            _note(work, decided, "write", "erasure_decided", person_id)
            _note(work, names["--carried-out-by"][:120], "write", "erasure_carried_out", person_id)
            erase(work, person_id)
            certificate = as_document(certify(work, "decision", counts_of(fates)))
        else:
            _note(work, "varde privacy erase", "read", "erasure_looked_at", person_id)
    shown: dict[str, object] = {
        "person": person_id,
        "erased": bool(confirm),
        "tables": [asdict(fate) for fate in fates],
    }
    show(shown | ({"certificate": certificate} if confirm else {"confirm": mark}))
    if not confirm:
        say(
            "Nothing is erased. Let two people read this; then --confirm, --decided-by, --carried-out-by and --decision."
        )


def _note(work: Work, name: str, action: str, basis: str, person_id: int) -> None:
    record(work, Access(None, name, "operator", None, action, "erasure", "admin", basis, person_id))


SHORTEST_NAME = 3


def _unsigned(names: Mapping[str, str]) -> list[str]:
    """What is missing for it to be carried out, one sentence each."""
    faults = [f"{option} must be given." for option, said in names.items() if len(said) < SHORTEST_NAME]
    if not faults and names["--decided-by"].casefold() == names["--carried-out-by"].casefold():
        faults.append("--decided-by and --carried-out-by name the same person: two people answer for it.")
    return faults


def _person(work: Work, named: str) -> int:
    """:raises BadUsage: there is nobody with this number."""
    if named == "-":
        try:
            known = person_by_nin(
                work, parse(sys.stdin.readline().strip(), allow_synthetic=work.settings.synthetic_ids)
            )
        except InvalidNationalIdentityNumber as fault:
            raise BadUsage(str(fault)) from None
    else:
        number = int(named) if named.isascii() and named.isdigit() and len(named) < 19 else 0
        known = find_person(work, number)
    if known is None:
        raise BadUsage("There is nobody with this number.")
    return known.joined_into_id or known.id
