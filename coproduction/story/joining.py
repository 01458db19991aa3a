"""Who is on the way into the group in the story: asked, talking, inducted, welcomed soon, or kindly pointed elsewhere."""

from datetime import timedelta

from coproduction.story import post
from coproduction.story.reading import read
from members.actions import breaks, consents, conversations, enquiries, induction, joining
from members.models import ContactTask, Enquiry
from members.models.consent import Consent, How
from members.models.membership import State
from members.models.role_agreement import HowAgreed, Side
from members.permissions import Actor, Role
from members.post import delivery

SAFE = ("best_times", "may_leave_message", "helps")
TALK = ("interests", "wants", "support", "bad_day")


def come_and_go(cast) -> None:
    """Everything that Jo and the people themselves did, each on its day, by the site's own actions."""
    told, jo = read("joining"), Actor(person=cast["jo"], role=Role.COORDINATOR)
    for entry in told["enquiry"]:
        _one(cast, entry, jo)
    for entry in told["doubtful"]:
        said = {name: entry[name] for name in ("name", "way", "address", "helps")}
        Enquiry.objects.create(received_at=_at(cast, entry["ago"]), **said)
    for entry in told["own_words"]:
        membership = cast[entry["who"]].memberships.get()
        himself = Actor(person=cast[entry["who"]], role=Role.MEMBER)
        words = {name: entry[name] for name in ("why_joined", "hopes")}
        joining.say_why(membership=membership, actor=himself, now=_at(cast, 200), **words)
    for entry in told["rest"]:
        _rest(cast, entry)
    _members_agreed(cast, jo)


def _one(cast, entry, jo):
    """Step by step, and each letter leaves on its day."""
    asked = _at(cast, entry["ago"])
    safe = {name: entry[name] for name in SAFE if name in entry}
    made = {name: entry[name] for name in ("name", "way", "address")}
    if entry["how"] == "web":
        enquiry = enquiries.ask(**made, **safe, now=asked)
    else:
        enquiry = enquiries.write_down(
            how=entry["how"], actor=jo, now=asked, joined_via="word_of_mouth", **made, **safe
        )
    person = enquiry.person
    _post(cast, person, asked, told="offered" in entry)
    if "offered" in entry:
        _step(
            cast, person, State.CONVERSATION_OFFERED, entry["offered"], jo, told="talked" in entry or "closed" in entry
        )
    if "talked" in entry:
        _talk(cast, person, entry, jo)
    if "inducted" in entry:
        _step(cast, person, State.INDUCTION, entry["inducted"], jo)
        _tick(cast, person, entry, jo)
    if "closed" in entry:
        closed = _at(cast, entry["closed_ago"])
        joining.move_to(person=person, state=entry["closed"], words=entry["words"], actor=jo, now=closed)
        _post(cast, person, closed, told=True)


def _step(cast, person, state, ago, jo, *, told=True):
    joining.move_to(person=person, state=state, actor=jo, now=_at(cast, ago))
    _post(cast, person, _at(cast, ago), told=told)


def _talk(cast, person, entry, jo):
    """The notes; what is private only after a yes."""
    now, words = _at(cast, entry["talked"]), {name: entry[name] for name in TALK if name in entry}
    if "bad_day" in words:
        desk = jo.at_the_desk_for(person)
        consents.give(person=person, consent=Consent.LIVED_EXPERIENCE, how=How.SPOKEN, actor=desk, now=now)
    conversations.write(person=person, held_on=now.date(), actor=jo, now=now, **words)


def _tick(cast, person, entry, jo):
    membership, now = person.memberships.get(), _at(cast, entry["inducted"] - 2)
    done = set(membership.ticks.order_by("item__position").values_list("pk", flat=True)[: entry["ticked"]])
    induction.tick_all(membership=membership, side=Side.CHARITY, done=done, actor=jo, now=now)
    induction.tick_all(membership=membership, side=Side.PERSON, done=done, actor=jo.at_the_desk_for(person), now=now)
    if "agreed" in entry:
        at, desk = _at(cast, entry["agreed"]), jo.at_the_desk_for(person)
        spoken = {
            "how": HowAgreed.SPOKEN,
            "witness": cast["ash"] if "ash" in cast.people else None,
            "witness_name": "Ash",
        }
        induction.agree(membership=membership, side=Side.PERSON, actor=desk, now=at, **spoken)
        induction.agree(membership=membership, side=Side.CHARITY, actor=jo, now=at)


def _rest(cast, entry):
    """The break they are on, with what they said about it."""
    person = cast[entry["who"]]
    began, himself = person.paused_at, Actor(person=person, role=Role.MEMBER)
    breaks.say(
        person=person, actor=himself, now=began, until=cast.days.today + timedelta(days=entry["until_in"]),
        keeps=entry["keeps"], reasons=entry["reasons"], words=entry["words"],
    )  # fmt: skip


def _members_agreed(cast, jo):
    """Whoever is in the group agreed when they came, on paper."""
    for key in cast.joined:
        if key in cast.left:
            continue
        membership, began = cast[key].memberships.get(), cast.days.at(cast.joined[key], "15:00")
        desk = jo.at_the_desk_for(cast[key])
        induction.agree(membership=membership, side=Side.PERSON, how=HowAgreed.PAPER, actor=desk, now=began)
        induction.agree(membership=membership, side=Side.CHARITY, actor=jo, now=began)


def _post(cast, person, now, *, told):
    """What was noted leaves; calls and letters about it were made when the story goes on."""
    delivery.deliver_due(now=now)
    if told:
        post.told(ContactTask.objects.open().filter(person=person), by=cast["jo"], now=now + timedelta(hours=1))


def _at(cast, ago):
    """Mid-morning of that day; today, a little while ago."""
    if ago == 0:
        return cast.days.now - timedelta(minutes=20)
    return cast.days.at(cast.days.today - timedelta(days=ago), "10:20")
