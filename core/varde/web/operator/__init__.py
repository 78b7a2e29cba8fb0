"""Pages for those who keep Varde running: no name, no number, no words of anybody's."""
