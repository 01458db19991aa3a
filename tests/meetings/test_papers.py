"""Papers: each in the forms people need, worked back from the slowest, and complete only when nobody's copy is missing."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import afterwards, papers
from meetings.actions import agenda, paper_copies
from meetings.actions import papers as paper_actions
from meetings.models import Agenda, Paper, PaperCopy, PaperForm, Provision
from meetings.paper_forms import due
from members import files
from members.models import ContactTask, KeptFile, Letter
from members.rules import Refused
from tests import factories as make
from tests.meetings.conftest import NOW
from tests.meetings.test_access import needs, say

pytestmark = pytest.mark.django_db
PDF, TODAY = b"%PDF-1.4 the words", NOW.date()


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def meeting(cast, plan):
    return plan(people=[cast.rowan, cast.sam, cast.pat], publish=True, lead=cast.ash)


def add(cast, meeting, title="The budget", **words):
    words.setdefault("summary", "What we spend.")
    return paper_actions.add(meeting=meeting, title=title, actor=cast.actor("jo"), now=NOW, **words)


def put(cast, paper, form="original", choice="", *, content=PDF, name="budget.pdf", now=NOW):
    upload = SimpleUploadedFile(name, content)
    return paper_actions.put(paper=paper, form=form, choice=choice, upload=upload, actor=cast.actor("jo"), now=now)


def complete(cast, meeting):
    paper_copies.call_complete(meeting=meeting, actor=cast.actor("jo"), now=NOW)


def posted(cast, meeting, person, *, on=TODAY, now=NOW):
    return paper_copies.posted(meeting=meeting, person=person, on=on, actor=cast.actor("jo"), now=now)


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as inside:
        for name, words in parts.items():
            inside.writestr(name.replace("__", "/"), words)
    return out.getvalue()


def test_complete_is_refused_while_somebody_s_copy_is_missing_and_says_whose(cast, meeting):
    needs(cast, cast.rowan, easy_read="")
    paper = add(cast, meeting)
    with pytest.raises(Refused) as no:
        complete(cast, meeting)
    assert "“The budget”: Original for Sam Okafor is missing." in str(no.value)
    assert "“The budget”: Easy Read for Rowan Ashdown is missing." in str(no.value)
    assert "“The budget”: Large print for Pat Lindqvist is missing." in str(no.value)
    for form in ("original", "easy_read", "large_print"):
        put(cast, paper, form)
    with pytest.raises(Refused, match=r"^The papers are not complete yet\. Not posted yet: Pat Lindqvist\.$"):
        complete(cast, meeting)
    assert posted(cast, meeting, cast.pat) == 1
    assert posted(cast, meeting, cast.pat) == 0
    complete(cast, meeting)
    assert papers.are_complete(meeting)


def test_without_the_names_it_says_how_many(cast, meeting):
    add(cast, meeting)
    said = paper_copies.missing_in_words(papers.table(meeting), names=False)
    assert said == ["“The budget”: Original for 2 people is missing.", "“The budget”: Large print for 1 person is missing."]  # fmt: skip


def test_a_long_list_for_the_original_does_not_hide_who_waits_for_large_print(cast, meeting, monkeypatch):
    monkeypatch.setattr(paper_copies, "FEW", 1)
    add(cast, meeting)
    said = paper_copies.missing_in_words(papers.table(meeting), names=True)
    assert said == [
        "“The budget”: Original for 2 people is missing.",
        "“The budget”: Large print for Pat Lindqvist is missing.",
    ]


def test_the_original_is_offered_first(cast, meeting):
    paper = add(cast, meeting)
    for form in ("large_print", "easy_read", "original"):
        put(cast, paper, form)
    [found] = papers.papers_of(meeting)
    assert [each.form for each in found.forms.all()] == ["original", "easy_read", "large_print"]


def test_a_newer_file_makes_a_posted_copy_count_no_more(cast, meeting):
    paper = add(cast, meeting)
    put(cast, paper)
    put(cast, paper, "large_print")
    posted(cast, meeting, cast.pat)
    complete(cast, meeting)
    put(cast, paper, "large_print", now=NOW + timedelta(hours=1))
    assert not papers.are_complete(meeting)
    assert not papers.table(meeting).envelopes[0].is_done
    assert posted(cast, meeting, cast.pat, now=NOW + timedelta(hours=2)) == 1
    assert KeptFile.objects.count() == 2, "the older file is gone"


def test_the_days_are_worked_back_from_the_slowest(meeting):
    """Tuesday 8 December: in their hands on the 1st; five working days for the post; five more to make large print."""
    days = due(meeting, "large_print", posted=True)
    assert (days.in_hand, days.post_by, days.text_by) == (date(2026, 12, 1), date(2026, 11, 24), date(2026, 11, 17))
    assert due(meeting, "braille", posted=True).text_by == date(2026, 11, 10)
    assert due(meeting, "original", posted=False).text_by == date(2026, 12, 1)


def test_needs_of_people_follow_what_was_made_and_sent(cast, meeting):
    needs(cast, cast.rowan, large_print="18 point", loop="")
    needs(cast, cast.pat, large_print="24 point", coloured_paper="Yellow")
    for person in (cast.rowan, cast.pat):
        say(meeting, person, "yes", mode="room")
    paper = add(cast, meeting)
    afterwards.plan_due(now=NOW)
    states = lambda: {(p.person.first_name, p.need): p.state for p in Provision.objects.order_by("pk")}  # noqa: E731
    assert states()["Rowan", "large_print"] == "requested"
    put(cast, paper)
    put(cast, paper, "large_print", "18 point")
    put(cast, paper, "large_print", "24 point")
    assert states() == {
        ("Rowan", "large_print"): "arranged", ("Pat", "large_print"): "arranged", ("Pat", "coloured_paper"): "arranged",
        ("Rowan", "loop"): "requested",
    }  # fmt: skip
    posted(cast, meeting, cast.pat)
    assert (states()["Pat", "large_print"], states()["Pat", "coloured_paper"]) == ("confirmed", "confirmed")
    agenda.add(meeting=meeting, title="Money", actor=cast.actor("jo"), now=NOW)
    agenda.send_out(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    assert states()["Rowan", "large_print"] == "confirmed"
    paper_actions.take_away(made=PaperForm.objects.get(choice="18 point"), actor=cast.actor("jo"), now=NOW)
    assert states()["Rowan", "large_print"] == "requested"


def test_papers_go_out_with_the_agenda_each_in_their_own_way(cast, meeting, deliver):
    needs(cast, cast.rowan, easy_read="")
    paper = add(cast, meeting)
    for form in ("original", "easy_read", "large_print"):
        put(cast, paper, form)
    agenda.add(meeting=meeting, title="Money", actor=cast.actor("jo"), now=NOW)
    deliver(NOW)
    agenda.send_out(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    deliver(NOW)
    rowan = Letter.objects.get(kind="agenda_out", person=cast.rowan)
    assert [part["name"] for part in rowan.attachments] == ["budget.pdf"], "in their own format it goes along"
    assert "The budget (Easy Read)" in rowan.text
    assert (
        "by post, in a letter of their own"
        in ContactTask.objects.get(letter__kind="agenda_out", person=cast.pat).script
    )


def test_somebody_without_needs_gets_a_way_to_the_papers_behind_the_sign_in(cast, meeting, deliver):
    put(cast, add(cast, meeting))
    agenda.add(meeting=meeting, title="Money", actor=cast.actor("jo"), now=NOW)
    agenda.send_out(meeting=meeting, actor=cast.actor("jo"), now=NOW)
    deliver(NOW)
    letter = Letter.objects.get(kind="agenda_out", person=cast.rowan)
    assert f"/meetings/{meeting.pk}/agenda/" in letter.text
    assert letter.attachments == []


@pytest.mark.parametrize(
    ("form", "name", "content", "sentence"),
    [
        ("original", "budget.pdf", b"MZ a program", "something else inside"),
        ("original", "budget.html", b"<p>", "cannot keep this kind"),
        ("audio", "budget.mp3", b"%PDF-1.4", "something else inside"),
        ("audio", "budget.m4a", b"\x00\x00\x00\x20free", "something else inside"),
        ("original", "budget.odt", zipped(mimetype="text/plain"), "something else inside"),
        ("original", "budget.docx", zipped(word__document="x", **{"word__vbaProject.bin": "x"}), "macros"),
        ("original", "budget.docx", zipped(word__document="0" * 2_000_000), "far too large"),
        ("plain_text", "budget.txt", b"", "empty"),
        ("word_file", "budget.pdf", PDF, "ends in .docx"),
    ],
    ids=["program", "web page", "no sound", "no film", "no document", "macros", "zip bomb", "empty", "another form"],
)  # fmt: skip
def test_a_paper_that_lies_about_what_it_is_is_refused_and_leaves_nothing(
    cast, meeting, uploads, monkeypatch, form, name, content, sentence
):
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)  # a small bomb, so that making it takes no time
    paper = add(cast, meeting)
    with pytest.raises(Refused, match=sentence):
        put(cast, paper, form, content=content, name=name)
    assert [each for each in uploads.rglob("*") if each.is_file()] == []
    assert not PaperForm.objects.exists()
    assert not KeptFile.objects.exists()


@pytest.mark.parametrize(
    ("form", "name", "content"),
    [
        ("audio", "budget.mp3", b"ID3\x04\x00 sound"),
        ("audio", "budget.m4a", b"\x00\x00\x00\x20ftypM4A "),
        ("original", "budget.odt", zipped(mimetype="application/vnd.oasis.opendocument.text")),
        ("word_file", "budget.docx", zipped(word__document="x")),
        ("plain_text", "budget.txt", b"Words"),
    ],
    ids=["mp3", "m4a", "odt", "docx", "txt"],
)
def test_what_is_what_it_says_is_kept(cast, meeting, form, name, content):
    assert put(cast, add(cast, meeting), form, content=content, name=name).kept.name == name


def test_braille_is_made_outside_and_only_noted(cast, meeting):
    made = paper_actions.put(paper=add(cast, meeting), form="braille", actor=cast.actor("jo"), now=NOW)
    assert made.kept is None


def test_removing_a_paper_removes_its_files(cast, meeting, uploads, django_capture_on_commit_callbacks):
    paper = add(cast, meeting)
    put(cast, paper)
    with django_capture_on_commit_callbacks(execute=True):
        paper_actions.remove(paper=paper, actor=cast.actor("jo"), now=NOW)
    assert [each for each in uploads.rglob("*") if each.is_file()] == []
    assert not Paper.objects.exists()


def test_posting_before_it_is_made_or_on_a_day_to_come_is_refused(cast, meeting):
    put(cast, add(cast, meeting))
    with pytest.raises(Refused, match="not made yet"):
        posted(cast, meeting, cast.pat)
    with pytest.raises(Refused, match="still to come"):
        posted(cast, meeting, cast.pat, on=NOW.date() + timedelta(days=1))
    assert not PaperCopy.objects.exists()


def grow(cast, meeting, *, many, readers):
    people = [make.person(f"Reader {n}", email=f"r{meeting.pk}-{n}@example.org", role="member") for n in range(readers)]
    for person in people:
        make.rsvp(meeting, person, answer="yes")
    for person, need in zip(people, ("easy_read", "audio"), strict=False):
        needs(cast, person, **{need: ""})
    for n in range(many):
        paper = Paper.objects.create(meeting=meeting, title=f"Paper {n}", summary="Words", position=n, added_at=NOW)
        for form in ("original", "easy_read", "large_print", "audio"):
            kept = KeptFile.objects.create(name=f"{n}.pdf", extension="pdf", sha256="0", kept_at=NOW)
            PaperForm.objects.create(paper=paper, form=form, kept=kept, made_at=NOW)
    Agenda.objects.update_or_create(meeting=meeting, defaults={"out_at": NOW})


@pytest.mark.parametrize("page", ["papers", "agenda"])
def test_twenty_papers_in_four_forms_for_forty_people_cost_as_many_queries_as_a_few(cast, plan, client, as_user, page):
    jo, counts = as_user(client, cast.jo), []
    for many, readers in ((1, 2), (20, 40)):
        meeting = plan(people=[], publish=True)
        grow(cast, meeting, many=many, readers=readers)
        jo.get(f"/meetings/{meeting.pk}/{page}/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert jo.get(f"/meetings/{meeting.pk}/{page}/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20
