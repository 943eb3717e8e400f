"""What have we ourselves promised, seen and done: plans, events, jobs and answers, append-only?"""
