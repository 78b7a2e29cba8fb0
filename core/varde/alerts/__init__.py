"""Alerts: a limit the clinic has set was crossed, and a human must look. Raised in the transaction of what crossed it."""
