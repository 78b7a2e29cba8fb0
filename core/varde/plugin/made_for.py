"""Which Varde a plugin is made for: what its distribution requires."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, requires, version

VARDE = "varde"


def unsuited(key: str, distribution: str) -> str:
    """Why this Varde is not the one that a plugin is made for, in one sentence; empty when it is, or when nothing is said."""
    wanted, present = made_for(distribution), _version()
    if not wanted or not present:
        return ""
    from packaging.specifiers import SpecifierSet

    if SpecifierSet(wanted).contains(present, prereleases=True):
        return ""
    from_and_to = " and ".join(sorted(wanted.split(","), reverse=True))
    return (
        f"The plugin {key} ({distribution}) is made for Varde {from_and_to}, and this is Varde {present}: "
        f"install a version of it that is made for this one."
    )


def made_for(distribution: str) -> str:
    """The versions of Varde that a distribution requires, as in ``>=0.1,<0.2``; empty when it does not say. What comes with
    Varde, as the samples do, is made for this one."""
    if distribution == VARDE:
        return f"=={_version()}" if _version() else ""
    try:
        required = requires(distribution) or []
    except (PackageNotFoundError, ValueError):  # it is not installed, or has no name
        return ""
    # packaging takes a fiftieth of a second, and most lines are about something else.
    for line in (line for line in required if line.startswith(VARDE)):
        from packaging.requirements import InvalidRequirement, Requirement

        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue
        if requirement.name == VARDE and requirement.marker is None:
            return str(requirement.specifier)
    return ""


def _version() -> str:
    try:
        return version(VARDE)
    except PackageNotFoundError:  # it runs from its sources
        return ""
