"""The site that readers see is always a whole one: the last that was built without an error."""

from pathlib import Path

import pytest

from career_guide.publishing import Staging


def write(folder: Path, content: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(content)


def read(site: Path) -> str:
    return (site / "index.html").read_text()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    site = tmp_path / "site"
    write(site, "old")
    (site / "only-in-the-old-one.html").write_text("old")
    return site


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir())


def test_a_build_does_not_touch_the_site_until_it_is_published(site: Path) -> None:
    staging = Staging(site)
    write(staging.folder, "new")
    assert read(site) == "old"
    staging.publish()
    assert read(site) == "new"


def test_nothing_is_left_of_the_old_site_or_of_the_exchange(site: Path) -> None:
    staging = Staging(site)
    write(staging.folder, "new")
    staging.publish()
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert beside(site) == ["site"]


def test_a_first_site_is_published_where_there_was_none(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "not" / "yet" / "site")
    write(staging.folder, "first")
    staging.publish()
    assert read(tmp_path / "not" / "yet" / "site") == "first"


def test_a_failed_build_is_thrown_away_and_the_site_stays(site: Path) -> None:
    staging = Staging(site)
    write(staging.folder, "half a site")
    staging.discard()
    assert read(site) == "old"
    assert beside(site) == ["site"]


def test_other_people_may_read_the_published_folder(site: Path) -> None:
    staging = Staging(site)
    staging.publish()
    assert site.stat().st_mode & 0o777 == 0o755


def test_the_staging_folder_stands_beside_the_site_so_that_it_can_be_exchanged_at_once(site: Path) -> None:
    folder = Staging(site).folder
    assert folder.parent == site.parent
    assert folder.name.startswith(".site-staging-")


def test_an_exchange_that_stopped_half_way_is_undone_by_the_next_build(site: Path) -> None:
    site.rename(site.with_name(".site-previous"))
    staging = Staging(site)
    assert read(site) == "old"
    staging.discard()
    assert beside(site) == ["site"]


def test_an_exchange_that_stopped_before_the_old_site_was_removed_is_finished_by_the_next_build(site: Path) -> None:
    write(site.with_name(".site-previous"), "older")
    Staging(site).discard()
    assert read(site) == "old"
    assert beside(site) == ["site"]


def test_what_builds_that_died_have_left_is_removed_by_the_next_one(site: Path) -> None:
    write(site.with_name(".site-staging-abc"), "half")
    write(site.with_name(".site-staging-def"), "half")
    Staging(site).discard()
    assert beside(site) == ["site"]


def test_what_belongs_to_others_is_left_alone(site: Path) -> None:
    write(site.with_name(".website-staging-abc"), "other")
    write(site.with_name("site-old"), "other")
    staging = Staging(site)
    write(staging.folder, "new")
    staging.publish()
    assert beside(site) == [".website-staging-abc", "site", "site-old"]


def test_leftovers_are_found_whatever_the_name_of_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site [1]*"
    write(site, "old")
    write(site.with_name(f".{site.name}-staging-abc"), "half")
    Staging(site).discard()
    assert beside(site) == [site.name]


def test_a_build_that_has_vanished_does_not_take_the_site_with_it(site: Path) -> None:
    first = Staging(site)
    Staging(site).discard()  # a second build removes what it takes for leftovers
    with pytest.raises(FileNotFoundError):
        first.publish()
    assert read(site) == "old"
    assert beside(site) == ["site"]
