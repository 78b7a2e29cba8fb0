"""How long is spent on each patient: kept from what is done, never from a stop-watch."""
