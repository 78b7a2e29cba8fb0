"""The referrer's face: refer a patient, complete what is missing, and see what became of it."""
