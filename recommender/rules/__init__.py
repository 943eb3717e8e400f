"""What is a rule: one file per kind, its data and the direct evaluation of given claims."""
