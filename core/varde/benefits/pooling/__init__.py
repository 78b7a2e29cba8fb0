"""Sums of benefits that leave one installation and stand in another: no patient's row, and no few people."""
