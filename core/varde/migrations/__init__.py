"""The core's migration history."""
