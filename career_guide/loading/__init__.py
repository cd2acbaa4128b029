"""From YAML files to the checked guide; every problem with its file, line, column and remedy. No HTML, no MkDocs."""

from career_guide.loading.articles import load_articles, other_files
from career_guide.loading.editions import load_editions
from career_guide.loading.guide_loader import GuideLoader

__all__ = ["GuideLoader", "load_articles", "load_editions", "other_files"]
