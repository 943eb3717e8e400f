"""How good, how fast, how large?  Programs that print figures; they assert nothing and no test is timed."""
