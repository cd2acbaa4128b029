"""A variant of a role → a job advert that can be sent out, once the employer has filled in the blanks."""

from collections.abc import Iterator
from itertools import chain
from typing import Final, Literal

from career_guide.documents.assembly import Assembly, bullets, text
from career_guide.documents.blocks import Blank, Block, OwnField, Paragraph, Section

_OFFER: Final[tuple[OwnField, ...]] = ("own_pay", "agreement", "grade", "contract", "place", "working_time")


class Advert(Assembly):
    """The advert for a role or for a specialization at a level of experience."""

    kind = "advert"

    def _head(self) -> Iterator[Block]:
        yield self._to_fill_in("company")
        # A junior key account manager need not be told that the level is junior.
        if self.level and self.variant.level != self.variant.part_id:
            yield text(f"{self.say('documents.level')}: {self.level}")

    def _purpose(self) -> Iterator[Block]:
        advert = (self.part and self.part.advert) or self.role.profile.advert
        if advert:
            yield text(advert.purpose[self.locale])

    def _you_do(self) -> Iterator[Block]:
        return self._bullets("tasks")

    def _you_bring(self) -> Iterator[Block]:
        return self._bullets("requirements")

    def _tools(self) -> Iterator[Block]:
        if categories := [category for category, _ in self._examples()]:
            yield text(" · ".join(categories))
            yield self._to_fill_in("own_tools")

    def _offer(self) -> Iterator[Block]:
        yield self._facts("offer", ((self.say(f"documents.{field}"), (Blank(field),)) for field in _OFFER))

    def _apply(self) -> Iterator[Block]:
        yield self._to_fill_in("contact")
        yield self._to_fill_in("closing_day")
        yield text(self.say("documents.open_to_all"))

    def _annex(self) -> Section | None:
        """What is known of pay in the market, which is the employer's to add."""
        known = tuple(self._market_pay())
        return Section("pay", self._title("pay"), known) if known else None

    def _to_fill_in(self, field: OwnField) -> Paragraph:
        return Paragraph((f"{self.say(f'documents.{field}')}: ", Blank(field)))

    def _bullets(self, name: Literal["tasks", "requirements"]) -> Iterator[Block]:
        """The bullets of the specialization, then those of the level and of the role."""
        of_role = self.role.profile.advert
        of_level = [texts for texts in of_role.levels if texts.level == self.variant.level] if of_role else []
        said = (self.part and self.part.advert, *of_level, of_role)
        if texts := list(chain.from_iterable(getattr(texts, name) for texts in said if texts)):
            yield bullets(words[self.locale] for words in texts)
