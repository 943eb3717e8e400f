"""How do subject tables and nested requirement lists of the FireRoad form (MIT) become a native catalogue?"""

from recommender.interchange.fireroad.read import read

__all__ = ["read"]
