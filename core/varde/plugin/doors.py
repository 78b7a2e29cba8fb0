"""What a plugin with a machine door needs: the door, what it is given, and how a wrong call is refused.

The schema is a class of ``marshmallow.Schema``. Errors are made as the core's are: a class with a sentence in every language.
"""

from varde.doors.door import Door, DoorCall
from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text

__all__ = ["BadInput", "Conflict", "Door", "DoorCall", "NotFound", "Text"]
