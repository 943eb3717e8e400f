"""How is it shown that nothing is shorter?  A search for the proof that the checker then judges by itself (D5)."""
