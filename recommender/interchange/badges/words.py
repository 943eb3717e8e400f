"""Which kinds of results do we add, as the data model lets everybody (`ext:`): what Open Badges has no field for?"""

from __future__ import annotations

CREDITS = "ext:creditpathCredits"
"""An exact amount of credit; the description's name is its scheme."""
MEASURE = "ext:creditpathMeasure"
"""Another number about a result; the description's name is that of the measure."""
MARK = "Result"
"""A mark; the description's name is its scale."""
