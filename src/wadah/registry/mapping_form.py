"""The form by which an officer says what each column means: one choice per column, grouped by sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wadah.registry.intake.fields import FIELDS, GROUPS, Field, Kind
from wadah.registry.intake.mapping import Certainty, ColumnGuess, MappedColumn
from wadah.registry.intake.titles import fields_like
from wadah.registry.shapes import SheetFound, SheetMapping

Choice = tuple[str, str]
ChoiceGroup = tuple[str, list[Choice]]
IGNORED = "ignored"
MONTH, YEAR = "month", "year"
MONEY = (Kind.MONEY, Kind.SALES)
THOUSAND, MILLION = 1_000, 1_000_000
# The choice that leaves the amounts as they are written.
AS_WRITTEN = ""


@dataclass(frozen=True)
class ColumnRow:
    """One column as the form shows it."""

    guess: ColumnGuess
    control: forms.BoundField
    why: str
    unit: forms.BoundField | None = None

    @property
    def is_sure(self) -> bool:
        """Sure columns are folded away: the officer looks at the others."""
        return self.guess.certainty == Certainty.SURE


@dataclass(frozen=True)
class SheetPart:
    """One sheet of the form."""

    found: SheetFound
    use: forms.BoundField
    doubtful: tuple[ColumnRow, ...]
    sure: tuple[ColumnRow, ...]


def _choices_of(field: Field, language: str) -> list[Choice]:
    """The field; turnover three times, since a figure of a month is another than one of a year."""
    label = field.label(language)
    if field.kind is not Kind.SALES:
        return [(field.code, label)]
    return [
        (f"{field.code}:{MONTH}", _("%(field)s per bulan") % {"field": label}),
        (f"{field.code}:{YEAR}", _("%(field)s per tahun") % {"field": label}),
        (field.code, _("%(field)s, waktunya ada di sel") % {"field": label}),
    ]


def _all_choices(language: str) -> list[ChoiceGroup]:
    """Every field in its group."""
    return [
        (group.label(language), [one for field in group.fields for one in _choices_of(field, language)])
        for group in GROUPS
    ]


def _likely_choices(codes: Iterable[str], language: str) -> ChoiceGroup:
    """What the column probably means, and that it is left out: what most columns in doubt become."""
    likely = dict.fromkeys([*codes, IGNORED])
    choices = [one for code in likely for one in _choices_of(FIELDS[code], language)]
    return _("Yang paling mungkin"), choices


def _units(column: MappedColumn) -> list[Choice]:
    """What the numbers of a money column count. A unit that its title names needs no answer."""
    named = {1: _("Seperti tertulis di sel"), THOUSAND: _("Ribu rupiah, menurut judulnya")}
    as_written = named.get(column.unit, _("Juta rupiah, menurut judulnya"))
    return [
        (AS_WRITTEN, named[1] if column.unit_is_stated else as_written),
        ("1", _("Angkanya dalam rupiah")),
        (str(THOUSAND), _("Angkanya dalam ribu rupiah")),
        (str(MILLION), _("Angkanya dalam juta rupiah")),
    ]


def unit_choice_of(column: MappedColumn) -> str:
    """The form's value for the unit of a column."""
    return str(column.unit) if column.unit_is_stated else AS_WRITTEN


def choice_of(column: MappedColumn) -> str:
    """The form's value for a column."""
    if column.period and FIELDS[column.field].kind is Kind.SALES:
        return f"{column.field}:{column.period}"
    return column.field


