"""Remarks with credit, reviews that come back, priorities of several groups, differences in words, and invariant 9."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from members.models import Letter
from members.rules import Refused
from projects import agreeing_reminders
from projects.actions import agreeing, commenting, deciding, objecting, texts
from projects.models import Comment, Objection, Position, TextVersion
from projects.queries.texts import credit, differences
from tests import factories as make
from tests.projects.agreed import ask, standing, take, voice_of, words

pytestmark = pytest.mark.django_db


def test_what_two_said_becomes_one_line_with_the_credit_of_both(cast, text, same):
    clause = TextVersion.objects.get().clauses.get()
    kim = {"actor": cast.actor("kim"), "now": same["now"]}
    first = commenting.say(agreement=text, clause=clause, phrase="first idea", words="Good", may_be_named=True, **kim)
    other = commenting.say(
        agreement=text, clause=clause, words="The beginning matters", actor=cast.actor("rowan"), now=same["now"]
    )
    with pytest.raises(Refused, match="do not stand in this clause"):
        commenting.say(agreement=text, clause=clause, phrase="last idea", words="Good", **kim)
    of_the_whole = commenting.say(agreement=text, phrase="first  idea", words="Still good", **kim)
    assert of_the_whole.clause == clause, "words of the whole text are shown where they stand"
    with pytest.raises(Refused, match="do not stand in the text"):
        commenting.say(agreement=text, phrase="equal partnership", words="Good", **kim)
    commenting.merge(comment=other, same_as=first, **same)
    assert credit(Comment.objects.get(pk=first.pk)) == "Kim Sandhu and one more"
    with pytest.raises(Refused, match="why it was not taken up"):
        commenting.settle(comment=first, state="not", **same)


def test_a_review_comes_back_by_itself_by_letter_and_on_the_home(cast, now, same, client, as_user):
    body = make.body("Management Board", "management_board")
    made = deciding.note(
        question="Courses by phone", body=body, decided_on=timezone.localdate(now) - timedelta(days=90), outcome="agreed",
        lived_experience="none", review_on=timezone.localdate(now), **same,
    )  # fmt: skip
    noon = now.replace(hour=13)
    agreeing_reminders.plan_due(now=noon)
    agreeing_reminders.plan_due(now=noon)
    assert [letter.person for letter in Letter.objects.filter(kind="agreeing_review")] == [cast.jo]
    assert "Courses by phone" in words(as_user(client, cast.jo, "coordinator").get("/"))
    register = words(as_user(client, cast.tal, "trustee").get("/projects/decisions/?show=without"))
    assert "Courses by phone" in register
    assert "Without people with lived experience" in register
    assert "Courses by phone" not in words(as_user(client, cast.kim, "partner").get("/projects/decisions/"))
    assert as_user(client, cast.kim, "partner").get(f"/projects/decisions/{made.pk}/").status_code == 404


def test_a_priority_for_everyone_shows_and_a_group_of_four_does_not(cast, same, client, as_user):
    group, board = make.body("Advisory Group"), make.body("Board of Trustees", "trustees")
    small = make.body("Management Board", "management_board")
    for body, number in ((group, 6), (board, 5), (small, 4)):
        for at in range(number):
            make.seat(make.person(f"{body.name} {at}"), body, hat="carer")
    themes = texts.begin(title="Themes", about="", body=group, **same)
    clauses = [{"thread": None, "words": name, "plain": ""} for name in ("Answers", "Cakes")]
    version = texts.write(agreement=themes, clauses=clauses, **same)
    decision = ask(themes, same, way="weigh", quorum=1, bodies=[group, board, small])
    first, other = [clause.pk for clause in version.clauses.all()]
    for voice in decision.voices.all():
        agreeing.weigh(voice=voice, version=version, weights={first: 3, other: 1}, came_by="room", **same)
    tal = as_user(client, cast.tal, "trustee")
    address = f"/projects/decisions/{decision.pk}/priorities/"
    assert "laid open together" in words(tal.get(address))
    deciding.reveal(decision=decision, **same)
    page = words(tal.get(address))
    everyone = page[page.index("A priority for every group shown here") : page.index("Theme by theme")]
    assert "Answers" in everyone
    assert "Cakes" not in everyone
    assert page.count("Not shown: fewer than five answers") == 2


def test_differences_are_shown_word_by_word_and_a_twenty_page_text_takes_under_200_ms():
    shown = "".join(f"[{p.sort}:{p.words}]" for p in differences("We plan together.", "We decide together."))
    assert shown == "[same:We ][gone:plan][added:decide][same: together.]"
    page = " ".join(f"word{number % 700} and more" for number in range(3400))  # 10,200 words: twenty full pages
    other = page.replace("word13 ", "another ").replace("word300 and", "word300 or", 40)
    began = timezone.now()
    found = differences(page, other)
    assert (timezone.now() - began).total_seconds() < 0.2
    assert "".join(piece.words for piece in found if piece.sort != "gone") == other


steps = st.lists(
    st.tuples(
        st.sampled_from(["org", "second", "lived"]),
        st.sampled_from(["no_objection", "concern", "objection", "take_back", "version", "withdraw", "close"]),
        st.sampled_from(["here", "phone"]),
    ),
    max_size=9,
)


@settings(
    max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=steps)
def test_invariant_9_every_position_belongs_to_one_voice_and_one_version(cast, put_to_all, same, steps):
    with transaction.atomic():
        _invariant_9(cast, put_to_all, same, steps)
        transaction.set_rollback(True)


def _invariant_9(cast, put_to_all, same, steps):
    whose = {"org": cast.organisation, "second": make.organisation("Second Chair"), "lived": cast.rowan}
    for number, (who, what, by) in enumerate(steps):
        before = dict(Position.objects.values_list("pk", "version__number"))
        try:
            _walk(put_to_all, whose[who], what, by, cast, same, number)
        except (Refused, PermissionDenied):
            pass
        newest = put_to_all.agreement.versions.order_by("-number").first()
        pairs = list(Position.objects.values_list("voice", "version"))
        assert len(pairs) == len(set(pairs))
        assert not Position.objects.exclude(version__agreement=put_to_all.agreement).exists()
        after = dict(Position.objects.values_list("pk", "version__number"))
        assert {pk: after.get(pk) for pk in before} == before  # kept, each with its version
        assert standing(put_to_all).counted.answered <= Position.objects.filter(version=newest).count()
        objects = Position.objects.filter(option="objection").values_list("voice", "version")
        assert set(objects) <= set(Objection.objects.values_list("voice", "version"))


def _walk(put_to_all, who, what, by, cast, same, number):
    if what == "version":
        texts.write(
            agreement=put_to_all.agreement,
            clauses=[{"thread": 1, "words": f"Draft {number} {timezone.now()}", "plain": ""}],
            **same,
        )
    elif what == "withdraw":
        for objection in Objection.objects.filter(voice=voice_of(put_to_all, who)):
            objecting.withdraw(objection=objection, came_by="phone", **same)
    elif what == "close":
        deciding.reveal(decision=put_to_all, **same)
    else:
        more = {"back_by": timezone.localdate() + timedelta(days=2)} if what == "take_back" else {"words": "Because"}
        actor = {"here": cast.actor("kim"), "phone": same["actor"]}[by]
        take(put_to_all, who, what, {**same, "actor": actor}, came_by=by, **more)
