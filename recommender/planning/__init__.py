"""Stage 4: which steps complete the qualification for the least study?"""

from recommender.planning.audit import Audit, make_audit
from recommender.planning.make import make_plan
from recommender.planning.plan import Plan
from recommender.planning.removal import removal_costs
from recommender.planning.request import GoalRef, PlanRequest

__all__ = ["Audit", "GoalRef", "Plan", "PlanRequest", "make_audit", "make_plan", "removal_costs"]
