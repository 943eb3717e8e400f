"""Is a plan as short as another solver, told the same by other words, can make it?  And how long does each take?"""
