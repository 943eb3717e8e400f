"""Every layout that our store has had, each made from the one before it."""
