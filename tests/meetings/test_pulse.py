"""Six questions after a meeting: asked on the next day, answered once each, without a name that leads back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Views
from coproduction.dashboards.pulse import results_of
from meetings import following_up
from meetings.actions import pulse
from meetings.models import Pulse, PulseResponse, PulseTicket, PulseWords
from members.actions import drafts, erasure
from members.models import Draft, Person
from members.permissions import by_link
from members.post import links
from members.rules import Refused
from tests import factories as make
from tests.factories import after as made
from tests.meetings.conftest import START

pytestmark = pytest.mark.django_db
END = START + timedelta(hours=2)
NEXT = END + timedelta(days=1)
AGREED = dict.fromkeys(("understood", "had_needed", "listened", "difference", "told_before"), 4)
SAID_NO = {**AGREED, "listened": 2}


@pytest.fixture
def held(cast):
    """A meeting that is over, with six members who came, and Jo, who ran it."""
    people = [
        make.person(f"Member {word}", email=f"{word}@example.org".lower())
        for word in ("Ay", "Bee", "Cee", "Dee", "Eff", "Gee")
    ]
    meeting = make.meeting(
        people=people, starts_at=START, team=cast.team, lead=cast.jo, body=cast.group, now=START - timedelta(days=20)
    )
    for person in people:
        make.attendance(meeting, person)
    make.attendance(meeting, cast.jo, hat="staff")
    return meeting, people


def ticket_of(person):
    return PulseTicket.objects.select_related("pulse__meeting", "person").get(person=person)


def answer(person, answers=AGREED, words="", now=NEXT):
    pulse.answer(ticket=ticket_of(person), answers=answers, words=words, actor=by_link(person), now=now)


def test_the_next_morning_everybody_who_came_is_asked_once_but_not_who_works_here(held):
    _, people = held
    following_up.plan_due(now=END + timedelta(hours=3))
    assert not Pulse.objects.exists()
    for _ in range(2):
        following_up.plan_due(now=NEXT)
    assert set(PulseTicket.objects.values_list("person", flat=True)) == {p.pk for p in people}
    assert Pulse.objects.get().asked == 6


def test_nobody_is_asked_when_nothing_could_ever_be_shown(held):
    meeting, people = held
    meeting.attendances.filter(person__in=people[:2]).delete()
    following_up.plan_due(now=NEXT)
    assert not Pulse.objects.exists()


def test_nobody_answers_twice_and_a_wrong_sheet_uses_up_no_ticket(held):
    meeting, people = held
    pulse.open_box(meeting=meeting, now=NEXT)
    with pytest.raises(Refused, match="left everything out"):
        answer(people[0], {})
    with pytest.raises(Refused, match="press one"), transaction.atomic():
        answer(people[0], {"listened": 9})
    answer(people[0], {"listened": 4})
    with pytest.raises(Refused, match="already"), transaction.atomic():
        answer(people[0], AGREED)
    assert PulseResponse.objects.count() == 1
    with pytest.raises(Refused, match="closed"):
        answer(people[1], now=END + timedelta(days=20))


def test_slips_without_a_name_and_tickets_together_are_never_more_than_were_asked(cast, held):
    meeting, people = held
    box = pulse.open_box(meeting=meeting, now=NEXT)
    for person in people[:4]:
        answer(person)
    for _ in range(2):
        pulse.type_in_slip(pulse=box, answers=AGREED, actor=cast.actor("ash"), now=NEXT)
    with pytest.raises(Refused, match="one too many"), transaction.atomic():
        pulse.type_in_slip(pulse=box, answers=AGREED, actor=cast.actor("ash"), now=NEXT)
    with pytest.raises(Refused, match="one too many"), transaction.atomic():
        answer(people[5])
    assert PulseResponse.objects.count() == 6


# ---- nothing leads back ------------------------------------------------------------------------------------------------
def test_no_column_of_an_answer_leads_to_a_person_or_says_when():
    for model in (PulseResponse, PulseWords):
        for field in model._meta.concrete_fields:
            assert not isinstance(field, models.DateField | models.TimeField | models.DateTimeField), field
            assert not field.is_relation or field.related_model is Pulse, field
        assert not hasattr(model, "pgh_event_models")
    remembered = ("PulseResponse", "PulseTicket", "PulseWords")
    assert not [m for m in apps.get_models() if m.__name__.startswith(remembered) and hasattr(m, "pgh_tracked_model")]
    assert not any(isinstance(f, models.DateField) for f in PulseTicket._meta.concrete_fields)


def dump(model):
    """Every row with what Postgres itself writes beside it: which transaction made it, and where it lies."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text, ctid::text, t.* FROM {model._meta.db_table} t ORDER BY ctid")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_database_joins_no_answer_to_a_ticket(held):
    """Each answers in a transaction of its own; the number of the transaction, the place of the row and its number say nothing."""
    meeting, people = held
    pulse.open_box(meeting=meeting, now=NEXT)
    for at, person in enumerate(people[:5], start=1):
        answer(person, {"listened": at}, words=f"words {at}")
    tickets, answers, words = dump(PulseTicket), dump(PulseResponse), dump(PulseWords)
    assert len({row["xmin"] for row in tickets if row["used"]}) == 5, "the tickets do say in which order they were used"
    assert len({row["xmin"] for row in answers}) == 1, "the answers were all written by the last who answered"
    assert len({row["xmin"] for row in words}) == 1
    by_number = [row["listened"] for row in sorted(answers, key=lambda row: row["id"])]
    orders = {tuple(row["listened"] for row in answers), tuple(by_number)}
    for _ in range(12):  # by chance one order in 120 is the one in which they came
        pulse._shake(Pulse.objects.get())
        orders.add(tuple(row["listened"] for row in dump(PulseResponse)))
    assert len(orders) > 3, "the order of rows is drawn by lot"
    assert not {row["id"] for row in answers} & {row["id"] for row in words}
    pulse.close_box(pulse=Pulse.objects.get(), now=NEXT)
    assert dump(PulseTicket) == []


