"""The contact register: what the national register says of how a person can be reached."""
