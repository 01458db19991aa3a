"""Equality totals put into wider bands, rounded, and of those who took part: never two ways from which one is had."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coproduction.dashboards import equality as totals
from coproduction.dashboards.disclosure import Mode
from coproduction.dashboards.equality_tables import or_the_older
from coproduction.dashboards.models import PublishedEquality
from members.models import EqualityAnswer, Person
from members.post import jobs
from tests import factories as make
from tests.dashboards.test_equality_totals import asked, cells, members, publish, words  # noqa: F401

pytestmark = pytest.mark.django_db
A, B, C, D = ["a"], ["b"], ["c"], ["d"]


def table(rows, *, total, way="A", took=None):
    """`rows`: the answers that a row holds, and its number."""
    took = took or [None] * len(rows)
    return {
        "way": way, "total": total, "took_part": any(each is not None for each in took), "took_part_why": "",
        "rows": [
            {"words": "+".join(of), "of": of, "count": count, "took_part": did}
            for (of, count), did in zip(rows, took, strict=True)
        ],
    }  # fmt: skip


def who_answered():
    return list(Person.objects.filter(name__startswith="Member ").order_by("pk"))


def test_answers_of_one_band_are_counted_as_one_before_anything_is_hidden(client, cast, as_user, asked):  # noqa: F811
    jo = as_user(client, cast.jo)
    address = f"/members/equality/{asked.pk}/"
    woman, man, other = asked.choices.all()
    page = jo.get(address).content.decode()
    assert "the totals count them as one" in page
    jo.post(
        address,
        {"source": "", f"c{man.pk}_band": "Man, or in another way", f"c{other.pk}_band": "Man, or in another way"},
    )
    members(12, choice=0, question=asked)
    members(8, choice=1, question=asked)
    members(2, choice=2, question=asked)
    made = publish(cast)
    assert [row["words"] for row in made["rows"]][:2] == ["Woman", "Man, or in another way"]
    assert cells(made) == [12, 10, 0, 0]
    assert EqualityAnswer.objects.filter(choice=other).count() == 2, "each answer is kept as it was given"
    assert woman.words in words(jo.get("/dashboard/equality/"))


def test_rounded_once_is_rounded_for_good(client, cast, as_user, asked):  # noqa: F811
    """Nine exactly, hidden together, and one of the two "about ten": the other is one."""
    members(12, choice=0, question=asked)
    members(8, choice=1, question=asked)
    members(3, choice=-1, question=asked)
    jo = as_user(client, cast.jo)
    assert "Publish them rounded" in words(jo.get("/dashboard/equality/"))
    jo.post("/dashboard/equality/publish/", {"way": "B"})
    now = timezone.now()
    assert jobs.work_one(now=now)
    first = totals.last()
    assert (first.way, first.tables[0]["total"]) == ("B", 25)
    assert cells(first.tables[0]) == [10, 10, 0, None, 0]
    assert not any(row["percent"] for row in first.tables[0]["rows"])
    page = words(jo.get("/dashboard/equality/"))
    assert "rounded to the nearest five" in page
    assert "Publish them rounded" not in page
    later = now + timedelta(days=400)
    totals.ask_to_publish(actor=cast.actor("jo"), now=later, asked=Mode.SUPPRESS)
    assert jobs.work_one(now=later)
    assert totals.last().way == "B"


def test_a_rounded_number_that_moved_by_one_step_stays_for_it_may_be_one_person():
    older = table([(A, 10), (B, None), (C, 20)], total=35, way="B")
    for rows in ([(A, 15), (B, None), (C, 20)], [(A, 10), (B, 10), (C, 20)], [(A, 10), (B, 0), (C, 20)]):
        assert or_the_older(table(rows, total=35, way="B"), older) is older
    new = table([(A, 20), (B, None), (C, 20)], total=45, way="B")
    assert or_the_older(new, older) is new


def test_other_bands_do_not_cut_apart_what_was_hidden_together():
    """Twelve are shown, two and nine hidden: beside "all but the nine: 14" the two would stand there."""
    older = table([(A, 12), (B, None), (C, None)], total=23)
    apart, together = table([([*A, *B], 14), (C, 9)], total=23), table([(A, 12), ([*B, *C], 11)], total=23)
    assert or_the_older(apart, older) is older
    assert or_the_older(together, older) is together
    moved = table([(A, 12), ([*B, *C], 13)], total=25)
    assert or_the_older(moved, older) is older


def test_finer_answers_follow_bands_only_where_nothing_is_hidden():
    older = table([([*A, *B], 14), (C, 9)], total=23)
    hidden, plain = table([(A, None), (B, None), (C, 9)], total=23), table([(A, 7), (B, 7), (C, 9)], total=23)
    assert or_the_older(hidden, older) is older
    assert or_the_older(plain, older) is plain
    assert or_the_older(table([(A, 7), (B, 8), (C, 9)], total=24), older) is older
    assert or_the_older(table([(A, 7), ([*B, *C], 16)], total=23), older) is older, "cut across"


def test_who_took_part_stands_beside_where_those_who_did_not_are_enough_as_well(cast, asked):  # noqa: F811
    members(12, choice=0, question=asked)
    members(12, choice=1, question=asked)
    people = who_answered()
    some = [*people[:6], *people[12:19]]
    make.activity(people=some, ended_on=timezone.localdate() - timedelta(days=40))
    made = publish(cast)
    assert [row["took_part"] for row in made["rows"]] == [6, 7, 0, 0, 0]


def test_who_took_part_is_withheld_where_few_of_one_answer_did_not(client, cast, as_user, asked):  # noqa: F811
    members(12, choice=0, question=asked)
    members(12, choice=1, question=asked)
    people = who_answered()
    make.activity(people=people[2:18], ended_on=timezone.localdate() - timedelta(days=40))
    made = publish(cast)
    assert cells(made)[:2] == [12, 12]
    assert not made["took_part"]
    assert {row["took_part"] for row in made["rows"]} == {None}
    page = words(as_user(client, cast.tal, "trustee").get("/dashboard/equality/"))
    assert "any two give the third" in page
    assert "took part</th>" not in page


def test_who_took_part_is_withheld_a_year_later_where_it_moved_by_few():
    same = [(A, 20), (B, 20)]
    older = table(same, total=40, took=[10, 10])
    assert or_the_older(table(same, total=40, took=[12, 10]), older)["took_part"] is False
    assert or_the_older(table(same, total=40, took=[15, 10]), older)["took_part"] is True


@pytest.mark.parametrize(("strangers", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_who_took_part_is_withheld_where_few_others_took_part_who_are_no_members(cast, asked, strangers, shown):  # noqa: F811
    """The column adds up to the members among the people of MET-13, which stands exactly on the figures of that day."""
    members(12, choice=0, question=asked)
    members(12, choice=1, question=asked)
    people = who_answered()
    others = [make.person(f"Neighbour {number}") for number in range(strangers)]
    day = timezone.localdate() - timedelta(days=40)
    make.activity(people=[*people[:6], *people[12:19], *others], hats=["client"], ended_on=day)
    made = publish(cast)
    assert cells(made)[:2] == [12, 12]
    assert made["took_part"] is shown


def test_who_took_part_is_held_against_the_last_time_it_was_shown(cast, asked):  # noqa: F811
    """Ten, then withheld, then twelve: beside the ten of two years ago those are two people."""
    members(20, choice=0, question=asked)
    members(20, choice=1, question=asked)
    people, now = who_answered(), timezone.now()

    def a_year_of(first, second, *, later):
        on = timezone.localdate(now) + timedelta(days=later - 40)
        make.activity(people=[*people[:first], *people[20 : 20 + second]], hats=["client"], ended_on=on)
        return publish(cast, now=now + timedelta(days=later))["took_part"]

    assert a_year_of(10, 10, later=0) is True
    assert a_year_of(12, 10, later=400) is False
    assert a_year_of(12, 10, later=800) is False, "beside the first year they are two people"
    assert a_year_of(15, 10, later=1200) is True


def test_a_whole_table_is_held_against_the_last_that_was_shown(cast, asked):  # noqa: F811
    """A year in which nothing could be shown does not make the one before it forgotten."""
    members(12, choice=0, question=asked)
    members(8, choice=1, question=asked)
    now, first = timezone.now(), publish(cast)
    between = first | {"rows": [], "total": None, "why": "withheld"}
    PublishedEquality.objects.create(published_on=timezone.localdate(now) + timedelta(days=400), tables=[between])
    members(1, choice=0, question=asked, start=100)
    assert cells(publish(cast, now=now + timedelta(days=800))) == cells(first)
