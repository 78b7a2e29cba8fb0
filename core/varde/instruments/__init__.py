"""Instruments: what is asked, how it is scored, and how a change is read. Values and pure functions; no database."""
