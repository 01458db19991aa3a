"""Letters about what somebody asked for by right: that we have it, that it takes longer, that it is ready, what we did."""

from django.conf import settings
from django.urls import reverse

from members.models import Channel, Complaint, RightsRequest
from members.post import letters
from members.post.letters import Lane

ABOUT_RIGHTS, ABOUT_COMPLAINT = "rights_news", "complaint_news"


def register_kinds():
    """Makes these letters known; called by `members.emails`."""
    for kind, render, true, words in (
        (ABOUT_RIGHTS, _render, _still_there, "About a request for their information"),
        (ABOUT_COMPLAINT, _render_complaint, _complaint_still_there, "About a complaint"),
    ):
        letters.register(
            kind, render=render, still_true=true, lane=Lane.ANSWER, essential=True, windowed=True,
            purpose=Channel.Purpose.EVERYTHING, words=words,
        )  # fmt: skip


def tell(request, step, *, now):
    """`step` is received, longer, ready or answered; each is told once (a longer time once for each day)."""
    once = f":{request.extended_to:%Y%m%d}" if step == "longer" else ""
    letters.note(
        kind=ABOUT_RIGHTS, key=f"{ABOUT_RIGHTS}:{request.pk}:{step}{once}", person=request.person,
        about=f"rights:{request.pk}", facts={"request": request.pk, "step": step}, due_at=now, now=now,
    )  # fmt: skip


def tell_complainant(complaint, step, *, now):
    """Only to somebody we know; others are told as they asked, by a coordinator."""
    if complaint.person is None:
        return
    letters.note(
        kind=ABOUT_COMPLAINT, key=f"{ABOUT_COMPLAINT}:{complaint.pk}:{step}", person=complaint.person,
        about=f"complaint:{complaint.pk}", facts={"complaint": complaint.pk, "step": step}, due_at=now, now=now,
    )  # fmt: skip


def _render(letter, *, now):
    request = RightsRequest.objects.get(pk=letter.facts["request"])
    return letters.compose(
        "members/email/rights",
        {
            "first_name": letter.person.first_name,
            "request": request,
            "step": letter.facts["step"],
            "page": settings.BASE_URL + reverse("members:my_information"),
        },
    )


def _still_there(letter, *, now):
    request = RightsRequest.objects.filter(pk=letter.facts["request"]).first()
    if request is None:
        return "The request is no longer there."
    is_old = request.answered_at is not None and letter.facts["step"] in ("received", "longer")
    return "It has been answered meanwhile." if is_old else ""


def _render_complaint(letter, *, now):
    complaint = Complaint.objects.get(pk=letter.facts["complaint"])
    context = {"first_name": letter.person.first_name, "complaint": complaint, "step": letter.facts["step"]}
    return letters.compose("members/email/complaint", context)


def _complaint_still_there(letter, *, now):
    return (
        "" if Complaint.objects.filter(pk=letter.facts["complaint"]).exists() else "The complaint is no longer there."
    )
