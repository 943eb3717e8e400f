"""A second demo bank: a national credit bank that awards degrees from courses, certificates and exams (F1)."""
