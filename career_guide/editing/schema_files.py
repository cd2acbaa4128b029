"""The JSON Schemas in a guide's folder, where editors' programs look for them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from career_guide.building.writing import write_files
from career_guide.review import schemas


def write_schemas(project: Path, references: Mapping[str, Any]) -> tuple[int, int]:
    """Write the schemas that differ from those in the folder.

    Args:
        project: The guide's folder.
        references: What references may name, as in `GuideLoader.context`.

    Returns:
        How many were written, and how many there are.

    Raises:
        OSError: The system refuses it; all is as it was.
    """
    texts = {project / schemas.FOLDER / name: text for name, text in schemas.files(**references).items()}
    outdated = {path: text for path, text in texts.items() if not path.exists() or path.read_bytes() != text.encode()}
    write_files(outdated)
    return len(outdated), len(texts)
