"""Stage 4: which steps complete the qualification for the least study?"""
