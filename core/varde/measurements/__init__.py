"""What is measured of a patient: taken in, asked about, corrected with both versions kept, and what rules may know of it."""
