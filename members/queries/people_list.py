"""The list of people: how it is searched and narrowed, its rows, and the file it may become."""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from members.models import Body, Channel, Membership, Person, RoleGrant, Seat
from members.models.person import sort_key
from members.permissions import Permission, Role
from members.queries import access
from members.queries.listing import Filter, Listing, Order
from members.queries.people import NO_WAY, as_rows, seated_in
from members.rules.access import way_in_the_end
from members.words import day as day_words

LONG_ENOUGH = 3  # letters from which a part of a name is looked for anywhere; shorter ones begin a name
WAYS = dict(Channel.Way.choices)


def by_name(found, words):
    """Every word somewhere in the name; accents and capitals do not matter."""
    for word in sort_key(words).split():
        if len(word) < LONG_ENOUGH:
            found = found.filter(Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}"))
        else:
            found = found.filter(sort_name__contains=word)
    return found


def _in_body(found, value, *, day):
    return found.filter(pk__in=Seat.objects.filter(body__slug=value).on(day).values("person"))


def _reached_by(found, value, *, day):
    if value == NO_WAY:
        return found.filter(has_a_way=False)
    first = Channel.objects.filter(person=OuterRef("pk"), rank=1)
    only = access.only_ways(
        access.of_only_way().values_list("person", flat=True)
    )  # few, so that the rest stays a quick question
    if not only:
        return found.filter(Exists(first.filter(way=value)))
    theirs = Channel.objects.filter(rank=1, person__in=list(only)).order_by("pk").values_list("person", "way")
    this_way = [person for person, way in theirs if way_in_the_end(way, only[person]) == value]
    return found.filter(Exists(first.filter(Q(way=value) & ~Q(person__in=list(only)) | Q(person__in=this_way))))


def _on_a_break(found, value, *, day):
    return found.exclude(paused_at=None) if value == "1" else found.filter(paused_at=None)


def _in_state(found, value, *, day):
    return found.filter(Exists(Membership.objects.filter(person=OuterRef("pk"), state=value)))


def _in_role(found, value, *, day):
    return found.filter(Exists(RoleGrant.objects.filter(person=OuterRef("pk"), role=value).on(day)))


def draw(ids, order, *, day):
    """The rows of one page, with the way each is reached in words."""
    rows = as_rows(Person.objects.filter(pk__in=ids).order_by(*order.by), day=day)
    only = access.only_ways(ids)
    return [(row, WAYS.get(way_in_the_end(row.way, only.get(row.pk)) if row.way else "", "")) for row in rows]


HEADS = (
    "Name", "Pronouns", "Please note", "Reached by", "Address or number", "Safe to leave a message",
    "Safe to say where from", "Best times", "Letters look", "Sits in",
)  # fmt: skip


def columns(ids, *, day):
    """The same people as words, one row each; what a person has not told us stays empty."""
    people = Person.objects.in_bulk(ids)
    channels = {}
    for channel in Channel.objects.filter(person__in=ids).order_by("person", "rank", "pk"):
        channels.setdefault(channel.person_id, []).append(channel)
    seats, only = seated_in(ids, day=day), access.only_ways(ids)
    for pk in ids:
        if (person := people.get(pk)) is not None:
            yield _cells(person, _channel(channels.get(pk, []), only.get(pk)), seats.get(pk, []))


def _channel(channels, only):
    """The one they are reached by; without an address when we know none for the way they need."""
    if not channels:
        return None
    way = way_in_the_end(channels[0].way, only)
    return next((each for each in channels if each.way == way), Channel(way=way))


def _cells(person, channel, bodies):
    note = f"Has died ({day_words(person.died_on)})" if person.died_on else ""
    note = note or ("On a break: please send nothing" if person.paused_at else "")
    reach = [""] * 5
    if channel is not None:
        rings = channel.way in (Channel.Way.PHONE, Channel.Way.TEXT)
        safe = [("yes" if each else "no") if rings else "" for each in (channel.may_leave_message, channel.may_say_who)]
        reach = [channel.get_way_display(), channel.address, *safe, channel.best_times]
    return [person.name, person.pronouns, note, *reach, person.get_letter_format_display(), ", ".join(bodies)]


PEOPLE = Listing(
    name="people",
    title="People",
    noun="person,people",
    search_label="Find somebody by name",
    template="members/_people.html",
    search=by_name,
    draw=draw,
    filters=(
        Filter("body", "Body", lambda: list(Body.objects.order_by("name", "pk").values_list("slug", "name")), _in_body),
        Filter(
            "way", "Reached by", lambda: [*Channel.Way.choices, (NO_WAY, "No way to reach them yet")], _reached_by,
            any="Any way",
        ),
        Filter("state", "Advisory Group", lambda: list(Membership.State.choices), _in_state),
        Filter("role", "Role on this site", lambda: list(Role.choices), _in_role),
        Filter("break", "On a break?", lambda: [("1", "On a break"), ("0", "Not on a break")], _on_a_break, any="Either"),
    ),
    orders=(Order("", "By name", ("sort_name", "pk"), (Concat("sort_name", Value("")), "pk")), Order("newest", "Newest first", ("-pk",))),
    heads=HEADS,
    columns=columns,
    base=Person.objects.visible_to,
    names_people=True,
    may_take=Permission.EXPORT_PEOPLE,
)  # fmt: skip
