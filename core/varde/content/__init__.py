"""The text of a programme's steps, read from the plugin's files and made safe once, at start."""
