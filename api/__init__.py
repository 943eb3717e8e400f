"""Stage 8, the service: which questions can be asked over HTTP, and how is each answered?  FastAPI lives here alone."""
