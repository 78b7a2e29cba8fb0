"""Pusten hjemme (breath at home), as a Varde programme."""
