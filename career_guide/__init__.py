"""The engine of the career guide: YAML data → checked model → plan of the site → HTML, exports and search.

Each package imports only those below it; `mkdocs_plugin` is the only one that imports MkDocs. See ARCHITECTURE.md.
"""
