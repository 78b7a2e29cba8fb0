"""What is asked of a patient, when, and what she answers."""
