"""Time: the agenda, where everything planned is a row, and appointments."""
