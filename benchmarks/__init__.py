"""Load and scale runs. Start at run.py."""
