"""Job descriptions: what stands in them comes from the data, and each file says the same in its own format."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby, product
from typing import Any, Final

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from career_guide.documents import markdown, plain_text, word
from career_guide.documents.blocks import (
    ADVERT_SECTIONS,
    FIXED,
    OWN_FIELDS,
    Blank,
    Bullets,
    Entry,
    Facts,
    JobDescription,
    Kind,
    Link,
    Paragraph,
    Section,
    Subheading,
)
from career_guide.documents.variants import Variant, variants
from career_guide.exports import job_description as exported
from career_guide.model import prose
from career_guide.model.guide import Guide
from career_guide.model.locales import LOCALES, Locale
from career_guide.pages.renderer import Renderer
from career_guide.site.permanent import permanent_path
from career_guide.site.plan import SitePlan
from career_guide.words.wording import Wording
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import SITE_URL
from tests.unit.edits import GuideFolder

COMMONMARK: Final = MarkdownIt("commonmark")
ADVERTS: Final = "documents/glassblower/job-advert_glassblower_"
PROFILES: Final = "documents/glassblower/role-profile_glassblower_"


def made(
    guide: Guide,
    part: str | None = "scientific",
    level: str | None = "master",
    locale: Locale = "en",
    *,
    role: str = "glassblower",
    kind: Kind = "profile",
) -> JobDescription:
    renderer = Renderer(SitePlan(guide), TEMPLATES, SITE_URL)
    return exported.job_description(renderer, Variant(guide.roles[role], part, level), kind, locale)


def advert(
    guide: Guide, part: str | None = "scientific", level: str | None = "master", locale: Locale = "en"
) -> JobDescription:
    return made(guide, part, level, locale, kind="advert")


def every(guide: Guide) -> Iterator[tuple[Variant, JobDescription]]:
    """All documents of the guide."""
    renderer = Renderer(SitePlan(guide), TEMPLATES, SITE_URL)
    for role in guide.roles.values():
        for variant in variants(role):
            for kind, locale in product(variant.kinds, LOCALES):
                yield variant, exported.job_description(renderer, variant, kind, locale)


def section(document: JobDescription, name: str) -> Section:
    there = (*document.sections, document.origin, *filter(None, [document.annex]))
    return next(part for part in there if part.id == name)


def said(document: JobDescription, name: str) -> str:
    """What a section says, as plain text on one line."""
    return " ".join(plain_text.section(section(document, name), lambda _: document.blank).split())


def facts(part: Section) -> dict[str, str]:
    """The named facts of a section."""
    table = next(block for block in part.blocks if isinstance(block, Facts))
    return {name: "".join(str(value) for value in line) for name, line in table.rows}


# --- which there are


def names(guide: Guide, role: str = "glassblower") -> list[str]:
    return [variant.name for variant in variants(guide.roles[role])]


def test_there_is_one_for_each_level_at_which_a_specialization_exists(guide: Guide) -> None:
    """The apprentice names a level; the scientific one has all of the role's, and so has the role itself."""
    assert names(guide) == [
        "apprentice", "master", "apprentice_apprentice", "scientific_apprentice", "scientific_master",
    ]  # fmt: skip


def test_where_no_level_is_known_there_is_one_without(guide: Guide) -> None:
    (variant,) = variants(guide.roles["lamplighter"])
    assert variant.path("profile", "en") == "documents/lamplighter/role-profile_lamplighter_en"


def test_a_specialization_that_is_the_base_stands_for_the_role(folder: GuideFolder) -> None:
    folder.replace("roles/glassblower/specializations/scientific.yml", "axis: sector", "axis: base")
    guide = folder.load()
    assert names(guide) == ["apprentice_apprentice", "scientific_apprentice", "scientific_master"]
    assert made(guide).title == "Glassblower"


def test_a_choice_in_a_shared_address_outlives_new_ids(folder: GuideFolder) -> None:
    folder.replace("levels.yml", "master:\n", "master:\n  former_ids: [chief]\n")
    file = "roles/glassblower/specializations/scientific.yml"
    folder.replace(file, "axis:", "former_ids: [laboratory]\naxis:")
    guide = folder.load()
    variant = Variant(guide.roles["glassblower"], "scientific", "master")
    assert variant.former_names(guide.levels) == ["scientific_chief", "laboratory_master", "laboratory_chief"]


