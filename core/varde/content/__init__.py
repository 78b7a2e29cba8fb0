"""The text of a programme's steps, read at start and made safe when it is first read."""
