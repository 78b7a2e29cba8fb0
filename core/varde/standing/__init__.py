"""One answer to each clinical question: start, change, week, silence, danger, reply due, what comes next. Plain values only."""
