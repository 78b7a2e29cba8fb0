"""Scores and responses from CSV files of earlier systems."""