def test_what_was_answered_is_never_kept_as_a_draft(client, cast, held, as_user):
    meeting, people = held
    made.pulse(meeting, people=people)
    make.grant(people[0], "member")
    as_user(client, people[0])
    client.get("/")
    client.logout()
    response = client.post(f"/meetings/{meeting.pk}/pulse/", {"listened": "2", "words": "It was hard"})
    assert response.status_code == 302
    assert not Draft.objects.exists()
    assert drafts.posts_of(person=people[0], now=NEXT) == []


def test_erasing_somebody_takes_their_ticket_and_leaves_the_answers(cast, held):
    meeting, people = held
    pulse.open_box(meeting=meeting, now=NEXT)
    answer(people[0], words="Member Ay was kind to me")
    erasure.erase(person=Person.objects.get(pk=people[0].pk), actor=cast.actor("jo"), now=NEXT)
    assert PulseResponse.objects.count() == 1
    assert not PulseTicket.objects.filter(person=people[0].pk).exists()
    assert PulseWords.objects.get().words == "a member was kind to me"


# ---- what is shown ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("agree", "answers", "said"),
    [
        (3, 4, "too few to show safely"),
        (0, 5, "too few, or too alike, to show safely"),
        (4, 9, "too few, or too alike, to show safely"),
        (6, 7, "too few, or too alike, to show safely"),
        (7, 7, 7),
        (3, 12, "fewer than 5"),
        (0, 12, "fewer than 5"),
        (9, 12, "all but fewer than 5"),
        (6, 12, 6),
    ],
)
def test_small_numbers_stay_hidden(agree, answers, said):
    shown = protect(Views(agree, answers))
    assert (shown.words if shown.is_hidden else shown.value) == said


def test_whatever_is_hidden_could_be_two_numbers_at_least():
    for answers in range(5, 40):
        seen = {}
        for agree in range(answers + 1):
            shown = protect(Views(agree, answers))
            seen.setdefault(("hidden", shown.words) if shown.is_hidden else ("shown", shown.value), []).append(agree)
        assert all(len(could) > 1 for (how, _), could in seen.items() if how == "hidden"), answers


def test_nothing_is_shown_while_the_box_is_open_nor_below_five_answers(held):
    meeting, people = held
    box = pulse.open_box(meeting=meeting, now=NEXT)
    for person in people[:4]:
        answer(person, words="Thank you")
    assert results_of(box) is None
    following_up.plan_due(now=END + timedelta(days=16))
    box.refresh_from_db()
    assert box.closed_at is not None
    assert not PulseTicket.objects.exists()
    found = results_of(box, with_words=True)
    assert (found.too_few, found.lines, found.words) == ("too few to show safely", (), ())


