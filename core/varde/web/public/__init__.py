"""Pages for everybody, before or without sign-in."""
