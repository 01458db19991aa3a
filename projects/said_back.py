"""What somebody says on the telephone to an invitation to a piece of work, for the list of calls."""

from django.urls import reverse

from members.permissions import Permission, can
from members.post import abouts
from members.post.abouts import Question
from projects.models import Invitation


def register_all() -> None:
    abouts.register_question("opportunity", of_work)


def of_work(*, person_id, number, actor, now) -> Question | None:
    seen = Invitation.objects.visible_to(actor).select_related("opportunity__project", "person")
    found = seen.filter(opportunity=number, person=person_id).first()
    if found is None or found.opportunity.is_closed(now=now):
        return None
    if not can(actor, Permission.ANSWER_FOR, within=found.opportunity):
        return None
    return Question(
        words=f"Would {found.person.first_name} like to?", url=reverse("projects:answer_for", args=[found.pk]), name="answer",
        buttons=[(each["fields"]["answer"], each["label"], each["chosen"]) for each in found.presses],
        so_far=found.get_answer_display() if found.answer else "",
    )  # fmt: skip
