"""Inner notes: what those who treat a patient write for each other. Never sent, and on no page of the patient's."""
