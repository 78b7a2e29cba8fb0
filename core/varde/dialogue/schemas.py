"""The form of a message."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate


class MessageForm(Schema):
    """What the form sends: the words, and the key that makes sending twice harmless."""

    class Meta:
        unknown = RAISE

    body = fields.String(load_default="")
    once = fields.String(required=True, validate=validate.Regexp(r"\A[A-Za-z0-9_-]{8,64}\Z"))
