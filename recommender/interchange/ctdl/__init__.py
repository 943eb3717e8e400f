"""How do transfer values in CTDL (Credential Transparency Description Language) become recognition rules, and back?"""

from recommender.interchange.ctdl.read import read
from recommender.interchange.ctdl.write import Written, export

__all__ = ["Written", "export", "read"]
