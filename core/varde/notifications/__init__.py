"""Short notices by SMS and e-mail: never health content, never the programme's name. Every send is a row."""
