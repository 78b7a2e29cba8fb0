"""How far a patient has come in the modules, what is open, and what was written in the exercises."""
