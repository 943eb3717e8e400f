"""What are the words of ELMO 2.0, and those that we add where it has an extension?"""

from __future__ import annotations

ELMO = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
"""The namespace, which is that of version 1 in version 2, too."""
OURS = "urn:creditpath:elmo:1"
"""Of elements within `extension`: an amount that is no decimal number, measures, the kind of an item."""
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"

PROGRAMME = "Degree Programme"
COURSE = "Course"
CLASS = "Class"
TYPES = (PROGRAMME, "Module", COURSE, CLASS)
STATUSES = ("passed", "failed", "in-progress")
RECOGNISED, NOT_RECOGNISED, IN_PART = "Positive", "Negative", "Partially Positive"
