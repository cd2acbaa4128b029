"""The pictures that other sites show beside a shared link, as somebody sees them."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Final

import pytest
from PIL import Image

from career_guide.exports import share_pictures
from career_guide.pages.share_card import SIZE, ShareCard
from tests.fixture_guide import TEMPLATES
from tests.unit.conftest import shipped_renderer

ASSETS: Final = TEMPLATES.with_name("assets") / "guide"
CARD: Final = ShareCard(
    "Guida", "Key account manager", "Quanto si guadagna?", "Da 30.000–40.000 € a 75.000 € lordi l’anno."
)
MARGIN: Final = 70
"""Free on all sides, in pixels."""
PARAGRAPH: Final = "Chi comincia guadagna meno di chi ha esperienza, e al Nord si guadagna più che al Sud. "
LONG_WORD: Final = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
HARD: Final = {
    "a long role": replace(CARD, above="Responsabile regionale delle relazioni con i clienti istituzionali " * 3),
    "a long question": replace(CARD, title="Quanto si guadagna, e da che cosa dipende di anno in anno? " * 3),
    "a very long question": replace(CARD, title="Quanto si guadagna? " * 100),
    "a long answer": replace(CARD, text=PARAGRAPH * 4),
    "a very long answer": replace(CARD, text=PARAGRAPH * 40),
    "everything long": ShareCard(PARAGRAPH * 2, PARAGRAPH, PARAGRAPH * 2, PARAGRAPH * 5),
    "a long word": replace(CARD, title=LONG_WORD),
    "a word longer than the picture": ShareCard("A" * 200, "B" * 200, "C" * 200, f"Prima {'D' * 200} dopo"),
}


def opened(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture))


def written(picture: bytes) -> tuple[int, int, int, int]:
    """The box around all that stands out from the ground: left, top, right, bottom."""
    box = opened(picture).convert("L").point([255 if grey > 140 else 0 for grey in range(256)]).getbbox()
    assert box
    return box


@cache
def shipped() -> dict[str, bytes]:
    return {path: make() for path, make in share_pictures.files(shipped_renderer()).items()}


def words_of(card: ShareCard) -> str:
    """What can be read on a picture, from the top."""
    return " ".join(words for _, _, words, *_ in share_pictures.lines(card, ASSETS)).replace("\u00a0", " ")


def test_home_roles_and_chapters_have_one_in_each_language() -> None:
    pages = shipped_renderer().plan.pages
    having = {page.path for page in pages if page.kind in {"language_choice", "home", "role", "chapter"}}
    assert shipped().keys() == {f"{path}share.png" for path in having}
    assert len(having) > 15


def test_each_has_the_size_that_other_sites_show_and_is_light(subtests: pytest.Subtests) -> None:
    for path, picture in shipped().items():
        with subtests.test(path):
            shown = opened(picture)
            assert (shown.format, shown.size) == ("PNG", SIZE) == ("PNG", (1200, 630))
            assert len(picture) <= 40_000


def test_no_two_are_alike_and_each_is_always_the_same() -> None:
    assert len({*shipped().values()}) == len(shipped())
    assert {path: make() for path, make in share_pictures.files(shipped_renderer()).items()} == shipped()


def test_no_text_is_ever_outside_or_at_the_rim(subtests: pytest.Subtests) -> None:
    pictures = shipped() | {name: share_pictures.picture(card, ASSETS) for name, card in HARD.items()}
    for name, picture in pictures.items():
        with subtests.test(name):
            left, top, right, bottom = written(picture)
            assert left >= MARGIN
            assert top >= MARGIN
            assert right <= SIZE[0] - MARGIN
            assert bottom <= SIZE[1] - MARGIN


@pytest.mark.parametrize(
    "text", [LONG_WORD, PARAGRAPH * 2, PARAGRAPH * 40, f"Prima {'D' * 200} dopo", f"{PARAGRAPH * 6}{'D' * 60}"]
)
def test_whole_words_are_written_and_what_is_left_out_is_marked(text: str) -> None:
    said, text = words_of(ShareCard(None, None, "", text)), text.strip()
    if said != text:
        assert said.endswith("…")
        beginning = said.removesuffix("…")
        assert text.startswith(beginning)
        assert not text.removeprefix(beginning)[0].isalnum()


def test_figures_are_not_broken_across_lines() -> None:
    for before in range(30):
        card = replace(
            CARD, text=f"{'x' * before} da 30.000–40.000 € a 75.000 € lordi l’anno, e dal 24 novembre 2026 di più."
        )
        assert not {words.split(" ")[0] for _, _, words, *_ in share_pictures.lines(card, ASSETS)} & {"€", "novembre"}


def test_everything_on_the_shipped_pictures_can_be_written(subtests: pytest.Subtests) -> None:
    renderer = shipped_renderer()
    for page in renderer.plan.pages:
        if page.share_file:
            with subtests.test(page.path):
                card = renderer.share_card(page)
                said = filter(None, (card.site, card.above, card.title, card.text))
                assert words_of(card) == " ".join(said).replace("\u00a0", " ")


@pytest.mark.parametrize("text", ["Łódź", "Αθήνα", "東京", "🙂"])
def test_a_text_with_a_letter_that_the_typeface_lacks_is_left_out_rather_than_shown_as_boxes(text: str) -> None:
    without = share_pictures.picture(replace(CARD, text=""), ASSETS)
    assert share_pictures.picture(replace(CARD, text=f"Dove: {text}"), ASSETS) == without
    assert share_pictures.picture(replace(CARD, text="Dove: Forlì"), ASSETS) != without
