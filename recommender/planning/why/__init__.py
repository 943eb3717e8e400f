"""Why, why not, and what if: every answer is a changed problem that was solved and checked again (D8, D9)."""
