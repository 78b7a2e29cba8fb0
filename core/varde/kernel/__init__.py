"""The kernel: settings, database, unit of work, jobs, events, clock, HTTP, errors and text. No clinical word here."""
