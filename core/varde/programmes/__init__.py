"""What a programme declares, and whether it holds together."""
