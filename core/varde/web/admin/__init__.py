"""The trust administrator's face: everything about the place, and nothing about a patient."""
