"""What is asked, how it is scored, how a change is read. No database."""
