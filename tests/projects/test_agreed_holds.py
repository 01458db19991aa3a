"""What was agreed stays as it was agreed: one version, one outcome, its counts; and names only where somebody said yes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from members.actions import consents
from members.models import Consent, Letter, Representative
from members.permissions import by_link
from members.rules import Refused
from projects import agreeing_letters
from projects.actions import commenting, deciding, taking_on, texts
from projects.models import Agreement, Decision, Position, TextStep
from projects.queries.result import shown
from tests import factories as make
from tests.projects.agreed import FIRST, ask, standing, take, words

pytestmark = pytest.mark.django_db
YES = {"outcome": "agreed", "outcome_words": "We agree."}


@pytest.fixture
def agreed(cast, put_to_all, same):
    """One organisation and Rowan have said yes; the second organisation is silent."""
    put_to_all.quorum = 1
    put_to_all.save()
    take(put_to_all, cast.organisation, "no_objection", same)
    take(put_to_all, cast.rowan, "no_objection", same)
    return deciding.decide(decision=put_to_all, **YES, **same)


def test_a_members_name_is_read_only_by_those_they_agreed_to_and_without_what_they_speak_from(cast, same):
    _, _, _ = cast.rowan, cast.sam, cast.robin  # they have their seats before it is asked
    text = texts.begin(title="How we meet", about="", body=cast.group, **same)
    texts.write(agreement=text, clauses=FIRST, **same)
    decision = ask(text, same, quorum=1, bodies=[cast.group], private_first=False)
    consents.give(
        consent=Consent.NAME_TO_MEMBERS, how="online", actor=by_link(cast.rowan), now=same["now"], person=cast.rowan
    )

    def read(*who):
        return {line.name: line.marks for line in shown(standing(decision), cast.actor(*who)).lines}

    somebody = "Somebody of the Advisory Group"
    assert read("robin") == {"Rowan Ashdown": [], "Robin Vale": [], somebody: ["Lived experience"]}
    assert read("ash") == {"Rowan Ashdown": [], somebody: ["Lived experience"]}
    assert read("tal", "trustee") == {}, "three lines would be a count of few"
    assert set(read("jo")) == {"Rowan Ashdown", "Robin Vale", "Sam Okafor"}


def test_trustees_read_where_lived_experience_stands_and_never_whose_chair_words_or_telephone_it_was(
    cast, put_to_all, same, client, as_user
):
    Decision.objects.update(private_first=False)
    take(put_to_all, cast.rowan, "concern", same, words="Please print it in large letters")
    page = f"/projects/decisions/{put_to_all.pk}/"

    def read(who, role):
        return words(as_user(client, getattr(cast, who), role).get(page))

    for who, role in (("tal", "trustee"), ("bo", "board")):
        told = read(who, role)
        assert "People with lived experience" in told
        assert "would say who said what" in told
        assert "a concern to write down" not in told.partition('id="voices"')[2]
        for trace in ("large letters", "By telephone", "By phone", f"lived experience, {cast.organisation}"):
            assert trace not in told, trace
    assert "large letters" in read("jo", "coordinator")


def test_only_the_version_that_was_agreed_is_taken_on_or_published_and_it_is_decided_once(
    cast, agreed, same, client, as_user
):
    text, first = agreed.agreement, agreed.agreement.versions.get()
    later = texts.write(agreement=text, clauses=[{"thread": 1, "words": "All of it anew.", "plain": ""}], **same)
    by = {
        "organisation": cast.organisation,
        "how": "as_it_is",
        "ratified_on": timezone.localdate(),
        "by_whom": "trustees",
    }
    with pytest.raises(Refused, match="Version 1 is what was agreed, not version 2"):
        taking_on.ratify(agreement=text, version=later, **by, **same)
    with pytest.raises(Refused, match="Version 1 is what was agreed"):
        taking_on.publish(agreement=text, version=later, note="Nearly the same", **same)
    taking_on.publish(agreement=text, version=first, note="One is still to answer.", **same)
    with pytest.raises(Refused, match="written down already: agreed, on"):
        deciding.decide(decision=agreed, outcome="not_agreed", outcome_words="No.", **same)
    text = Agreement.objects.get()
    assert (text.step, text.published_version, text.agreed_version) == (TextStep.PUBLISHED, first, first)
    assert standing(agreed).counted.answered == 1  # the next draft takes nothing from what was counted
    page = words(as_user(client, cast.jo, "coordinator").get(f"/projects/agreements/{text.pk}/"))
    assert "Version 1 is what was agreed. Version 2 is a draft" in page


def test_what_comes_late_is_shown_and_changes_no_count(cast, text, agreed, same):
    unopened = deciding.ask(
        agreement=text, question="And this?", way="consent", closes_at=same["now"] + timedelta(days=9), quorum=1, **same
    )
    with pytest.raises(Refused, match="not asked for yet"):
        take(unopened, cast.organisation, "no_objection", same, late=True)
    after, before = {**same, "now": same["now"] + timedelta(hours=1)}, standing(agreed)
    with pytest.raises(Refused, match="this answer was counted"):
        take(agreed, cast.organisation, "objection", after, words="We think again", late=True)
    take(agreed, make.organisation("Second Chair"), "objection", after, words="We were away", late=True)
    now = standing(agreed)
    assert (now.counted, now.is_enough, now.left, now.waiting) == (before.counted, True, [], [])
    [line] = [each for each in shown(now, cast.actor("kim")).lines if each.words == "We were away"]
    assert "Late, not counted" in line.marks
    assert Position.objects.filter(is_late=True).count() == 1


def test_whoever_no_longer_speaks_for_an_organisation_is_not_written_to(cast, put_to_all, same):
    letter = Letter.objects.get(kind="agreeing_asked", person=cast.kim)
    assert agreeing_letters.still_true(letter, now=same["now"]) == ""
    Representative.objects.filter(person=cast.kim).update(ends=timezone.localdate() - timedelta(days=1))
    assert "do not speak" in agreeing_letters.still_true(letter, now=same["now"])


def test_a_text_stands_only_under_ones_own_teams_project_and_a_long_number_is_nobodys_remark(
    cast, put_to_all, same, client, as_user
):
    ash, theirs = {"actor": cast.actor("ash"), "now": same["now"]}, make.project(team=cast.other_team)
    new = {"title": "Ours", "about": "", "body": cast.group}
    with pytest.raises(PermissionDenied):
        texts.begin(**new, project=theirs, **ash)
    own = texts.begin(**new, project=make.project(title="Welcoming", team=cast.team), **ash)
    note = {"question": "Done", "body": cast.group, "decided_on": timezone.localdate(), "outcome": "agreed"}
    with pytest.raises(PermissionDenied):
        deciding.note(**note, project=theirs, **ash)
    other = deciding.note(**note, project=theirs, **same)
    with pytest.raises(PermissionDenied):  # nor does one take over another team's by naming one's own project
        deciding.note(**note, decision=other, project=own.project, **ash)
    remark = commenting.say(agreement=put_to_all.agreement, words="Say who", **same)
    jo = as_user(client, cast.jo, "coordinator")
    assert jo.post(f"/projects/agreements/said/{remark.pk}/same/", {"same_as": "9" * 5000}).status_code == 404
    page = words(as_user(client, cast.rowan, "member").get(f"/projects/{own.project.pk}/"))
    assert "Texts and decisions" in page
    assert f"/projects/agreements/{own.pk}/" in page


def test_what_moved_somebody_with_lived_experience_is_not_read_at_the_top_either(cast, same, client, as_user):
    _, _ = cast.rowan, cast.sam
    text = texts.begin(title="How we meet", about="", body=cast.group, **same)
    texts.write(agreement=text, clauses=FIRST, **same)
    decision = ask(text, same, quorum=1, bodies=[cast.group], private_first=False)
    take(decision, cast.rowan, "concern", same)
    thread = text.versions.get().clauses.get().thread
    texts.write(agreement=text, clauses=[{**FIRST[0], "thread": thread, "plain": "We start together."}], **same)
    take(decision, cast.rowan, "no_objection", same, moved_because="My nights are better", may_be_named=True)
    page = f"/projects/decisions/{decision.pk}/"
    assert "My nights are better" in words(as_user(client, cast.jo, "coordinator").get(page))
    assert "My nights are better" not in words(as_user(client, cast.tal, "trustee").get(page))


def test_an_objection_from_lived_experience_stands_first_for_trustees_too(cast, put_to_all, same):
    Decision.objects.update(private_first=False)
    take(put_to_all, cast.organisation, "objection", same, words="Too short")
    assert [line for line in shown(standing(put_to_all), cast.actor("jo")).lines if line.lived]
    assert not [line for line in shown(standing(put_to_all), cast.actor("tal", "trustee")).lines if line.lived], "few"
    take(put_to_all, cast.rowan, "objection", same, words="Too soon")
    for who in (("jo",), ("ash",), ("tal", "trustee")):
        found = shown(standing(put_to_all), cast.actor(*who)).objections
        assert [row["it"].reason for row in found] == ["Too soon", "Too short"], who
