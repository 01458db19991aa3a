"""Story 10 again: whoever asks to be forgotten is gone from every form of a report, and no total moves."""

import io

import pytest
import time_machine
from docx import Document
from pypdf import PdfReader

from coproduction.dashboards import program_keys, report_actions, report_figures
from coproduction.dashboards.models import BoardReport
from members.actions import erasure
from members.models import ErasureReceipt
from projects.models import OwnStory
from tests.dashboards.reading import words
from tests.dashboards.reporting import OCTOBER, approved, draft, summer
from tests.dashboards.test_report_consent import choose, told_by

pytestmark = pytest.mark.django_db
THEIRS = ("For once I was there", "I was asked first", "Rowan")


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


def forms(trustee, report, token):
    """The words of one report in every form a trustee, a commissioner or a program can have."""
    here = f"/dashboard/reports/{report.pk}/"
    pdf = PdfReader(io.BytesIO(trustee.get(f"{here}report.pdf").content))
    docx = Document(io.BytesIO(trustee.get(f"{here}report.docx").content))
    program = trustee.get(f"/api/v1/reports/{report.pk}", headers={"Authorization": f"Bearer {token}"})
    return {
        "page": words(trustee.get(here)),
        "pack": words(trustee.get(f"{here}pack/")),
        "pdf": " ".join(" ".join(page.extract_text() for page in pdf.pages).split()),
        "word": " ".join(paragraph.text for paragraph in docx.paragraphs),
        "program": program.content.decode(),
    }


def test_story_10_again_rowan_is_gone_from_every_form_of_the_report_and_every_total_stands(cast, client, as_user):
    project = summer(cast)
    project.activities.get().participations.create(
        person=cast.rowan, hats=["advisory_member"], is_lived_experience=True, contact_minutes=60
    )
    report = draft(cast)
    choose(cast, report, own_story=told_by(cast.rowan, scope="public").pk)
    done = approved(cast, report)
    until = OCTOBER.date().replace(month=12)
    _, token = program_keys.make(name="A sheet", scopes=["reports"], until=until, actor=cast.actor("jo"), now=OCTOBER)
    trustee = as_user(client, cast.tal, "trustee")
    before = forms(trustee, done, token)
    for form in ("page", "pack", "pdf", "word"):
        assert THEIRS[0] in before[form], form
    assert "For once" not in before["program"]
    kept, counted = bytes(done.figures), report_figures.read(done.figures).tiles

    erasure.erase(person=cast.rowan, actor=cast.actor("jo"), now=OCTOBER, check=False)

    assert ErasureReceipt.objects.count() == 1
    assert not OwnStory.objects.exists()
    after = forms(trustee, done, token)
    for form, text in after.items():
        assert not [word for word in THEIRS if word in text], form
    assert after["program"] == before["program"]
    assert bytes(BoardReport.objects.get(pk=done.pk).figures) == kept
    second = report_actions.correct(report=done, note="Counted once more.", actor=cast.actor("jo"), now=OCTOBER)
    again = report_figures.read(second.figures).tiles
    for metric in ("MET-01", "MET-04", "MET-08", "MET-13", "MET-14", "MET-15"):
        assert (again[metric].figure, again[metric].parts) == (counted[metric].figure, counted[metric].parts), metric
