"""The kernel: unit of work, outbox, clock, vault. Not one clinical word."""
