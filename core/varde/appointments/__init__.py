"""Appointments: what a programme declares of them, when there is time, who may book, move and cancel, and who waits for a time."""
