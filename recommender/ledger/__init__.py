"""Stage 1: what has this learner already earned and had recognised?"""