# --- what stands in them


def test_a_whole_document_has_all_sections_in_order(guide: Guide) -> None:
    assert [part.id for part in made(guide, None, "master").sections] == [
        "head", "employer", "purpose", "tasks", "skills", "experience", "education", "certifications", "tools", "pay",
        "law", "about",
    ]  # fmt: skip


def test_a_minimal_role_has_a_profile_of_what_there_is_and_nothing_of_pay(guide: Guide) -> None:
    document = made(guide, None, role="lamplighter")
    assert [part.id for part in document.sections] == ["head", "employer", "purpose", "law", "about"]


def test_an_advert_says_what_the_data_says_for_the_specialization_the_level_and_the_role(guide: Guide) -> None:
    """Nothing of it speaks to job seekers or editors, and market pay stands apart."""
    document = advert(guide)
    assert [part.id for part in document.sections] == ["head", *ADVERT_SECTIONS]
    assert said(document, "purpose").endswith("We are looking for someone to make glassware for laboratories.")
    assert said(document, "you_do").endswith("- Blow test tubes. - Run the workshop. - Light the furnace.")
    assert said(document, "you_bring").endswith("- Ability to read a drawing - A steady hand - Patience")
    # Which tools are in use, only the employer knows.
    assert said(document, "tools").endswith(" Planning Tools that we use: [to be completed]")
    assert "Run the workshop." not in said(advert(guide, None, "apprentice"), "you_do")
    assert said(advert(guide, None, "apprentice"), "purpose").endswith("someone to shape test glass.")
    text = plain_text.document(document)
    assert "40,000" not in text
    assert "Work that is precise" not in text
    assert "Kiln Safety Test" not in text


def test_market_pay_is_an_annex_with_source_date_and_confidence(guide: Guide) -> None:
    found = facts(section(advert(guide), "pay"))
    assert found["Salary band"].startswith("€40,000–55,000")
    assert found["Source"] == "Test survey"
    assert found["Date of the figures"] == "as of 28 February 2026"
    confidence = guide.sources["glass-survey"].confidence
    assert found["Confidence"] == Wording(guide.labels, "en").label(f"confidence.{confidence}")
    assert advert(guide, "scientific", None).annex is None


def test_an_advert_asks_for_all_that_only_the_employer_knows(guide: Guide) -> None:
    markdown_of = "".join(markdown.section(part, lambda field: f"⟦{field}⟧") for part in advert(guide).sections)
    assert set(re.findall(r"⟦(\w+)⟧", markdown_of)) == set(OWN_FIELDS)


def test_a_role_without_words_for_adverts_has_only_a_profile(guide: Guide) -> None:
    assert {kind for variant in variants(guide.roles["lamplighter"]) for kind in variant.kinds} == {"profile"}


def test_sections_name_the_profile_and_the_role(guide: Guide) -> None:
    document = made(guide, "scientific", "master")
    assert document.title == "Scientific glassblower"
    assert "Glassblower · level of experience: Master" in said(document, "head")
    assert said(document, "purpose").endswith("in front of a furnace. They work to the millimetre.")
    assert "Blowing test tubes." in said(document, "tasks")
    assert "It takes reading a drawing." in said(document, "skills")
    assert "Glass gathering: teacher°. Can teach how to gather.° It is needed every morning." in said(
        document, "skills"
    )
    assert "over 10 years" in said(document, "experience")
    assert "Glass school: Drawing" in said(document, "education")
    assert "Kiln Safety Test (KST)" in said(document, "certifications")
    assert "Blowpipe Planner" in said(document, "tools")


def test_a_profile_says_how_well_each_skill_is_needed_at_its_level(guide: Guide) -> None:
    learner, master = (said(made(guide, "scientific", level), "skills") for level in ("apprentice", "master"))
    assert "The steps, from the lowest to the highest: beginner, able, teacher." in learner
    assert "Glass gathering: beginner. Can hold the pipe.° It is needed" in learner
    assert "Glass gathering: teacher°. Can teach how to gather.°" in master
    assert "Colour reading: able It takes" in learner
    assert "Helpful, but not always asked for: - Patience: able. It is needed every evening." in learner
    titles = [source.title["en"] for source in variant_of(guide).sources(guide)]
    assert guide.sources["glass-survey"].title["en"] in titles


