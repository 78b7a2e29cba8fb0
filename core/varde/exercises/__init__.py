"""Exercises that programmes choose from: small objects of kinds and entries, to use as they are and to read as examples."""
