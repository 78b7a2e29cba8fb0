"""Alembic's environment is set up in :mod:`varde.kernel.migrate`; this file only lets its script folder be valid."""
