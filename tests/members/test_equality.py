"""The equality questions: only the person sees their answers, and no row leads to anybody."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from members import charity
from members.actions import consents, equality, joining
from members.models import Charity, Consent, EqualityAnswer, EqualityPurpose, EqualityQuestion, Person
from members.queries import equality as queries
from members.rules import Refused

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def asked(db):
    """The module is on and the charity has said why."""
    row = charity.row()
    row.modules = [*row.modules, "equality"]
    row.save()
    charity.forget()
    equality.usual_questions()
    EqualityPurpose.objects.create(why="To see who is missing from our table.", said_at=timezone.now())
    yield
    charity.forget()


def say(cast, who, choice, *, slug="age"):
    question = EqualityQuestion.objects.get(slug=slug)
    answer = choice if choice == equality.PREFER_NOT else question.choices.all()[choice]
    person = getattr(cast, who) if isinstance(who, str) else who
    actor = cast.actor(who) if isinstance(who, str) else None
    equality.answer(person=person, answers={question: answer}, agreed=True, actor=actor, now=timezone.now())
    return question


def test_nobody_is_asked_before_the_charity_says_why(client, cast, as_user):
    page = words(as_user(client, cast.rowan).get("/members/me/equality/"))
    assert "We do not ask these questions" in page
    Charity.objects.all().delete()
    as_user(client, cast.jo).get("/members/equality/")
    client.post("/members/equality/", {"why": "", "asked": []})
    assert not EqualityPurpose.objects.exists()


def test_jo_says_why_and_chooses_what_to_ask(client, cast, as_user, asked):
    EqualityPurpose.objects.all().delete()
    as_user(client, cast.jo)
    assert "first say why" in words(client.get("/members/equality/"))
    age = EqualityQuestion.objects.get(slug="age")
    client.post("/members/equality/", {"why": "To see who is missing.", "asked": [age.pk]})
    assert queries.questions() == [age]
    page = words(as_user(client, cast.rowan).get("/members/me/equality/"))
    assert "To see who is missing." in page
    assert "How old are you?" in page
    assert "What is your ethnic group?" not in page


def test_rowan_answers_reads_them_again_and_takes_them_back(client, cast, as_user, asked):
    age = EqualityQuestion.objects.get(slug="age")
    choice = age.choices.all()[1]
    as_user(client, cast.rowan)
    assert client.post("/members/me/equality/", {f"q{age.pk}": choice.pk}).status_code == 422  # no consent, no answer
    assert not EqualityAnswer.objects.exists()
    client.post("/members/me/equality/", {f"q{age.pk}": choice.pk, "agreed": "on"})
    assert EqualityAnswer.objects.count() == 1  # what was left out is no row
    page = client.get("/members/me/equality/").content.decode()
    assert f'value="{choice.pk}"' in page
    assert " checked" in page.split(f'value="{choice.pk}"')[1][:200]
    client.post("/members/me/equality/take-back/")
    assert not EqualityAnswer.objects.exists()
    assert "25 to 39" in words(client.get("/members/me/equality/"))


def test_a_row_names_nobody_and_two_answers_of_one_person_have_nothing_in_common(cast, asked):
    say(cast, "rowan", 1)
    say(cast, "rowan", 0, slug="gender")
    rows = EqualityAnswer.objects.all()
    assert len({row.digest for row in rows}) == 2
    assert not [f for f in EqualityAnswer._meta.get_fields() if f.related_model is Person]
    assert {row.month.day for row in rows} == {1}
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(a::text, ' ') FROM members_equalityanswer a")
        assert "rowan" not in cursor.fetchone()[0].lower()


def test_nobody_else_answers_or_reads_for_rowan(client, cast, as_user, asked):
    question = say(cast, "rowan", 1)
    for who in ("jo", "robin", "tal", "tec"):
        with pytest.raises(PermissionDenied):
            equality.answer(person=cast.rowan, answers={question: None}, actor=cast.actor(who), now=timezone.now())
        page = as_user(client, getattr(cast, who)).get("/members/me/equality/").content.decode()
        assert "Delete my answers" not in page


def test_staff_are_not_asked(client, cast, as_user, asked):
    assert "We ask members of the group only" in words(as_user(client, cast.ash).get("/members/me/equality/"))
    with pytest.raises(Refused, match="members of the group only"):
        equality.answer(person=cast.ash, answers={}, agreed=True, actor=cast.actor("ash"), now=timezone.now())


def test_a_withdrawn_consent_leaves_the_totals_at_once_and_leaving_deletes(cast, asked):
    question = say(cast, "rowan", 1)
    say(cast, "robin", 1)
    people = queries.members_who_agreed()[1]
    assert queries.counted(question, people=people)[0][question.choices.all()[1].pk] == 2
    said = {"consent": Consent.EQUALITY, "how": "online", "now": timezone.now()}
    consents.withdraw(person=cast.rowan, actor=cast.actor("rowan"), **said)
    people = queries.members_who_agreed()[1]
    assert queries.counted(question, people=people)[0][question.choices.all()[1].pk] == 1
    joining.move_to(person=cast.robin, state="left", actor=cast.actor("jo"), now=timezone.now(), joined_via="")
    assert not queries.answers_of(cast.robin)


def test_a_new_key_keeps_answers_reachable_and_the_old_one_can_go(cast, asked, settings):
    old, new = settings.FIELD_KEYS[0], Fernet.generate_key().decode()
    question = say(cast, "rowan", 1)
    settings.FIELD_KEYS = [new, old]
    assert queries.answers_of(cast.rowan)[question.pk].choice.words == "25 to 39"
    assert equality.rekey() == (1, 1, 0)
    assert equality.rekey() == (1, 0, 0)
    settings.FIELD_KEYS = [new]
    assert queries.answers_of(cast.rowan)[question.pk].choice.words == "25 to 39"
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    assert queries.answers_of(cast.rowan) == {}  # without the keys it leads to nobody


def test_two_records_of_one_person_keep_the_answer_of_the_one_who_stays(cast, asked):
    say(cast, "rowan", 1)
    say(cast, "robin", 2)
    say(cast, "robin", 0, slug="gender")
    equality.move(kept=cast.rowan, gone=cast.robin, now=timezone.now())
    found = {a.question.slug: a.choice.words for a in queries.answers_of(cast.rowan).values()}
    assert found == {"age": "25 to 39", "gender": "Woman"}
    assert queries.answers_of(cast.robin) == {}


def test_prefer_not_to_say_is_an_answer(client, cast, as_user, asked):
    question = say(cast, "rowan", equality.PREFER_NOT)
    assert EqualityAnswer.objects.get().choice is None
    assert queries.counted(question, people=[cast.rowan.pk])[1] == 1
