"""How does a public data set become a native catalogue directory?  One importer each; the data itself never ships."""
