"""What somebody has typed and not sent: drafts, and forms that are held for their writer."""
