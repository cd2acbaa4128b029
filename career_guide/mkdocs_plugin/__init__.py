"""MkDocs is met here and nowhere else: its events, files and pages on one side, the engine's modules on the other."""

from career_guide.mkdocs_plugin.plugin import CareerGuidePlugin

__all__ = ["CareerGuidePlugin"]
