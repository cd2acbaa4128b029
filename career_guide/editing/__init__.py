"""Changing the data in place of an editor: one style, new files, renamed ids. Nothing that an editor wrote is lost."""
