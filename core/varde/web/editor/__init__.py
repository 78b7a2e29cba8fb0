"""The face of whoever writes and approves the words of programmes. She reaches no patient."""
