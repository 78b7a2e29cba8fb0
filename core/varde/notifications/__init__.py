"""Short notices, without health content. Every send is a row."""
