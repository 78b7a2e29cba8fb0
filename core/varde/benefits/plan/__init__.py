"""The benefits plan of a programme at a place: what is to become better, for whom, by how much, and who answers for it."""
