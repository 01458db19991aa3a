"""Small numbers stay behind (domain 5.4). The vectors are the domain's own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduction.dashboards import disclosure
from coproduction.dashboards.disclosure import Hidden, Mode, Shown, difference, protect
from coproduction.dashboards.figures import Hours, NotYet, People, PeopleShare, Table, Things, ThingShare
from coproduction.dashboards.suppression import hidden_parts, may_be_called_small, rounded
from tests.dashboards.solver import as_we_show, solved

_ = None
WITHHELD = "withheld"
VECTORS = [  # cells, mode A, mode B
    ((12, 7, 3, 1), ((12, _, _, _), 23), ((10, _, _, _), 25)),
    ((10, 6, 4), ((10, _, _), 20), ((10, _, _), 20)),
    ((20, 0, 3), WITHHELD, ((20, 0, _), 25)),
    ((9, 0, 0), WITHHELD, WITHHELD),
    ((15, 0, 0), WITHHELD, WITHHELD),
    ((8, 5, 5), ((8, 5, 5), 18), ((10, _, _), 20)),
    ((4, 4, 4), WITHHELD, ((_, _, _), 10)),
    ((30, 2, 2), WITHHELD, ((30, _, _), 35)),
    ((40, 11, 2), ((40, _, _), 53), ((40, 10, _), 55)),
    ((25, 9, 3, 2), ((25, 9, _, _), 39), ((25, 10, _, _), 40)),
    ((14, 6, 6, 2), ((14, 6, _, _), 28), ((15, _, _, _), 30)),
]


@pytest.mark.parametrize(("cells", "shown"), [(cells, a) for cells, a, b in VECTORS])
def test_a_table_with_small_cells_hidden(cells, shown):
    assert_printed(protect(Table(cells), mode=Mode.SUPPRESS), shown)


@pytest.mark.parametrize(("cells", "shown"), [(cells, b) for cells, a, b in VECTORS])
def test_the_same_table_rounded(cells, shown):
    assert_printed(protect(Table(cells), mode=Mode.ROUND), shown)


@pytest.mark.parametrize(
    ("cells", "total", "shown", "shown_total"), [((9, 0, 0), 9, (10, 0, 0), 10), ((15, 0, 0), 15, (15, 0, 0), 15)]
)
def test_what_rounding_alone_would_have_printed_where_the_table_is_withheld(cells, total, shown, shown_total):
    assert tuple(rounded(cell, threshold=5) for cell in cells) == shown
    assert rounded(total, threshold=5) == shown_total


def assert_printed(table, shown):
    if shown == WITHHELD:
        assert table.is_withheld
        assert table.cells == ()
        assert table.total is None
        assert table.why == disclosure.WITHHELD
    else:
        assert (table.cells, table.total) == shown
        assert bool(table.why) == (None in table.cells)


def test_every_withheld_table_gives_the_same_reason():
    """Or "everybody is in one cell" would say what everybody answered."""
    withheld = [(4, 4, 4), (15, 0, 0), (9, 0, 0), (20, 0, 3), (1, 0, 0)]
    assert len({protect(Table(cells)) for cells in withheld}) == 1


# ---- invariant 3 of the domain --------------------------------------------------------------
TABLES = st.lists(st.integers(0, 16), min_size=2, max_size=4).map(tuple)


@settings(max_examples=250, deadline=None)
@given(TABLES)
def test_nobody_works_out_a_hidden_cell_even_knowing_the_rules(cells):
    printed = as_we_show(cells)
    assert printed.is_withheld or solved(printed, show=as_we_show) == []


@settings(max_examples=250, deadline=None)
@given(TABLES)
def test_nobody_works_out_a_rounded_cell(cells):
    printed = protect(Table(cells, sensitive=False), mode=Mode.ROUND)
    if printed.is_withheld or printed.total is None:
        return
    hidden = [at for at, cell in enumerate(printed.cells) if cell is None]
    least = sum(max(8, cell - 2) for cell in printed.cells if cell)
    most = sum(cell + 2 for cell in printed.cells if cell)
    for at in hidden:
        others = len(hidden) - 1
        could = [
            n
            for n in range(1, 8)
            if n + others + least <= printed.total + 2 and n + 7 * others + most >= printed.total - 2
        ]
        assert len(could) > 1, (at, printed)


def test_four_sevens_cannot_hide_behind_a_rounded_total():
    assert protect(Table((7, 7, 7, 7), sensitive=False), mode=Mode.ROUND).is_withheld


def only_small_cells_hidden(cells):
    """What a careless dashboard would print."""
    return disclosure.ProtectedTable(tuple(None if 0 < cell < 5 else cell for cell in cells), sum(cells))


@pytest.mark.parametrize("cells", [(10, 6, 4), (40, 11, 2), (12, 7, 1, 1)])
def test_the_solver_finds_what_a_careless_dashboard_gives_away(cells):
    printed = only_small_cells_hidden(cells)
    assert solved(printed, show=only_small_cells_hidden) != []


@pytest.mark.parametrize("cells", [(6, 4, 4, 4), (4, 7, 7), (30, 1, 1, 1, 1, 1)])
def test_a_table_that_the_rules_alone_would_give_away_is_withheld(cells):
    """All hidden cells at their smallest or greatest: the rule of the next-smallest holds, and yet they can be named."""
    assert as_we_show(cells).is_withheld


# ---- parts of the charity -------------------------------------------------------------------
def test_a_part_that_is_small_in_one_period_is_hidden_in_all_with_another_to_cover_it():
    twelve_months, this_year = (30, 8, 9, 20), (12, 6, 3, 10)
    assert hidden_parts(((twelve_months, this_year),), threshold=5) == {1, 2}


ROWS = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3).map(tuple), min_size=1, max_size=4).map(tuple)


@settings(max_examples=250, deadline=None)
@given(ROWS)
def test_what_is_hidden_of_parts_has_another_beside_it_and_holds_as_many_as_five(rows):
    hidden = hidden_parts((rows,), threshold=5)
    for row in rows:
        assert all(at in hidden for at, count in enumerate(row) if 0 < count < 5)
        here = [row[at] for at in hidden if row[at]]
        others = [count for at, count in enumerate(row) if count and at not in hidden]
        assert not here or not others or (len(here) > 1 and sum(here) >= 5)
    assert len(hidden) != 1


def test_an_earlier_group_is_decided_without_the_later_ones_and_they_hide_what_it_hides():
    people, newcomers = ((20, 3, 9, 9),), ((9, 0, 0, 2),)
    first, both = (hidden_parts(groups, threshold=5) for groups in ((people,), (people, newcomers)))
    assert first == {1, 3}
    assert first < both


def test_nobody_is_called_few_where_what_is_left_would_say_how_many():
    assert may_be_called_small((3, 6, 9), {0, 1}, threshold=5)
    assert not may_be_called_small((1, 5, 9), {0, 1}, threshold=5), "six less five at least is one"
    assert not may_be_called_small((4, 4, 9), {0, 1}, threshold=5), "eight of two that are fewer than five"


# ---- single figures -------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_fewer_than_five_people_are_fewer_than_five(count):
    shown = protect(People((count,)))
    assert (shown.words, shown.why) == ("fewer than 5", disclosure.TOO_FEW)


@pytest.mark.parametrize("count", [0, 5, 41])
def test_nobody_and_five_or_more_are_shown(count):
    assert protect(People((count,))) == Shown(count)


def test_meetings_and_projects_are_not_people():
    assert protect(Things(2)) == Shown(2)
    assert protect(ThingShare(1, 3)) == Shown(1, of=3, percent=None)


def test_what_is_hidden_does_not_travel():
    """Not in a field, not in the words, not in what a debugger would print."""
    for figure in (People((3,)), PeopleShare((3,), (40,)), Hours((137,), (3,)), PeopleShare((37,), (40,)), NotYet()):
        protected = protect(figure)
        assert isinstance(protected, Hidden)
        assert not {"3", "137", "37"} & set(
            repr(protected).replace("'", " ").replace("=", " ").replace(",", " ").split()
        )


def test_the_only_team_with_few_people_hides_a_second_team():
    """Or the charity's total less the other teams would give it away."""
    teams = (9, 3, 6)
    assert protect(People(teams, 1)).words == "fewer than 5"
    assert protect(People(teams, 2)) == Hidden(why=disclosure.NEIGHBOUR)
    assert protect(People(teams, 0)) == Shown(9)