def test_the_coordinator_reads_the_words_without_a_name_a_member_never_and_the_trustees_themes(
    client, cast, held, as_user
):
    meeting, people = held
    box = pulse.open_box(meeting=meeting, now=NEXT)
    for person in people:
        answer(person, words="It was loud" if person == people[2] else "")
    pulse.close_box(pulse=box, now=NEXT)
    pulse.say_what_changes(pulse=box, will_change="A quieter room", themes="Noise", actor=cast.actor("jo"), now=NEXT)
    url = f"/meetings/{meeting.pk}/pulse/results/"
    as_user(client, cast.jo)
    assert "It was loud" in client.get(url).content.decode()
    make.grant(people[0], "member")
    as_user(client, people[0], "member")
    shown = client.get(url).content.decode()
    assert "It was loud" not in shown
    assert "All 6 who answered agreed." in shown
    assert "A quieter room" in shown
    as_user(client, cast.tal, "trustee")
    assert client.get(url).status_code == 404
    year = client.get("/dashboard/pulse/").content.decode()
    assert "Noise" in year
    assert "It was loud" not in year


# ---- by link, by telephone, on paper ------------------------------------------------------------------------------------
def test_the_link_opens_the_questions_and_one_press_puts_them_in_the_box(client, held):
    meeting, people = held
    made.pulse(meeting, people=people)
    Pulse.objects.update(closes_on=END.date() + timedelta(days=9999))
    link = links.link_for(
        person=people[0], purpose="after", about=meeting.about_word, expires_at=END + timedelta(days=9999), now=START
    )
    page = client.get(f"/after/{link.token}/").content.decode()
    assert "I felt listened to." in page
    assert not PulseTicket.objects.filter(used=True).exists()
    assert page.index("Please ring me") < page.index("Put it in the box"), "nobody has to pass six questions to be rung"
    assert client.post(f"/after/{link.token}/pulse/", {"listened": "2", "words": "Too fast"}).status_code == 303
    assert PulseResponse.objects.get().listened == 2
    assert "Your answers are in the box" in client.get(f"/after/{link.token}/").content.decode()
    again = client.post(f"/after/{link.token}/pulse/", {"listened": "5"})
    assert again.status_code == 409
    assert client.get("/after/nothing-here-0000000/").status_code == 404


def test_what_was_being_written_when_the_box_closed_is_shown_again_with_another_way_to_say_it(client, held, as_user):
    meeting, people = held
    box = made.pulse(meeting, people=people)
    make.grant(people[0], "member")
    as_user(client, people[0])
    here = f"/meetings/{meeting.pk}/pulse/"
    pulse.close_box(pulse=box, now=NEXT)
    late = client.post(here, {"listened": "2", "words": "It was too fast for me"})
    assert late.status_code == 409
    for words in ("closed while you were writing", "It was too fast for me", "No", "You can still tell us"):
        assert words in late.content.decode()
    link = links.link_for(
        person=people[1], purpose="after", about=meeting.about_word, expires_at=END + timedelta(days=9999), now=START
    )
    behind = client.post(f"/after/{link.token}/pulse/", {"listened": "2", "words": "Too fast for me too"})
    assert behind.status_code == 409
    for words in ("closed while you were writing", "Too fast for me too", "You can still tell us"):
        assert words in behind.content.decode()
    assert not PulseWords.objects.exists()
    assert "closed while" not in client.get(here).content.decode()


def test_ash_types_in_what_somebody_says_on_the_telephone_and_nothing_says_whose_it_was(client, cast, held, as_user):
    meeting, people = held
    made.pulse(meeting, people=people)
    Pulse.objects.update(closes_on=END.date() + timedelta(days=9999))
    as_user(client, cast.ash)
    url = f"/meetings/{meeting.pk}/pulse/typed/"
    assert "Member Ay" in client.get(url).content.decode()
    assert client.post(url, {"whose": str(people[0].pk), "listened": "3"}).status_code == 302
    assert client.post(url, {"whose": "", "listened": "5"}).status_code == 302
    assert "Member Ay" not in client.get(url).content.decode()
    assert PulseResponse.objects.count() == 2
    as_user(client, cast.uma)
    assert client.get(url).status_code == 403
