"""One answer to each clinical question about a patient. Plain values only."""
