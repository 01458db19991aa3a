"""What people said stands in a report for as long as they say yes; what was counted never changes, whatever happens after."""

from datetime import date, timedelta

import pytest
import time_machine

from coproduction.dashboards import group_part, report_actions, report_annex, report_figures
from coproduction.dashboards.models import BoardReport, ReportStory
from meetings.models import Quote
from members.actions import consents, erasure
from members.models import Consent
from members.rules import Refused
from projects.actions import own_stories
from projects.models import Contribution, OwnStory
from tests import factories as make
from tests.dashboards.reading import words
from tests.dashboards.reporting import IN_JULY, OCTOBER, approved, draft, summer, with_part
from tests.factories.after import said as noted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


def told_by(person, *, scope="inside", until=date(2026, 12, 31), **fields):
    return OwnStory.objects.create(
        person=person, title="I was asked first", words="For once I was there when it began.", scope=scope,
        shown_as="first_name", state="approved", approved_at=OCTOBER, approved_how="online", expires_on=until, **fields,
    )  # fmt: skip


def different(cast, *, quote=Quote.ANONYMOUS, **fields):
    said = make.contribution(text="The letters are far too small", people=[cast.robin], answer="accepted", quote=quote)
    facts = {"what": "Letters are in large print", "evidence": "The printer’s bill", "changed_on": IN_JULY}
    return said, said.changes.create(noted_at=OCTOBER, **facts, **fields)


def choose(cast, report, **what):
    return group_part.choose(report=report, actor=cast.actor("rowan"), now=OCTOBER, **what)


def shown(report, **more):
    return report_annex.stories_of(BoardReport.objects.get(pk=report.pk), now=OCTOBER, **more)


def test_the_group_chooses_up_to_three_that_were_released_and_no_others(cast):
    report = draft(cast)
    story, (_, change) = told_by(cast.sam), different(cast)
    for wrong in (told_by(cast.pat, until=OCTOBER.date() - timedelta(days=1)), told_by(cast.pat, scope="nobody")):
        with pytest.raises(Refused, match="not released any more"):
            choose(cast, report, own_story=wrong.pk)
    choose(cast, report, own_story=story.pk)
    choose(cast, report, own_story=story.pk)
    choose(cast, report, change=change.pk)
    assert [(each.quote, each.by, each.words) for each in shown(report)] == [
        ("For once I was there when it began.", "Sam", ""),
        ("The letters are far too small", "", "Letters are in large print"),
    ]
    choose(cast, report, own_story=told_by(cast.robin).pk)
    with pytest.raises(Refused, match="Three stories"):
        choose(cast, report, own_story=told_by(cast.pat).pk)
    with_part(cast, report)
    with pytest.raises(Refused, match="handed in"):
        group_part.leave_out(
            report=report,
            story=ReportStory.objects.first().pk,
            now=OCTOBER,
            actor=cast.actor("jo").at_the_desk_for(cast.sam),
        )


def test_a_yes_taken_back_is_gone_from_draft_report_and_pack_and_the_bytes_stay(cast, client, as_user):
    report = draft(cast)
    story = told_by(cast.sam, scope="public")
    choose(cast, report, own_story=story.pk)
    done = approved(cast, report)
    second = report_actions.correct(report=done, note="A talk was missing", actor=cast.actor("jo"), now=OCTOBER)
    before = bytes(BoardReport.objects.get(pk=done.pk).figures)
    trustee = as_user(client, cast.tal, "trustee")
    places = [
        f"/dashboard/reports/{done.pk}/",
        f"/dashboard/reports/{second.pk}/",
        f"/dashboard/reports/{done.pk}/pack/",
    ]
    assert all("For once I was there" in words(trustee.get(place)) for place in places)
    own_stories.take_back(story=story, actor=cast.actor("sam"), now=OCTOBER)
    for place in places:
        page = words(trustee.get(place))
        assert "For once I was there" not in page
        assert "I was asked first" not in page
        assert "It has been taken back" in page
    assert bytes(BoardReport.objects.get(pk=done.pk).figures) == before
    own_stories.throw_away(story=story, actor=cast.actor("sam"), now=OCTOBER)
    assert shown(done) == []


