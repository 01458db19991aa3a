"""The list of registrations: how it is searched and narrowed, its rows, and the file it may become."""

from meetings.models import Category, Gathering, Photo, Registration, RegistrationState
from members.permissions import Permission
from members.queries.listing import Filter, Listing, Order
from members.words import when


def _by_name(found, words):
    return found.filter(name__icontains=words) | found.filter(organisation__icontains=words)


def _events():
    return [(str(pk), title) for pk, title in Gathering.objects.newest().values_list("pk", "title")]


def _of_event(found, value, *, day):
    return found.filter(gathering_id=value)


def _in_state(found, value, *, day):
    return found.filter(state=value)


def _categories():
    return [(each.slug, each.label) for each in Category.objects.in_use()]


def _as(found, value, *, day):
    return found.filter(categories__contains=[value])


def _came(found, value, *, day):
    return found.filter(came_at__isnull=value == "0")


def draw(ids, order, *, day):
    """Registrations of one page, in the order of the ids."""
    known = (
        Registration.objects.select_related("gathering", "person", "brought_by").defer("needs", "token").in_bulk(ids)
    )
    return [known[pk] for pk in ids if pk in known]


def _columns(ids, *, day):
    labels = dict(Category.objects.values_list("slug", "label"))
    known = Registration.objects.select_related("gathering").defer("token").in_bulk(ids)
    for each in (known[pk] for pk in ids if pk in known):
        yield [
            each.gathering.title, each.name, each.get_state_display(), each.place_no or "", each.get_way_display(), each.address,
            each.organisation, ", ".join(labels.get(slug, slug) for slug in each.categories),
            "; ".join(f"{what}: {words}" for what, words in each.wants.said()), Photo(each.photo).label, each.on_badge,
            when(each.came_at) if each.came_at else "",
        ]  # fmt: skip


REGISTRATIONS = Listing(
    name="registrations",
    title="Registrations",
    noun="registration,registrations",
    search_label="Find somebody by name or organisation",
    template="meetings/_registrations.html",
    search=_by_name,
    draw=draw,
    filters=(
        Filter("event", "Event", _events, _of_event),
        Filter("state", "How it stands", lambda: list(RegistrationState.choices), _in_state),
        Filter("comes_as", "Comes as", _categories, _as),
        Filter("came", "Checked in?", lambda: [("1", "Came"), ("0", "Not checked in")], _came, any="Either"),
    ),
    orders=(
        Order("", "By name", ("sort_name", "pk")),
        Order("line", "By turn", ("queue_no", "pk")),
        Order("newest", "Newest first", ("-registered_at", "-pk")),
    ),
    heads=(
        "Event", "Name", "How it stands", "Place", "Reached", "Address or number", "Organisation", "Comes as", "Needs", "Photos",
        "Badge", "Checked in",
    ),
    columns=_columns,
    base=Registration.objects.visible_to,
    names_people=True,
    may_take=Permission.EXPORT_PEOPLE,
    page="meetings:registrations",
    per_page=50,
)  # fmt: skip
