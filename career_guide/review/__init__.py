"""Reports on the guide for editors: its state, what changed, schemas, data dictionary, list of errors."""
