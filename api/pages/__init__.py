"""Which pages does the service show?  One for a learner, one to choose a learner, one for failures."""
