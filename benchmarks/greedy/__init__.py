"""How much more does a greedy placement ask of a learner than the best one?"""