class MappingForm(forms.Form):
    """Built from the sheets that were found; gives the confirmed mapping back."""

    def __init__(
        self,
        sheets: Sequence[SheetFound],
        confirmed: Sequence[SheetMapping] = (),
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data)
        self.sheets = sheets
        language = get_language() or "id"
        choices = _all_choices(language)
        self._meant = {
            (sheet.sheet, column.column): column for sheet in confirmed for column in sheet.columns
        }
        used = {sheet.sheet for sheet in confirmed if sheet.used} if confirmed else None
        for sheet in sheets:
            self.fields[f"use_{sheet.index}"] = forms.BooleanField(
                label=_("Baca lembar ini"),
                required=False,
                initial=sheet.used if used is None else sheet.index in used,
            )
            for guess in sheet.guesses:
                self.fields[self._name(sheet, guess)] = forms.ChoiceField(
                    label=_("%(title)s menjadi") % {"title": guess.title or _("kolom tanpa judul")},
                    choices=[_likely_choices(self._likely(sheet, guess), language), *choices],
                    initial=choice_of(self._column(sheet, guess)),
                    error_messages={"required": _("Pilih artinya.")},
                    required=False,
                )
                if self._may_be_money(sheet, guess):
                    self.fields[self._unit_name(sheet, guess)] = self._unit_field(sheet, guess)

    @staticmethod
    def _name(sheet: SheetFound, guess: ColumnGuess) -> str:
        return f"c_{sheet.index}_{guess.column}"

    @staticmethod
    def _unit_name(sheet: SheetFound, guess: ColumnGuess) -> str:
        return f"u_{sheet.index}_{guess.column}"

    def _may_be_money(self, sheet: SheetFound, guess: ColumnGuess) -> bool:
        fields = {guess.field, self._column(sheet, guess).field}
        return any(FIELDS[field].kind in MONEY for field in fields)

    def _unit_field(self, sheet: SheetFound, guess: ColumnGuess) -> forms.ChoiceField:
        column = self._column(sheet, guess)
        return forms.ChoiceField(
            label=_("Satuan %(title)s") % {"title": guess.title or _("kolom tanpa judul")},
            choices=_units(column),
            initial=unit_choice_of(column),
            required=False,
        )

    def _column(self, sheet: SheetFound, guess: ColumnGuess) -> MappedColumn:
        return self._meant.get((sheet.index, guess.column), guess.mapped)

    def _likely(self, sheet: SheetFound, guess: ColumnGuess) -> list[str]:
        """The answer as it stands first, then our guess, then what the title is like."""
        return [self._column(sheet, guess).field, guess.field, *fields_like(guess.title)]

    def parts(self) -> Iterator[SheetPart]:
        """The sheets with their columns, the doubtful ones apart."""
        language = get_language() or "id"
        for sheet in self.sheets:
            rows = [
                ColumnRow(
                    guess,
                    self[self._name(sheet, guess)],
                    guess.words_of_why(language),
                    self[name] if (name := self._unit_name(sheet, guess)) in self.fields else None,
                )
                for guess in sheet.guesses
            ]
            yield SheetPart(
                sheet,
                self[f"use_{sheet.index}"],
                tuple(row for row in rows if not row.is_sure),
                tuple(row for row in rows if row.is_sure),
            )

    def mapping(self) -> list[SheetMapping]:
        """What was chosen. Only after `is_valid`."""
        return [
            SheetMapping(
                sheet.index,
                self.cleaned_data[f"use_{sheet.index}"],
                tuple(self._chosen(sheet, guess) for guess in sheet.guesses),
            )
            for sheet in self.sheets
        ]

    def _chosen(self, sheet: SheetFound, guess: ColumnGuess) -> MappedColumn:
        chosen = self.cleaned_data[self._name(sheet, guess)] or IGNORED
        column = self._column(sheet, guess)
        if chosen != choice_of(column):
            field, _colon, period = chosen.partition(":")
            column = replace(column, field=field, period=period)
        unit = self.cleaned_data.get(self._unit_name(sheet, guess), unit_choice_of(column))
        if unit == unit_choice_of(column):
            return column
        if unit == AS_WRITTEN:
            return replace(column, unit=guess.mapped.unit, unit_is_stated=guess.mapped.unit_is_stated)
        return replace(column, unit=int(unit), unit_is_stated=True)
