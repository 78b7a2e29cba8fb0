"""The frisklivs programme plugin."""
