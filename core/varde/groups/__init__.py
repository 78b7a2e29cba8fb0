"""Groups: several patients who meet at the same times, with those who lead them. Nobody learns here who the others are."""
