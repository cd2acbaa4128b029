"""What judges the guide and describes it to editors: status, changes, schemas, data dictionary, list of errors."""
