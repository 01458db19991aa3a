"""What rights are in the story: a request on its way, one answered, a complaint, and a record written down twice."""

from coproduction.story.reading import read
from members.models import Channel, Complaint, Person, RightsRequest
from members.rules.rights import ACKNOWLEDGE, due_on


def ask(cast) -> None:
    """Everything relative to today."""
    told, jo = read("rights"), cast["jo"]
    for entry in told["request"]:
        received = cast.days.day(f"{entry['ago']}d")
        answered = cast.days.at(cast.days.day(f"{entry['answered']}d"), "11:00") if "answered" in entry else None
        RightsRequest.objects.create(
            person=cast[entry["who"]], kind=entry["kind"], how=entry["how"], words=entry["words"], received_on=received,
            due_on=due_on(received), recorded_by=jo, answered_at=answered, outcome=entry.get("outcome", ""),
            answer=entry.get("answer"), answered_by=jo if answered else None,
        )  # fmt: skip
    for entry in told["complaint"]:
        received = cast.days.day(f"{entry['ago']}d")
        Complaint.objects.create(
            number=entry["number"], how=entry["how"], words=entry["words"], received_on=received,
            acknowledge_by=received + ACKNOWLEDGE, recorded_by=jo,
        )  # fmt: skip
    for entry in told["twice"]:
        twin = Person(name=entry["name"])
        twin.set_unusable_password()
        twin.save()
        Channel.objects.create(person=twin, way=entry["way"], address=entry["address"])
