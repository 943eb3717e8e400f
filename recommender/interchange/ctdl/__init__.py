"""How do transfer values in CTDL (Credential Transparency Description Language) become recognition rules?"""

from recommender.interchange.ctdl.read import read

__all__ = ["read"]
