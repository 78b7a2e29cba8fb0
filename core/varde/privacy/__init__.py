"""What the patient decides about the record: blocks (consent, export and erasure follow)."""
