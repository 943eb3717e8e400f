"""Open Badges 3.0 and Comprehensive Learner Records 2.0: are they genuine, what do they hold, how are they made?"""