def test_between_draft_and_approval_a_yes_taken_back_must_be_read_again_only_if_words_changed(cast):
    report = draft(cast)
    choose(cast, report, own_story=(story := told_by(cast.sam)).pk)
    with_part(cast, report)
    own_stories.take_back(story=story, actor=cast.actor("sam"), now=OCTOBER)
    done = approved(cast, report)
    assert [each.gone for each in shown(done)] == [True]


@pytest.mark.parametrize(
    "happens",
    [
        "its day is over",
        "other words",
        "only inside, for the pack",
        "erased",
        "no longer so",
        "no quote",
        "consent withdrawn",
    ],
)
def test_whatever_ends_a_yes_takes_the_words_away(cast, happens):
    report = draft(cast)
    story, (said, change) = told_by(cast.sam, scope="public"), different(cast)
    choose(cast, report, own_story=story.pk)
    choose(cast, report, change=change.pk)
    done = approved(cast, report)
    first, second = shown(done)
    assert first.quote
    assert second.quote
    public = happens == "only inside, for the pack"
    match happens:
        case "its day is over":
            OwnStory.objects.update(expires_on=OCTOBER.date() - timedelta(days=1))
        case "other words":
            OwnStory.objects.update(words="Others put these in")
        case "only inside, for the pack":
            OwnStory.objects.update(scope="inside")
        case "erased":
            erasure.erase(person=cast.sam, actor=cast.actor("jo"), now=OCTOBER, check=False)
        case "no longer so":
            said.changes.update(still_true=False)
        case "no quote":
            said.quote = Quote.NONE
            said.save()
        case "consent withdrawn":
            meeting = make.meeting(days=-90)
            note = noted(meeting, said.text, speaker=cast.robin, state="passed_on", became=said.about_word)
            same = {
                "person": cast.robin,
                "consent": Consent.WORDS_WITHOUT_NAME,
                "how": "spoken",
                "about": note.about_word,
            }
            consents.give(actor=cast.actor("robin"), now=OCTOBER, **same)
            assert shown(done)[1].quote
            consents.withdraw(actor=cast.actor("robin"), now=OCTOBER, **same)
    after = "".join(f"{each.title}{each.quote}{each.by}" for each in shown(done, public=public))
    assert "Others put these in" not in after
    assert ("For once" in after) == (happens in ("no longer so", "no quote", "consent withdrawn"))
    assert ("far too small" in after) == (happens in ("its day is over", "other words", "erased"))


def test_what_could_not_be_stands_with_its_reason_only_where_what_was_said_may_be_read(cast, client, as_user):
    project = summer(cast)
    for text, quote in (("The hall is cold", Quote.ANONYMOUS), ("The bus is late", Quote.NONE)):
        said = make.contribution(project, people=[cast.rowan], text=text, answer="cannot", quote=quote)
        said.responses.update(reason=f"No money, we know: {text[:7]}", decided_on=date(2026, 8, 1))
    rows = report_figures.read(draft(cast).figures).could_not
    found = {each.said: each.reason for each in report_annex.could_not(rows)}
    assert found == {"The hall is cold": "No money, we know: The hal", "": ""}, (
        "our reason was written for who knows the words"
    )
    assert [each.reason for each in report_annex.could_not(rows, public=True)] == ["No money, we know: The hal", ""]
    report = approved(cast, BoardReport.objects.get())
    pages = [f"/dashboard/reports/{report.pk}/", f"/dashboard/reports/{report.pk}/pack/"]
    trustee = as_user(client, cast.tal, "trustee")
    for page in (words(trustee.get(each)) for each in pages):
        assert "Something people said: We couldn’t" in page
        assert "The hal" in page
        assert "The bus" not in page
    Contribution.objects.update(quote=Quote.NONE)
    assert "No money" not in words(trustee.get(pages[0])), "an approved report, too, shows what it may today"
    said.responses.update(reason="Nicer words")
    assert len(report_annex.could_not(rows)) == 1, "others than those that were counted stand nowhere"
