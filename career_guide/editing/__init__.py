"""Commands that change the data: one style, new files, renamed ids. Nothing that an editor wrote is lost."""
