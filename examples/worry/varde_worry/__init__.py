"""Bekymringstid, as a Varde programme."""
