"""What came of it: cells that are counted, and figures made of them."""