def variant_of(guide: Guide) -> Variant:
    return next(one for one in variants(guide.roles["glassblower"]) if one.part_id == "scientific")


def test_the_experience_is_that_of_the_level_or_else_that_of_the_role(guide: Guide) -> None:
    assert "at least 3–5 years" not in said(made(guide, "scientific", "master"), "experience")
    assert "at least 3–5 years" in said(made(guide, "scientific", None), "experience")


def test_a_section_goes_where_the_data_says(folder: GuideFolder) -> None:
    work = "roles/glassblower/work.yml"
    # Lists are joined: what introduces one of them would introduce all.
    tasks = said(made(folder.load()), "tasks")
    assert "Fire comes first." in tasks
    assert "Mornings are for blowing." not in tasks
    folder.replace(work, "  - id: morning\n", "  - id: morning\n    job_description: conditions\n")
    document = made(folder.load())
    assert "Mornings are for blowing." in said(document, "conditions")
    assert "Fire comes first." not in said(document, "tasks")
    folder.replace(
        work,
        "sections:\n",
        "sections:\n  - id: noon\n    job_description: tasks\n    title: {it: Pranzo, en: Noon}\n"
        "    intro: {it: Si mangia., en: Time to eat.}\n",
    )
    tasks = said(made(folder.load()), "tasks")
    assert "Time to eat." in tasks
    assert "Mornings" not in tasks


@pytest.mark.parametrize("locale", LOCALES)
def test_every_number_stands_in_the_data_of_the_role_or_in_the_labels(guide: Guide, locale: Locale) -> None:
    """Amounts are compared as their digits: 40.000 and 40,000 are the number 40000."""
    labels = json.dumps(guide.model_dump(include={"labels"}))
    named = {"skills", "tools", "certifications", "sources", "laws"}
    catalogues = json.dumps([guide.model_dump(mode="json", include=named)])
    checked = 0
    for variant, document in every(guide):
        if document.locale != locale:
            continue
        known = variant.role.model_dump_json() + labels + catalogues
        dates = [variant.role.profile.reviewed, *(source.published for source in guide.sources.values())]
        known += " ".join(str(part) for day in dates if day for part in (day.day, day.year))
        known += "CC BY 4.0 licenses/by/4.0"
        text = plain_text.document(document).replace(variant.role.revision, "")
        for number in re.findall(r"\d+(?:[.,]\d+)*", text):
            checked += 1
            plain = re.sub(r"[.,](?=\d{3})", "", number).replace(",", ".")
            assert re.search(rf"(?<!\d){re.escape(plain)}(?:\.0)?(?!\d)", known), f"{variant.key}: {number}"
    assert checked > 50


# --- pay


def test_the_level_picks_the_band_with_its_basis_source_and_date(guide: Guide) -> None:
    found = facts(section(made(guide, "scientific", "master"), "pay"))
    say = Wording(guide.labels, "en").label
    assert found["Salary band"] == f"€40,000–55,000 or more {say('basis.unspecified', period=say('period.year'))}"
    assert found["Variable pay"] == "over 10% on top of fixed pay (in good years)"
    assert found["Source"] == "Test survey"
    assert found["Date of the figures"] == "as of 28 February 2026"


def test_what_is_not_known_of_pay_has_no_row(guide: Guide) -> None:
    document = made(guide, "apprentice", "apprentice", "it")
    found = facts(section(document, "pay"))
    say = Wording(guide.labels, "it").label
    assert (
        found["Fascia retributiva"].replace("\u00a0", " ")
        == f"20.000–26.000 € {say('basis.gross', period=say('period.year'))}"
    )
    assert "Parte variabile" not in found
    assert found["Data delle cifre"] == say("parts.undated")


def test_the_band_of_a_specialization_is_said_to_be_that_of_the_role(guide: Guide) -> None:
    note = Wording(guide.labels, "en").label("specializations.pay_of_level")
    assert note in said(made(guide), "pay")
    assert note not in said(made(guide, None), "pay")


def test_a_level_without_a_band_has_no_market_pay(folder: GuideFolder) -> None:
    folder.replace("levels.yml", "apprentice:", "legend:\n  name: {it: Leggenda, en: Legend}\napprentice:")
    folder.replace("roles/glassblower/specializations/apprentice.yml", "levels: [apprentice]", "levels: [legend]")
    guide = folder.load()
    assert advert(guide, "apprentice", "legend").annex is None
    assert "salary band" not in plain_text.document(made(guide, "apprentice", "legend")).lower()


