"""How do the achievements that a document of others tells of become results that the bank may deposit?"""
