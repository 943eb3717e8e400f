"""Which addresses does the service answer?  One file for each group."""
