"""How do blocks of a registrar's audit language (Scribe-style) become versions of qualifications?"""

from recommender.interchange.scribe.read import read

__all__ = ["read"]
