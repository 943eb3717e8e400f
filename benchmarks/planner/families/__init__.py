"""What is asked of the planner, family by family?"""
