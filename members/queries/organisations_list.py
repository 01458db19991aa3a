"""The list of the Network's organisations: how it is searched and narrowed, its rows, and the file it may become."""

from members.models import Organisation
from members.permissions import Permission
from members.queries.listing import Filter, Listing
from members.queries.people import with_speakers
from members.words import day as day_words


def _by_name(found, words):
    return found.filter(name__icontains=words) | found.filter(short_name__icontains=words)


def _sectors():
    return list(Organisation._meta.get_field("sector").choices)


def _in_sector(found, value, *, day):
    return found.filter(sector=value)


def draw(ids, order, *, day):
    """The organisations of one page, each with who speaks for it."""
    return list(with_speakers(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"), day=day))


def columns(ids, *, day):
    """No names of people: who speaks for an organisation stays on the page."""
    for each in Organisation.objects.filter(pk__in=ids).order_by("name", "pk"):
        yield [each.name, each.short_name, each.get_sector_display(), day_words(each.joined_on)]


ORGANISATIONS = Listing(
    name="organisations",
    title="Organisations of the Network",
    noun="organisation,organisations",
    search_label="Find an organisation",
    template="members/_organisations.html",
    search=_by_name,
    draw=draw,
    filters=(Filter("sector", "Sector", _sectors, _in_sector),),
    heads=("Name", "Short name", "Sector", "Joined"),
    columns=columns,
    may_take=Permission.EDIT_PEOPLE,
)
