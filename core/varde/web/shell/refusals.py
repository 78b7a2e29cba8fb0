"""What happens besides when a page is refused."""

from __future__ import annotations

from varde.audit.service import Access, record
from varde.kernel.errors import VardeError
from varde.web.shell import http


def log_refusal(error: VardeError) -> None:
    """A gate that closed is logged, in a transaction of its own because the request's is rolled back."""
    access = getattr(error, "access", None)
    if isinstance(access, Access):
        with http.platform().work() as work:
            record(work, access)
