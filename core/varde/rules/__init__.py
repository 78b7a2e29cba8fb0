"""The one rule language: typed facts, and why a rule says what it says."""
