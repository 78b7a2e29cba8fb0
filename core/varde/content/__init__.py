"""The text of a programme's steps, read and made safe once, at start."""
