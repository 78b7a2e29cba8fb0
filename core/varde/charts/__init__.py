"""The geometry of charts: plain numbers in, shapes in pixels out, for the web and for paper."""
