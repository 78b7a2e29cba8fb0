"""``varde demo``: a whole Varde on one machine, with a sign-in of its own and invented people. Never for production."""
