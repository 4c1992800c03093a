"""Whether the officer has to be asked about rows of her file that lie outside her office's region."""

from dataclasses import dataclass

from wadah.registry.intake.outside import HELD_OUTSIDE, MOST, Outside
from wadah.registry.kinds import Verdict
from wadah.registry.models import Intake
from wadah.registry.shapes import SheetFound


@dataclass(frozen=True)
class OutsideQuestion:
    """Of `of_count` rows `rows_count` lie outside `within`. `place` is where most seem to lie, '' when not known.

    `is_sample` before the rows are checked: then only the first rows were looked at. `reason` is the answer that
    was given before.
    """

    rows_count: int
    of_count: int
    place: str
    within: str
    by_points: bool
    is_sample: bool
    reason: str

    @property
    def is_most(self) -> bool:
        """Whether the file seems to be another office's."""
        return self.rows_count >= MOST * self.of_count

    @property
    def is_all(self) -> bool:
        """Whether no checked row lies inside."""
        return not self.is_sample and self.rows_count >= self.of_count


def outside_question(intake: Intake) -> OutsideQuestion | None:
    """The question about this file, or None when no row of it is known to lie outside. Needs the region loaded."""
    looked = [SheetFound.from_json(sheet).outside for sheet in intake.sheets]
    held = held_outside_count(intake)
    rows, of = sum(look.rows_count for look in looked), sum(look.of_count for look in looked)
    if not rows and not held and not intake.outside_reason:
        return None
    main = max(looked, key=lambda look: look.rows_count, default=Outside(0, 0))
    verdicts: dict[str, int] = intake.counts.get("verdicts", {})
    businesses = sum(count for verdict, count in verdicts.items() if verdict != Verdict.NOT_A_BUSINESS)
    return OutsideQuestion(
        rows_count=held or rows,
        of_count=businesses if held else of,
        place=main.place,
        within=intake.institution.region.name,
        by_points=main.by_points,
        is_sample=not held,
        reason=intake.outside_reason,
    )


def held_outside_count(intake: Intake) -> int:
    """Checked rows that are held because of where they lie."""
    counted = intake.counts.get("problems", {})
    return sum(counted[code]["count"] for code in HELD_OUTSIDE if code in counted)
