"""What a patient decides about her record: blocks."""
