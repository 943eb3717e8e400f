"""How do the published audits of a peer compare with ours, line by line, and why do they differ?"""
