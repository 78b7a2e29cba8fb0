"""How something is asked and answered: a kind is an object that reads, checks, shows, says, invents and hands on its answers."""
