"""The pages: the shell around every one of them, and a face for each kind of person who opens them."""
