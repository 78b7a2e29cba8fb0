"""What is open and what is done in the modules, and what was written there."""
