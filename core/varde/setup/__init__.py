"""Setting up: what an organisation is made of, who works there, and what it offers; each change kept."""
