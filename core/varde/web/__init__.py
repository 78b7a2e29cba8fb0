"""The pages: one shell, and a face for each kind of reader."""
