"""The geometry of charts: numbers in, shapes out, for the web and for paper."""
