"""What ``varde plugin check`` looks for beyond what every start does: it runs the rules, reads the sources and the texts.

All of it is too slow for a start, or harms nobody who is treated; see docs/plugin-author/checking.md.
"""
