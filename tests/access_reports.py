"""The addresses of reports to the Board, in the matrix of access."""

from django.utils import timezone

from coproduction.dashboards import report_actions
from coproduction.dashboards.models import BoardReport
from members.models import Job
from members.permissions import CLOCK
from projects import quarters

WRITES = "report_count report_throw_away"
FOR_THE_GROUP = "report_part_hand_in report_story_choose report_story_leave_out"


def rows(*, BUTTON, FIGURES, only):
    readers = only("CMTB")
    drafts = only("", missing="CMTBSPGFX")  # of a draft there is no pack
    return {
        "board_report_pdf": (FIGURES, BUTTON),
        "reports": (readers, BUTTON),
        "report_tell_me": (BUTTON, readers),
        "report_new": (BUTTON, only("C")),
        "report": (readers, BUTTON),
        "report_file": (readers, BUTTON),
        "report_rest": (readers, BUTTON),
        "report_pack": (drafts, BUTTON),
        **dict.fromkeys(("report_edit", "report_correct", "report_part_for"), (only("C"), only("C"))),
        **dict.fromkeys(WRITES.split(), (BUTTON, only("C"))),
        "report_counting": (only("C"), BUTTON),
        **dict.fromkeys(("report_copy", "report_copy_file"), (only("", missing="CTB"), BUTTON)),  # somebody else's
        "report_approve": (BUTTON, only("TB")),
        "report_part": (only("M"), only("M")),
        "report_part_take_back": (BUTTON, only("M")),
        **dict.fromkeys(FOR_THE_GROUP.split(), (BUTTON, readers)),  # whoever may not hears so from the action
    }


def _report(things):
    now = timezone.now()
    over = quarters.slug(quarters.before(quarters.first_day(timezone.localdate(now))))
    return BoardReport.objects.first() or report_actions.draft(period=over, actor=CLOCK, now=now)


def _counting():
    return Job.objects.get_or_create(kind="count_report", key="count_report:of the table", facts={"report": 0})[0]


OF_A_REPORT = (
    "report report_pack report_edit report_correct report_part_for report_approve report_part report_part_take_back"
)
ABOUT = {
    **{name: lambda things: [_report(things).pk] for name in f"{OF_A_REPORT} {WRITES} {FOR_THE_GROUP}".split()},
    "report_counting": lambda things: [_counting().pk],
    **dict.fromkeys(("report_copy", "report_copy_file"), lambda things: [_counting().pk]),
    "report_file": lambda things: [_report(things).pk, "pdf"],
    "report_rest": lambda things: [_report(things).pk, "could-not"],
}
