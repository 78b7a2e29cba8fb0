"""Cells: what each enrolment adds to which sums, and where the sums are kept."""
