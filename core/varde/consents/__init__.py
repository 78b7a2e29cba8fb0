"""What a person has said yes or no to. Treatment rests on no consent; this is about all that is done beside it."""
