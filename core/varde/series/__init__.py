"""What can be measured: series, their zones, and what a rule may know of a measured course. Plain values only."""
