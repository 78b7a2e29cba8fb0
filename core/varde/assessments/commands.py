"""Commands to come."""

import rich_click as click


@click.group(name="import")
def import_group() -> None:
    """Bring in what was measured elsewhere."""
