"""The one rule language: typed facts, expressions over them with three-valued logic, and why a rule says what it says."""
