"""The scoring of the instruments for many responses at once, in columns."""
