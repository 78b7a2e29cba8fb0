"""What is known of a person beside the treatment: how she is reached and named, what is unsure, and who she was before."""
