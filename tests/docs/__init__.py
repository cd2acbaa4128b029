"""What the documents promise is there."""
