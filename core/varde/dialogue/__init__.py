"""The dialogue between a patient and a therapist, a thread for each enrolment."""
