"""What a role, a skill, a salary band or a source is. Knows nothing of files, HTML or MkDocs."""