def test_a_figure_from_elsewhere_names_its_own_source(folder: GuideFolder) -> None:
    folder.replace(
        "roles/glassblower/salary.yml",
        "      value: {above: 10}\n",
        "      value: {above: 10}\n      source: workshop-notes\n",
    )
    found = facts(section(made(folder.load(), "scientific", "master"), "pay"))
    assert found["Variable pay"].endswith("(source: Workshop notes, undated)")


@pytest.mark.parametrize("locale", LOCALES)
def test_market_pay_names_its_country_is_called_no_offer_and_never_stands_among_the_employers_details(
    guide: Guide, locale: Locale
) -> None:
    say = Wording(guide.labels, locale).label
    for _, document in every(guide):
        if document.locale == locale:
            if any(section.id == "pay" for section in document.sections):
                assert said(document, "pay").startswith(f"{say('documents.pay')} ---")
                country = {"it": "Italia", "en": "Italy"}[locale]
                assert say("documents.pay_note", country=country) in said(document, "pay")
            for part in document.sections:
                assert part.id not in {"employer", "offer"} or not re.search(r"\d", said(document, part.id))


def test_what_only_the_employer_knows_is_there_and_empty(guide: Guide) -> None:
    say = Wording(guide.labels, "en").label
    table = next(block for block in section(made(guide), "employer").blocks if isinstance(block, Facts))
    asked = set(OWN_FIELDS) - {"own_tools", "contact", "closing_day"}
    assert set(table.rows) == {(say(f"documents.{field}"), (Blank(field),)) for field in asked}


def test_the_law_is_that_of_the_roles_own_country(folder: GuideFolder) -> None:
    assert "Employers who hire say what lamp number 7 pays." in said(made(folder.load()), "law")
    folder.replace("roles/glassblower/role.yml", "market: IT", "market: GB")
    document = made(folder.load())
    assert "law" not in [part.id for part in document.sections]
    assert "Workshop notes" in said(document, "about")


# --- where it comes from


@pytest.mark.parametrize("part", [None, "scientific"])
def test_each_document_names_its_permanent_link_revision_day_sources_and_licence(
    guide: Guide, part: str | None
) -> None:
    role = guide.roles["glassblower"]
    key = "role/glassblower/specialization/scientific" if part else "role/glassblower"
    profile = made(guide, part, "master")
    about = said(profile, "about")
    assert "24 November 2026" in about
    assert "Workshop notes; Test survey of the glass trades" in about
    for text in (said(profile, "origin"), said(advert(guide, part), "origin")):
        assert SITE_URL + permanent_path(key) in text
        assert role.revision in text
        assert "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.en)" in text


# --- Markdown


def test_markdown_is_read_as_the_very_same_words(guide: Guide) -> None:
    for _, document in every(guide):
        tokens = COMMONMARK.parse(markdown.document(document))
        headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
        expected = [
            text
            for part in document.sections
            for text in (part.title, *(block.text for block in part.blocks if isinstance(block, Subheading)))
            if text
        ]
        assert [shown(heading) for heading in headings] == expected
        assert not any(token.type in {"html_block", "code_block", "fence", "hr"} for token in tokens)


def test_markdown_has_lists_notes_and_links(guide: Guide) -> None:
    text = markdown.document(made(guide))
    assert "- **Company:** [to be completed]\n" in text
    assert "Company: [to be completed]\n" in markdown.document(advert(guide))
    assert f"<{SITE_URL}go/role/glassblower/specialization/scientific/>" in text
    assert "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.en)" in text
    assert re.search(r"^\*Employers who hire .*\*$", text, re.MULTILINE)


def shown(inline: str) -> str:
    """The words of a line of Markdown."""
    (block,) = COMMONMARK.parseInline(inline)
    return "".join(child.content for child in block.children or [])


