"""Which questions of different learners are one and the same, so that they need to be answered only once?

A question is brought into a form in which nothing stands that cannot change its answer, under names that are nobody's.
Everything is planned in that form, whether or not anything is kept: so the answer of a learner is the same whatever was
planned before, and what is kept for one serves every other whose form is equal. The checker judges it all the same,
against the record of the learner who asks.
"""
