"""A person's way through a programme: its states, gates and history."""
