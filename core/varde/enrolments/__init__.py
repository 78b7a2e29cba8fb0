"""One person's way through one programme at one organisation: its states, the gates to its record, its history."""
