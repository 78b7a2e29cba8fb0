"""Which ways are walked, and how long a day and a walk may be, in minutes."""

WAYS = ("up", "down")
LONGEST_DAY, LONGEST_WALK = 960, 180
