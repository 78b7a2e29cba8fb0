"""The therapist's read model: one indexed row for each enrolment that is under way."""
