"""What must be known about a patient's safety: who said it and when, and the locks that follow from it."""
