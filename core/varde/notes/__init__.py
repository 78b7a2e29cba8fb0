"""Inner notes: what those who treat a patient write for each other. Never sent; she may read them in her own record."""