def test_the_only_two_teams_are_hidden_together():
    assert protect(People((20, 3), 0)).is_hidden
    assert protect(Hours((600, 90), (20, 3), 0)).is_hidden


def test_hours_of_three_people_in_a_team_are_not_shown():
    assert protect(Hours((600, 90, 300), (9, 3, 6), 1)).words == "not shown: too few people"
    assert protect(Hours((600, 90, 300), (9, 3, 6), 0)) == Shown(600)


def test_the_hours_of_the_whole_charity_are_exact():
    assert protect(Hours((90,), (3,), is_total=True)) == Shown(90)


def test_nine_of_twelve_would_say_that_three_did_not():
    share = protect(PeopleShare((9,), (12,)))
    assert (share.is_hidden, share.of, share.value) == (True, 12, None)


def test_seven_of_twelve_is_shown_without_a_percentage_and_fifteen_of_twenty_with_one():
    assert protect(PeopleShare((7,), (12,))) == Shown(7, of=12)
    assert protect(PeopleShare((15,), (20,))) == Shown(15, of=20, percent=75)


def test_a_share_of_fewer_than_five_does_not_say_of_how_many():
    assert protect(PeopleShare((4,), (4,))).of is None


def test_a_share_whose_neighbour_is_hidden_is_hidden():
    """Three of twelve said yes in one team: the other team's yes less the charity's would say so."""
    assert protect(PeopleShare((30, 3), (40, 12), 0)).is_hidden


def test_a_difference_needs_two_figures_that_are_shown():
    few, many = protect(People((3,))), protect(People((9,)))
    assert difference(many, few).is_hidden
    assert difference(few, many).is_hidden
    assert difference(many, protect(People((6,)))) == Shown(3)


def test_what_has_no_rule_does_not_pass():
    with pytest.raises(TypeError):
        protect(7)


def test_the_threshold_is_never_below_five():
    assert disclosure.THRESHOLD >= 5
