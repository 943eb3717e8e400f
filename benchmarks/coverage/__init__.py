"""How much of the real rule books comes in exactly, and how do the audits of a peer compare with ours?"""
