"""The revision of a role is cited: it follows what an editor wrote, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from career_guide.building.writing import write_files
from career_guide.editing.formatting import data_files, format_file
from career_guide.editing.releasing import edition_files
from career_guide.loading import guide_loader, load_editions
from career_guide.model.guide import Role
from career_guide.model.kinds import FILE_KINDS
from career_guide.model.role import Profile
from tests.unit.edits import GuideFolder

ROLE = "roles/glassblower/role.yml"
WORK = "roles/glassblower/work.yml"
TITLE = "  it: Soffiatore di vetro\n  en: Glassblower\n"
INTRO = "The day begins with lighting the furnace."
SAME = {
    "a comment": (ROLE, "title:\n", "# A comment.\ntitle:\n"),
    "another quotation mark": (ROLE, "en: Glassblower", 'en: "Glassblower"'),
    "a folded text": (WORK, f"en: {INTRO}", f"en: >-\n    {INTRO[:7]}\n    {INTRO[8:]}"),
    "keys in another order": (ROLE, TITLE, "\n".join([*reversed(TITLE.splitlines()), ""])),
    "another role": ("roles/lamplighter/role.yml", "en: Lamplighter", "en: Lighter of lamps"),
}  # fmt: skip
OTHER = {
    "a character in Italian": (ROLE, "it: Soffiatore di vetro", "it: Soffiatrice di vetro"),
    "a character in English": (ROLE, "en: Glassblower", "en: Glass-blower"),
    "a figure": ("roles/glassblower/salary.yml", "{min: 20000, max: 26000}", "{min: 20000, max: 26001}"),
    "a word in a chapter": (WORK, "La mattina", "La mattinata"),
    "a specialization": (
        "roles/glassblower/specializations/scientific.yml",
        "en: Scientific glass",
        "en: Laboratory glass",
    ),
}


def revision_of(folder: GuideFolder) -> str:
    return folder.load().roles["glassblower"].revision


def test_it_changes_with_what_is_said_and_not_with_how_it_is_written(folder: GuideFolder) -> None:
    before = revision_of(folder)
    wrong = []
    for cases, must_change in ((SAME, False), (OTHER, True)):
        for name, edit in cases.items():
            folder.replace(*edit)
            if (revision_of(folder) != before) is not must_change:
                wrong.append(name)
            folder.restore()
    assert wrong == []


def test_it_does_not_change_when_the_model_gains_fields(folder: GuideFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    class GrownProfile(Profile):
        mood: str = "cheerful"

    class GrownRole(Role):
        hobbies: list[str] = ["chess"]

    before = revision_of(folder)
    monkeypatch.setattr(guide_loader, "Role", GrownRole)
    monkeypatch.setitem(FILE_KINDS, "role", replace(FILE_KINDS["role"], holds=GrownProfile))
    grown = (
        guide_loader.GuideLoader(folder.data).load().roles["glassblower"]
    )  # by a loader that knows nothing of before
    assert "chess" in grown.model_dump_json()
    assert isinstance(grown.profile, GrownProfile)
    assert grown.revision == before


def test_fmt_does_not_change_it(own_folder: GuideFolder) -> None:
    before = revision_of(own_folder)
    own_folder.replace(ROLE, *SAME["another quotation mark"][1:])
    assert format_file(own_folder.data, own_folder.data / ROLE).is_changed
    for path in data_files(own_folder.data):
        formatted = format_file(own_folder.data, path)
        assert formatted.after is not None
        path.write_text(formatted.after, "utf-8")
    assert revision_of(own_folder) == before


def test_an_edition_keeps_the_one_that_it_was_frozen_with(own_folder: GuideFolder) -> None:
    revisions = {role_id: role.revision for role_id, role in own_folder.load().roles.items()}
    write_files(edition_files(own_folder.path, "2026-11", date(2026, 11, 24)))
    own_folder.replace(ROLE, *OTHER["a character in Italian"][1:])
    (edition,) = load_editions(own_folder.path / "editions")
    assert {role_id: role.revision for role_id, role in edition.roles.items()} == revisions
