"""ELMO 2.0, the EMREX format: transcripts and results of recognition, read and written."""
