"""Who of the staff is there: the weekdays each is present, and absences with whoever answers meanwhile."""
