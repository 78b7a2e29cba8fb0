"""The official words of an instrument, as one organisation may show them."""
