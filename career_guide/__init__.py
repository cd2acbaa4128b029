"""The engine of the career guide: YAML data → checked model → site plan → HTML and search.

Each module takes what the one before it gives and knows nothing of the ones after it; `mkdocs_plugin` is the only
one that imports MkDocs. See ARCHITECTURE.md.
"""
