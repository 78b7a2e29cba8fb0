"""The dialogue between a patient and a therapist: one thread for each enrolment."""
