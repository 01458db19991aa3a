"""The checklist of needs follows what was made of the papers, and what was sent or posted (AIS-06, AIS-09)."""

from django.utils.timezone import localdate

from meetings import papers
from meetings.models import Progress, Provision
from meetings.models.provision import OPEN
from meetings.paper_forms import FORMAT_NEEDS, FORMS


def follow(meeting, *, is_out, now) -> None:
    """What people need in another form is made when every paper is, and sent when it went out or was posted (AIS-06).

    Only where there are papers: without any, those lines are pressed by hand.
    """
    table = papers.table(meeting)
    if not table.rows:
        return
    wanted = {reader.person.pk: reader for reader in table.readers}
    envelopes = {each.reader.person.pk: each for each in table.envelopes}
    missing = {(cell.form, cell.choice) for cell in table.missing}
    today = localdate(now)
    for each in Provision.objects.filter(meeting=meeting, need__in=FORMAT_NEEDS, state__in=OPEN).order_by("pk"):
        reader = wanted.get(each.person_id)
        if reader is None:
            continue
        made = not (set(reader.forms) if each.need not in FORMS else {(each.need, each.choice)}) & missing
        sent = envelopes[each.person_id].is_done if each.person_id in envelopes else is_out
        state = Progress.CONFIRMED if made and sent else Progress.ARRANGED if made else Progress.REQUESTED
        if each.state != state:
            each.state = state
            each.arranged_on = (each.arranged_on or today) if made else None
            each.confirmed_on = today if state == Progress.CONFIRMED else None
            each.save(update_fields=["state", "arranged_on", "confirmed_on"])
