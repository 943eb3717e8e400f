"""Stage 2: what can be learnt, and what do the rules say?"""
