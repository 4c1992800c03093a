"""No hidden count can be told from what is shown: proven on worlds that differ only in what is hidden."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wadah.impact.suppression import (
    Counted,
    Released,
    Share,
    Total,
    is_small,
    release,
    total_of_parts,
    total_of_wholes,
)

NAMES = ("a", "b")
counts = st.one_of(st.integers(0, 12), st.integers(0, 400))


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    whole = draw(counts)
    # Near both ends, where the small ones are.
    near = st.one_of(st.integers(0, min(whole, 8)), st.integers(max(0, whole - 8), whole), st.none())
    return Counted(whole, {name: draw(near) for name in NAMES})


@st.composite
def steps(draw: st.DrawFn) -> list[Counted]:
    """A history that mostly creeps, as a registry does."""
    states = [draw(counted())]
    for _ in range(draw(st.integers(0, 6))):
        last = states[-1]
        whole = max(0, last.whole + draw(st.integers(-7, 7)))
        parts = {}
        for name, part in last.parts.items():
            moved = None if part is None else part + draw(st.integers(-6, 6))
            parts[name] = None if moved is None else min(whole, max(0, moved))
        states.append(Counted(whole, parts))
    return states


def published(states: Sequence[Counted]) -> list[Released]:
    history: list[Released] = []
    for state in states:
        history.append(release(state, history))
    return history


def part(state: Released, name: str = "a") -> Share | None:
    return state.parts.get(name)


@given(steps())
def test_no_count_that_is_shown_is_small_and_neither_is_what_it_leaves(states: list[Counted]) -> None:
    for state in published(states):
        assert state.whole is None or not is_small(state.whole)
        for share in state.parts.values():
            assert share is None or not (is_small(share.part) or is_small(share.rest))
            assert share is None or state.whole is not None


@given(steps())
def test_no_two_published_states_differ_by_a_small_count(states: list[Counted]) -> None:
    history = published(states)

    for one, other in combinations(history, 2):
        if one.whole is not None and other.whole is not None:
            assert not is_small(abs(one.whole - other.whole))
        for name in NAMES:
            before, after = part(one, name), part(other, name)
            if before and after:
                assert not is_small(abs(before.part - after.part))
                assert not is_small(abs(before.rest - after.rest))
                assert not is_small(abs(before.of - after.of))


@given(steps())
def test_the_whole_of_a_share_was_published_as_a_whole(states: list[Counted]) -> None:
    history = published(states)
    wholes = {state.whole for state in history}

    assert {share.of for state in history for share in state.parts.values() if share} <= wholes


@given(steps(), st.data())
def test_worlds_that_differ_only_in_a_hidden_count_look_the_same(
    states: list[Counted], data: st.DataObject
) -> None:
    """Whoever could compute a hidden count from the publications could tell these worlds apart."""
    small = [at for at, state in enumerate(states) if is_small(state.whole)]
    assume(small)
    other = list(states)
    for at in small:
        whole = data.draw(st.integers(1, 4))
        parts = {
            name: None if value is None else data.draw(st.integers(0, whole))
            for name, value in states[at].parts.items()
        }
        other[at] = Counted(whole, parts)

    assert published(other) == published(states)


@given(steps(), st.data())
def test_worlds_that_differ_only_in_a_hidden_part_or_its_complement_look_the_same(
    states: list[Counted], data: st.DataObject
) -> None:
    other = []
    for state in states:
        parts = dict(state.parts)
        for name, value in state.parts.items():
            if (
                value is not None
                and not is_small(state.whole)
                and (is_small(value) or is_small(state.whole - value))
            ):
                smalls = [n for n in range(1, 5) if n <= state.whole]
                few = data.draw(st.sampled_from(smalls))
                parts[name] = data.draw(st.sampled_from([few, state.whole - few]))
        other.append(Counted(state.whole, parts))

    assert published(other) == published(states)


@given(steps(), st.integers(1, 4))
def test_a_step_that_was_held_back_cannot_be_told_from_another(states: list[Counted], step: int) -> None:
    """The last state creeps by 1 to 4 in one world, and not at all in the other."""
    last = states[-1]
    assume(last.whole >= 5 and release(last, published(states[:-1])).whole == last.whole)
    still = Counted(last.whole, {})
    crept = Counted(last.whole + step, {})
    earlier = published(states)

    assert release(still, earlier).whole == release(crept, earlier).whole == last.whole


@st.composite
def nested_steps(draw: st.DrawFn) -> list[Counted]:
    """Histories in which every one of `b` is one of `a`."""
    return [
        Counted(
            state.whole,
            {
                name: value if name == "a" else min(value or 0, state.parts["a"] or 0)
                for name, value in state.parts.items()
            },
            nested=(("b", "a"),),
        )
        for state in draw(steps())
    ]


@given(nested_steps())
def test_what_lies_between_nested_parts_is_never_small_and_never_moves_by_little(
    states: list[Counted],
) -> None:
    gaps = [
        outer.part - inner.part
        for inner, outer in ((part(state, "b"), part(state, "a")) for state in published(states))
        if inner and outer
    ]

    assert [gap for gap in gaps if is_small(abs(gap))] == []
    assert [pair for pair in combinations(gaps, 2) if is_small(abs(pair[0] - pair[1]))] == []


@given(st.integers(20, 200), st.integers(1, 4), st.integers(1, 4))
def test_how_little_lies_between_nested_parts_cannot_be_told(outer: int, one: int, other: int) -> None:
    worlds = [
        Counted(outer + 50, {"a": outer, "b": outer - between}, nested=(("b", "a"),))
        for between in (one, other)
    ]

    assert (
        published(worlds[:1])
        == published(worlds[1:])
        == [Released(outer + 50, {"a": Share(outer, outer + 50), "b": None})]
    )


@given(st.lists(counted(), max_size=17), st.data())
def test_totals_do_not_move_with_what_is_hidden(table: list[Counted], data: st.DataObject) -> None:
    other = [
        Counted(data.draw(st.integers(1, 4)), dict.fromkeys(NAMES, 0)) if is_small(row.whole) else row
        for row in table
    ]

    def totals(rows: list[Counted]) -> tuple[Total, ...]:
        released = [release(row, ()) for row in rows]
        return total_of_wholes(released), *(
            total_of_parts(one.parts.get(name) for one in released) for name in NAMES
        )

    known = [row for row in table if is_small(row.whole)]
    assume(all(value is not None for row in known for value in row.parts.values()))
    assert totals(table) == totals(other)


@given(st.lists(counted(), max_size=17))
def test_a_total_is_the_sum_of_what_stands_above_it(table: list[Counted]) -> None:
    released = [release(row, ()) for row in table]
    wholes = [one.whole for one in released if one.whole is not None]
    shares = [one.parts["a"] for one in released if one.parts.get("a")]

    assert total_of_wholes(released) == Total(sum(wholes) if wholes else None, None, len(wholes))
    assert total_of_parts(one.parts.get("a") for one in released) == Total(
        sum(share.part for share in shares if share) if shares else None,
        sum(share.of for share in shares if share) if shares else None,
        len(shares),
    )


@pytest.mark.parametrize(("whole", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (1871, 1871)])
def test_small_wholes_are_hidden_and_zero_is_not(whole: int, shown: int | None) -> None:
    assert release(Counted(whole), ()) == Released(shown, {})


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (0, Share(0, 100)),
        (3, None),
        (5, Share(5, 100)),
        (95, Share(95, 100)),
        (97, None),
        (100, Share(100, 100)),
    ],
)
def test_a_part_goes_with_its_complement(part: int, shown: Share | None) -> None:
    assert release(Counted(100, {"a": part}), ()) == Released(100, {"a": shown})


def test_what_creeps_stands_still_until_it_has_moved_by_five_from_everything_shown() -> None:
    states = [Counted(whole) for whole in (100, 103, 104, 105, 101, 110)]

    assert [state.whole for state in published(states)] == [100, 100, 100, 105, 105, 110]


def test_a_part_waits_for_a_whole_that_is_shown_as_it_is() -> None:
    states = [Counted(100, {"a": 50}), Counted(103, {"a": 60}), Counted(110, {"a": 60})]

    assert [part(state) for state in published(states)] == [Share(50, 100), Share(50, 100), Share(60, 110)]


def test_a_part_that_nobody_has_counted_is_not_hidden_but_unknown() -> None:
    assert release(Counted(100, {"a": None}), ()) == Released(100, {})


def test_a_part_larger_than_its_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="no whole"):
        Counted(3, {"a": 4})
