"""The way in: screening, the referral and its answer."""
