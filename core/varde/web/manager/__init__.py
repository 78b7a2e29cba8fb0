"""The manager's pages: figures, and no patient."""
