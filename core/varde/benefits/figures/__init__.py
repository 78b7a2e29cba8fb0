"""What the sums say: statistics, suppression of small numbers, and the words beside them."""