WORDS: Final = st.lists(
    st.text(alphabet="ab1 *_`[]()<>&;#.+-=~!:\\|é€«\"'{}", min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(bool),
    min_size=1,
    max_size=3,
)


@given(WORDS)
@example(["1 #"])
@example(["in C #", "## ###"])
def test_no_words_are_taken_for_markdown(words: list[str]) -> None:
    part = Section("tasks", words[0], tuple(Paragraph((word,)) for word in words))
    tokens = COMMONMARK.parse(markdown.section(part, str))
    assert [token.type for token in tokens if token.type.endswith("_open")] == [
        "heading_open",
        *["paragraph_open"] * len(words),
    ]
    inlines = ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]
    assert inlines == [words[0], *words]
    subheadings = markdown.section(Section("tasks", "a", tuple(map(Subheading, words))), str)
    tokens = COMMONMARK.parse(subheadings)
    inlines = ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]
    assert inlines == ["a", *words]


@given(WORDS)
def test_no_words_after_others_in_a_line_are_taken_for_markdown(words: list[str]) -> None:
    entries = Bullets(tuple(Entry("Title.", word) for word in words))
    facts_of_job = Facts("a", ("b", "c"), tuple(("Pay", (word,)) for word in words))
    for block, before in ((entries, "Title. "), (facts_of_job, "Pay: ")):
        tokens = COMMONMARK.parse(markdown.section(Section("tasks", "a", (block,)), str))
        found = [token for token in tokens if token.type == "inline"][1:]
        assert ["".join(child.content for child in token.children or []) for token in found] == [
            before + word for word in words
        ]


def test_an_amount_within_a_line_of_markdown_is_written_as_it_is(guide: Guide) -> None:
    document = made(guide, "scientific", "master", "it")
    amount = facts(section(document, "pay"))["Fascia retributiva"]
    assert re.match(r"\d+\.\d", amount)
    assert f"- **Fascia retributiva:** {amount}\n" in markdown.document(document)


@given(st.text(alphabet="ab[]()\\ ", min_size=1).map(str.strip).filter(bool))
def test_the_words_of_a_link_stay_its_words(words: str) -> None:
    part = Section("about", "a", (Paragraph((Link(words, "https://x.example/"),)),))
    tokens = COMMONMARK.parse(markdown.section(part, str))
    children = tokens[-2].children or []
    assert [child.type for child in children[:: len(children) - 1]] == ["link_open", "link_close"]
    assert "".join(child.content for child in children) == words


# --- plain text


def test_no_line_of_plain_text_is_longer_than_80_characters(guide: Guide) -> None:
    for _, document in every(guide):
        text = plain_text.document(document)
        assert [line for line in text.splitlines() if len(line) > 80 and " " in line.strip()] == []
        assert "\u00a0" not in text
        assert text.endswith("\n")


def test_plain_text_underlines_headings_and_sets_lists_in() -> None:
    long = "word " * 40
    part = Section("tasks", "Tasks", (Bullets((Entry("Title.", long), Entry(text="Short"))), Paragraph((long,))))
    lines = plain_text.section(part, str).splitlines()
    assert lines[:2] == ["Tasks", "-----"]
    assert lines[3].startswith("- Title. word")
    assert lines[4].startswith("  word")
    assert "- Short" in lines


# --- Word


@pytest.fixture(scope="module")
def opened(guide: Guide) -> dict[Locale, Document]:
    """A document in both languages, opened again."""
    return {
        locale: docx.Document(io.BytesIO(word.document(made(guide, "scientific", "master", locale))))
        for locale in LOCALES
    }


def test_the_same_data_gives_the_same_bytes_and_no_time_of_writing(guide: Guide) -> None:
    first, second = word.document(made(guide)), word.document(made(guide))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert not [name for name in archive.namelist() if "thumbnail" in name or "WithEffects" in name]
    assert len(first) < 20_000


def test_headings_and_lists_are_real_ones(opened: dict[Locale, Document], guide: Guide) -> None:
    document = made(guide, "scientific", "master")
    styles = [(entry.style.name, entry.text) for entry in opened["en"].paragraphs if entry.style]
    titles = [text for style, text in styles if style in {"Title", "Heading 1"}]
    assert titles == [part.title for part in document.sections]
    assert styles[0] == ("Title", "Scientific glassblower")
    assert ("Heading 2", "Technical skills") in styles
    assert ("List Bullet", "Blowing test tubes.") in styles
    bullets = opened["en"].styles["List Bullet"].element
    assert bullets.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def test_no_style_is_missing(opened: dict[Locale, Document]) -> None:
    known = {style.style_id for style in opened["it"].styles}
    for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        used = {element.get(qn("w:val")) for element in opened["it"].element.iter(qn(tag))}
        assert used, tag
        assert used <= known


