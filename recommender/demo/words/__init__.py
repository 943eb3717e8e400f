"""Which words are the demo bank's titles made of?  Tables by field, written for this project."""
