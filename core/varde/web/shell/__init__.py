"""What every page shares: requests, sign-in, forms, languages, the frame around the page."""
