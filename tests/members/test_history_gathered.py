"""What was done many times in one go is one line of a history, so that what matters can be found."""

from datetime import UTC, datetime, timedelta

from members import history
from members.history import Entry

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)


def line(number, what="put on as Advisory Group member", by="By the site itself"):
    return Entry(AT - timedelta(minutes=number), f"Log, “Meeting {number}”: {what}", by)


def test_many_of_the_same_are_one_line_that_opens():
    once = Entry(AT, "Went on a break", "By you")
    found = history.gathered([once, *(line(number) for number in range(40)), line(50, what="taken off")])
    assert [each.title for each in found] == [
        "Went on a break", "Put on as Advisory Group member, 40 times", "Log, “Meeting 50”: taken off",
    ]  # fmt: skip
    assert len(found[1].lines) == 40
    assert found[1].lines[0] == "Log, “Meeting 0”: put on as Advisory Group member"
    assert found[1].text == "By the site itself"


def test_three_another_day_another_hand_and_what_has_no_kind_stay_apart():
    three = [line(number) for number in range(3)]
    assert history.gathered(three) == three
    by_two = [line(number, by=f"By {'Jo' if number < 3 else 'Ash'}") for number in range(6)]
    assert history.gathered(by_two) == by_two
    two_days = [line(number * 60 * 6) for number in range(4)]
    assert history.gathered(two_days) == two_days
    plain = [Entry(AT, "Added", "By Jo")] * 5
    assert history.gathered(plain) == plain
