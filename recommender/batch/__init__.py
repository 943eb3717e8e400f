"""How is a whole cohort planned, on all cores or on a cluster?"""
