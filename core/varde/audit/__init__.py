"""The access log: who did what with whose record, when and why. Append-only and hash-chained."""
