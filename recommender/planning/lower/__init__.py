"""The rows of each rule kind in the model: one file per kind, of the kind's name."""
