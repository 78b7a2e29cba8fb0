"""The face for machines: doors under ``/api/v1``, and what they are like."""
