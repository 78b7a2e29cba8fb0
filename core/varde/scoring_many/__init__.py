"""The scoring of :mod:`varde.instruments` for many responses at once, in columns."""
