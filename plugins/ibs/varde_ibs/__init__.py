"""The ibs programme plugin."""
