"""Organisations, people, role grants, sign-in and sessions."""