@pytest.mark.parametrize(("locale", "language"), [("it", "it-IT"), ("en", "en-GB")])
def test_the_file_tells_its_language_title_author_and_day(
    opened: dict[Locale, Document], guide: Guide, locale: Locale, language: str
) -> None:
    document = opened[locale]
    lang = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert lang.get(qn("w:val")) == language
    properties = document.core_properties
    assert properties.language == language
    assert properties.title == made(guide, "scientific", "master", locale).title
    assert properties.author == Wording(guide.labels, locale).label("site.name")
    assert properties.created == properties.modified == datetime(2026, 11, 24, tzinfo=UTC)
    assert properties.version == guide.roles["glassblower"].revision


def test_the_page_is_a4_and_numbered(opened: dict[Locale, Document]) -> None:
    page = opened["it"].sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert page.left_margin is not None
    assert page.left_margin > Mm(15)
    fields = [field.get(qn("w:instr")) for field in page.footer.paragraphs[0]._p.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_tables_mark_their_header_row_and_say_what_they_are(opened: dict[Locale, Document]) -> None:
    assert len(opened["en"].tables) == 2
    for table in opened["en"].tables:
        marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert marked == [True, *[False] * (len(table.rows) - 1)]
        (caption,) = table._tbl.tblPr.findall(qn("w:tblCaption"))
        assert caption.get(qn("w:val"))


def keeps_next(entry: Any) -> bool:
    """Whether a paragraph stays on the page of the next one."""
    said, style = entry.paragraph_format.keep_with_next, entry.style
    while said is None and style is not None:
        said, style = style.paragraph_format.keep_with_next, style.base_style
    return bool(said)


def test_no_heading_no_table_and_no_entry_is_left_alone_on_a_page(opened: dict[Locale, Document]) -> None:
    seen = set()
    for name, group in groupby(opened["en"].paragraphs, lambda entry: entry.style and entry.style.name):
        entries = list(group)
        seen.add(name)
        if name in {"Title", "Heading 1", "Heading 2", "After Table"}:
            assert all(map(keeps_next, entries)), name
        if name == "List Bullet" and len(entries) > 1:
            assert [keeps_next(entry) for entry in (entries[0], entries[-2], entries[-1])] == [True, True, False]
    assert {"Title", "Heading 1", "Heading 2", "After Table", "List Bullet"} <= seen
    for table in opened["en"].tables:
        for row in table.rows:
            assert keeps_next(row.cells[0].paragraphs[0])
            assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_links_lead_to_the_guide_and_the_licence(opened: dict[Locale, Document]) -> None:
    foot = opened["en"].sections[0].footer
    assert [link.address for line in foot.paragraphs for link in line.hyperlinks] == [
        "https://creativecommons.org/licenses/by/4.0/deed.en",
        f"{SITE_URL}go/role/glassblower/specialization/scientific/",
    ]


def test_sections_stand_between_bookmarks_and_blanks_in_content_controls(
    opened: dict[Locale, Document], guide: Guide
) -> None:
    body = opened["en"].element.body
    starts = {mark.get(qn("w:id")): mark.get(qn("w:name")) for mark in body.findall(qn("w:bookmarkStart"))}
    ends = [mark.get(qn("w:id")) for mark in body.findall(qn("w:bookmarkEnd"))]
    sections = [part.id for part in made(guide, "scientific", "master").sections if part.id not in FIXED]
    assert list(starts.values()) == [f"section_{name}" for name in sections]
    assert list(starts) == ends
    tags = [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]
    assert tags == [field for field in OWN_FIELDS if field not in {"own_tools", "contact", "closing_day"}]
    header = opened["en"].sections[0].header.paragraphs[0]
    assert "Scientific glassblower" in header.text
    assert [tag.get(qn("w:val")) for tag in header._p.iter(qn("w:tag"))] == ["company"]


def test_the_font_names_one_to_take_in_its_place(guide: Guide) -> None:
    with zipfile.ZipFile(io.BytesIO(word.document(made(guide)))) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert '<w:font w:name="Calibri"><w:altName w:val="Carlito"/>' in fonts


# --- for the builder


@pytest.fixture(scope="module")
def files(renderer: Renderer) -> dict[str, Any]:
    return exported.files(renderer)


def test_there_is_a_file_of_each_format_for_each_document(files: dict[str, Any]) -> None:
    assert {name for name in files if "_glassblower_scientific_" in name} == {
        f"{kind}scientific_{level}_{locale}.{ending}"
        for level in ("apprentice", "master")
        for locale in LOCALES
        for kind, endings in ((ADVERTS, ("docx", "md", "txt", "json")), (PROFILES, ("docx",)))
        for ending in endings
    }


def test_the_builders_sections_make_up_the_very_files(files: dict[str, Any], subtests: pytest.Subtests) -> None:
    for name, locale in product(("scientific_master", "apprentice"), LOCALES):
        with subtests.test(f"{name} {locale}"):
            path = f"{ADVERTS}{name}_{locale}"
            content = json.loads(files[f"{path}.json"]())
            for ending, kind in (("md", "markdown"), ("txt", "text")):
                joined = "\n".join(part[kind] for part in content["sections"] if part["id"] != "pay")
                filled = re.sub(r"⟦\w+⟧", content["blank"], joined)
                # A mark and what it stands for differ in length: lines may break elsewhere.
                assert filled.split() == files[f"{path}.{ending}"]().lstrip("\ufeff").split()
                assert set(re.findall(r"⟦(\w+)⟧", joined)) == set(OWN_FIELDS)


def test_what_editors_type_is_text_in_every_format(folder: GuideFolder) -> None:
    hostile = '<b>"x" & y</b> {{ 1 }}'
    folder.replace("roles/glassblower/specializations/scientific.yml", "en: Blow test tubes.", f"en: '{hostile}'")
    made_files = exported.files(Renderer(folder.plan(), TEMPLATES, SITE_URL))
    assert hostile in made_files[f"{ADVERTS}scientific_master_en.txt"]()
    assert shown(markdown.escaped(hostile)) == hostile
    assert markdown.escaped(hostile) in made_files[f"{ADVERTS}scientific_master_en.md"]()
    document = docx.Document(io.BytesIO(word.document(advert(folder.load()))))
    assert hostile in [entry.text for entry in document.paragraphs]
    html = json.loads(made_files[f"{ADVERTS}scientific_master_en.json"]())["sections"]
    tasks = next(part["html"] for part in html if part["id"] == "you_do")
    assert "&lt;b&gt;&#34;x&#34; &amp; y&lt;/b&gt; {{ 1 }}" in tasks
    assert "<b>" not in tasks


def test_prose_says_the_same_in_every_format_and_on_the_page(folder: GuideFolder) -> None:
    lines = [
        r"1900\. Anno in *cui* si",
        r"soffiava a AC\DC.",
        "",
        r"\- 5 gradi, 2\*3 e snake_case &amp; <b>:",
        "",
        "- uno",
        "  ancora",
        "- due",
        "",
        "1. tre",
        "2. quattro",
    ]
    blocks = [
        "1900. Anno in cui si soffiava a AC\\DC.",
        "- 5 gradi, 2*3 e snake_case &amp; <b>:",
        "uno ancora",
        "due",
        "1. tre",
        "2. quattro",
    ]
    below = "\n".join(["|-", *(f"      {line}" for line in lines)])
    folder.replace("roles/glassblower/specializations/scientific.yml", "it: Lavora al millimetro.", f"it: {below}")
    italian = made(folder.load(), locale="it")
    text = plain_text.document(italian)
    assert "\n\n".join([*blocks[:2], "- uno ancora\n- due", *blocks[4:]]) in text
    tokens = COMMONMARK.parse(markdown.document(italian))
    read = ["".join(child.content for child in token.children or []) for token in tokens if token.type == "inline"]
    assert blocks == read[read.index(blocks[0]) :][: len(blocks)]
    document = docx.Document(io.BytesIO(word.document(italian)))
    paragraphs = [entry.text for entry in document.paragraphs]
    assert blocks == paragraphs[paragraphs.index(blocks[0]) :][: len(blocks)]
    on_page = Markup(prose.html("\n".join(lines), str)).striptags()
    assert on_page.replace("tre quattro", "1. tre 2. quattro") == " ".join(blocks)
