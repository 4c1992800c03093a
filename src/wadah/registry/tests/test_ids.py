"""Record ids in bits and arrays hold what a set and a dict of them would."""

from hypothesis import given
from hypothesis import strategies as st

from wadah.registry.work.ids import IdSet, IdTable

IDS = st.integers(min_value=0, max_value=5_000)


@given(st.sets(IDS))
def test_a_set_of_ids_gives_them_back_in_ascending_order(ids: set[int]) -> None:
    held = IdSet()

    held.update(ids)

    assert list(held) == sorted(ids)


@given(st.dictionaries(IDS, st.integers(min_value=0, max_value=2**62)), IDS)
def test_a_table_of_ids_gives_the_number_of_each_and_none_for_others(
    numbers: dict[int, int], other: int
) -> None:
    table = IdTable()
    for number in sorted(numbers):
        table.add(number, numbers[number])

    assert {number: table.get(number) for number in numbers} == numbers
    assert table.get(other) == numbers.get(other)
