"""How do the tables that institutions really have become entries of a ledger, or a catalogue?

CSV in whichever encoding, workbooks with a heading of their own, full-width digits, dates as people write them, codes
whose zeros a spreadsheet ate. Every row that can be read is kept, every other one is named by file, row and field,
and what matches nothing in the catalogue is listed, the most frequent first.
"""
