"""From YAML files to the checked guide; every problem with its file, line, column and remedy. No HTML, no MkDocs."""

from career_guide.loading.guide_loader import load
from career_guide.loading.problems import DataError, Problem

__all__ = ["DataError", "Problem", "load"]
