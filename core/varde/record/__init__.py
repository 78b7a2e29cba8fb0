"""One patient as plain values, for whoever shows or writes about her."""
