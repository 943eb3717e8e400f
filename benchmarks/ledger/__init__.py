"""How fast is a large ledger read, beside what the drivers give?"""
