"""The emeistring programme plugin."""
