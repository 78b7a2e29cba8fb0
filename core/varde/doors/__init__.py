"""Machine doors: what devices of patients send, with a key for one door and one enrolment."""
