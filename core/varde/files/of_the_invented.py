"""Files of invented people, taken in as those of patients are."""

from __future__ import annotations

import io

from varde.files.service import Incoming, expect, keep, prepare
from varde.kernel.work import Work


def keep_invented(work: Work, enrolment_id: int, by_id: int, medium: str, content: bytes) -> str:
    """Take it in as what a patient sent. Returns its key. Pictures are drawn anew, as everybody's are.

    :raises NoFilesHere: this installation keeps none.
    """
    key = expect(work, enrolment_id)
    work.session.flush()
    came = Incoming(io.BytesIO(content), len(content), None)
    keep(work, enrolment_id, by_id, prepare(work.settings, key, came, (medium,)), from_patient=True)
    return key
