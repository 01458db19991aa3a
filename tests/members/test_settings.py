"""Jo runs the charity's own site from the page: its facts, its words, its parts, and the things it names."""

import io

import pytest
from PIL import Image

from meetings.models import Kind, Venue
from members import charity
from members.files import NotTooLarge
from members.models import Body, Charity, KeptFile, Team
from members.post.compose import compose
from tests import factories as make

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Harbour Minds", "phone": "01632 960 777", "text_number": "", "email": "hello@harbour.example",
    "hours": "Every day, 10am to 4pm", "address": "1 Quay Street, Dorking",
    "emergency_words": "Harbour line 01632 960 888, any hour. Or text CALM to 85258. If a life is in danger, 999.",
}  # fmt: skip


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def jo(client, cast, as_user):
    return as_user(client, cast.jo, "coordinator")


def picture(kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, kind)
    file.seek(0)
    file.name = f"logo.{kind.lower()}"
    return file


# ---- the charity --------------------------------------------------------------------------------------
def test_what_jo_writes_stands_on_the_front_page_on_error_pages_and_in_letters(jo, client, cast):
    assert jo.post("/members/settings/charity/", FACTS).status_code == 302
    client.logout()
    front = words(client.get("/"))
    assert "Harbour Minds" in front
    assert "tel:01632960777" in front
    assert "1 Quay Street, Dorking" in front
    lost = words(client.get("/nowhere/at/all/"))
    letter = compose("members/email/sign_in_welcome", {"first_name": "Ash", "address": "https://x.example"})
    for page in (lost, letter.text, letter.html):
        assert "01632 960 777" in page
        assert "Harbour line" in page
        assert "Samaritans" not in page


def test_emergency_numbers_can_be_tapped_and_one_to_text_opens_a_message(jo, client):
    jo.post("/members/settings/charity/", FACTS)
    page = words(jo.get("/"))
    assert 'href="tel:01632960888"' in page
    assert 'href="tel:999"' in page
    assert 'href="sms:85258"' in page


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("phone", "12", "does not look like a telephone number"),
        ("email", "not an address", "does not look like an email address"),
        ("emergency_words", "Ring somebody kind.", "at least one number"),
        ("name", "", "Please fill in"),
    ],
)
def test_a_slip_is_said_beside_its_box_and_nothing_is_saved(jo, field, value, says):
    answer = jo.post("/members/settings/charity/", FACTS | {field: value})
    assert answer.status_code == 422
    assert says in words(answer)
    assert not Charity.objects.exists()


def test_a_site_where_nothing_was_written_down_speaks_with_the_servers_words(client):
    assert charity.usual().name in words(client.get("/"))


def test_other_processes_see_the_change_without_being_told_and_fresh_pages_ask_nothing(jo, django_assert_num_queries):
    jo.post("/members/settings/charity/", FACTS)
    with django_assert_num_queries(1):
        assert charity.current().name == "Harbour Minds"
    with django_assert_num_queries(0):
        assert charity.current().name == "Harbour Minds"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_logo_is_served_to_everybody_with_words_for_those_who_cannot_see_it(jo, client, kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    jo.post("/members/settings/logo/", {"upload": picture(kind), "words": "Two hands around a cup"})
    client.logout()
    page = words(client.get("/"))
    assert 'alt="Two hands around a cup"' in page
    answer = client.get(charity.current().logo)
    assert answer.status_code == 200
    assert answer["Content-Type"] == f"image/{kind.lower()}"


def test_something_else_that_is_called_png_is_no_logo_nor_is_one_too_large_for_any_page(
    jo, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    fake = io.BytesIO(b"<script>alert(1)</script>")
    fake.name = "logo.png"
    answer = jo.post("/members/settings/logo/", {"upload": fake, "words": ""})
    assert answer.status_code == 422
    assert "something else inside" in words(answer)
    monkeypatch.setattr(NotTooLarge, "MOST", 10)
    answer = jo.post("/members/settings/logo/", {"upload": picture("PNG"), "words": "Two hands"})
    assert answer.status_code == 422, "never saved as if there had been no picture"
    assert "too large" in words(answer)
    assert not KeptFile.objects.exists()


def test_another_logo_takes_the_place_of_the_first_and_it_can_be_removed(jo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for _ in range(2):
        jo.post("/members/settings/logo/", {"upload": picture(), "words": ""})
    assert KeptFile.objects.count() == 1
    jo.post("/members/settings/logo/", {"remove": "1"})
    assert charity.current().logo == ""
    assert not KeptFile.objects.exists()


# ---- words and parts -------------------------------------------------------------------------------------
def test_pages_use_the_charitys_own_words(jo, cast):
    usual = list(charity.TERMS)
    boxes = {
        f"word-{n}": {"Advisory Group": "Voices Panel", "member": "ambassador"}.get(w, "") for n, w in enumerate(usual)
    }
    jo.post("/members/settings/words/", boxes)
    page = words(jo.get(f"/members/{cast.rowan.pk}/"))
    assert "Voices Panel" in page
    assert charity.in_our_words("Advisory Group member") == "Voices Panel ambassador"
    assert charity.word("Member") == "Ambassador"
    jo.post("/members/settings/words/", dict.fromkeys(boxes, ""))
    charity.current()
    assert charity.in_our_words("Advisory Group member") == "Advisory Group member"


# ---- teams, bodies, venues, kinds ----------------------------------------------------------------------------
NEW = {
    "teams": {"name": "Garden Team"},
    "bodies": {"name": "Carers Forum", "sort": "other", "about": "Carers"},
    "venues": {"name": "The Old Library", "address": "Church Lane", "access": "Step-free", "contact_name": "Mo"},
    "kinds": {"name": "Radio hour", "default_level": "operational", "is_meeting": "on", "position": "50"},
}
MODELS = {"teams": Team, "bodies": Body, "venues": Venue, "kinds": Kind}


@pytest.mark.parametrize("sort", list(NEW))
def test_each_sort_is_added_renamed_retired_and_brought_back(jo, sort):
    assert jo.post(f"/members/settings/{sort}/new/", NEW[sort]).status_code == 302
    thing = MODELS[sort].objects.get(name=NEW[sort]["name"])
    assert jo.post(f"/members/settings/{sort}/{thing.pk}/", NEW[sort] | {"name": "Renamed"}).status_code == 302
    assert "Renamed" in words(jo.get(f"/members/settings/{sort}/"))
    jo.post(f"/members/settings/{sort}/{thing.pk}/retire/")
    assert "Retired" in words(jo.get(f"/members/settings/{sort}/"))
    assert MODELS[sort].objects.filter(pk=thing.pk, is_active=False).exists()
    jo.post(f"/members/settings/{sort}/{thing.pk}/retire/", {"back": "1"})
    assert MODELS[sort].objects.filter(pk=thing.pk, is_active=True).exists()
    history = words(jo.get(f"/members/settings/{sort}/{thing.pk}/history/"))
    assert f"“{NEW[sort]['name']}” became “Renamed”" in history
    assert "Jo Hartley" in history


@pytest.mark.parametrize("sort", list(NEW))
def test_a_name_that_is_taken_is_refused_even_in_small_letters(jo, sort):
    jo.post(f"/members/settings/{sort}/new/", NEW[sort])
    again = jo.post(f"/members/settings/{sort}/new/", NEW[sort] | {"name": NEW[sort]["name"].lower()})
    assert again.status_code == 422
    assert "one of that name already" in words(again)


def test_what_is_retired_is_offered_for_nothing_new_and_kept_where_it_is(jo, cast):
    meeting = make.meeting("Garden talk", team=cast.team, body=cast.group, kind=make.kind())
    for sort, thing in (("teams", cast.team), ("bodies", cast.group), ("kinds", meeting.kind)):
        jo.post(f"/members/settings/{sort}/{thing.pk}/retire/")
    new, old = words(jo.get("/meetings/new/")), words(jo.get(f"/meetings/{meeting.pk}/edit/"))
    assert "Advisory Group</option>" not in new
    assert "Advisory Group</option>" in old
    assert f'value="{meeting.kind_id}"' in old


def test_another_usual_level_changes_nothing_that_is_logged(jo, cast):
    activity = make.activity("Choosing pictures", people=[cast.rowan])
    before = activity.level
    kind = activity.kind
    other = "strategic" if kind.default_level != "strategic" else "individual"
    jo.post(
        f"/members/settings/kinds/{kind.pk}/",
        {"name": kind.name, "default_level": other, "is_meeting": "on", "position": kind.position},
    )
    activity.refresh_from_db()
    kind.refresh_from_db()
    assert (activity.level, kind.default_level) == (before, other)


def test_an_empty_site_gets_the_usual_kinds_with_one_press_and_not_twice(jo):
    Kind.objects.all().delete()
    assert "usual sixteen" in words(jo.get("/members/settings/kinds/"))
    for _ in range(2):
        jo.post("/members/settings/kinds/usual/")
    assert Kind.objects.count() == 16


def test_a_list_asks_as_much_for_three_as_for_one(jo, cast, django_assert_max_num_queries):
    for sort in NEW:
        jo.post(f"/members/settings/{sort}/new/", NEW[sort])
        jo.get(f"/members/settings/{sort}/")  # reads that it is saved
        with django_assert_max_num_queries(5):
            jo.get(f"/members/settings/{sort}/")


# ---- the venue in the form of a meeting ------------------------------------------------------------------------
def test_choosing_a_venue_fills_in_where_and_what_is_there_and_own_words_stay(jo):
    first = Venue.objects.create(name="Old Library", address="Church Lane", access="Step-free. A hearing loop.")
    second = Venue.objects.create(name="Town Hall", address="High Street", access="Two steps at the door.")
    filled = words(jo.get("/meetings/venue/", {"venue": first.pk}))
    assert "Old Library, Church Lane" in filled
    assert "A hearing loop" in filled
    changed = words(jo.get("/meetings/venue/", {"venue": second.pk, "place": first.place, "access": first.access}))
    assert "Town Hall, High Street" in changed
    kept = words(jo.get("/meetings/venue/", {"venue": second.pk, "place": "The garden", "access": "Bring a coat"}))
    assert "The garden" in kept
    assert "Bring a coat" in kept


def test_without_javascript_the_venue_is_filled_in_when_the_meeting_is_saved(jo, cast):
    venue = Venue.objects.create(name="Old Library", address="Church Lane", access="Step-free.")
    answer = jo.post(
        "/meetings/new/",
        {
            "title": "Reading", "kind": make.kind().pk, "body": cast.group.pk, "day": "2031-05-06", "starts": "14:00",
            "ends": "15:00", "venue": venue.pk, "room_offered": "on", "reminders": "7, 3", "reminder_time": "10:00",
        },
    )  # fmt: skip
    assert answer.status_code == 302, words(answer)
    meeting = venue.meetings.get()
    assert (meeting.place, meeting.access) == ("Old Library, Church Lane", "Step-free.")


# ---- a new site --------------------------------------------------------------------------------------------------
def test_a_new_site_says_what_to_do_first_and_the_list_goes_when_it_is_done(jo, cast):
    charity.kept.put(charity.usual(), seconds=600)  # nobody has put the list away yet
    page = words(jo.get("/"))
    assert "Getting started" in page
    assert '<a href="/members/settings/charity/">Say who you are' in page
    jo.post("/members/settings/charity/", FACTS)
    page = words(jo.get("/"))
    assert "Done</span> Say who you are" in page
    assert cast.rowan.memberships.exists()
    meeting = make.meeting("First", body=cast.group, team=cast.team)
    Kind.objects.filter(pk=meeting.kind_id).update(is_meeting=True)
    Venue.objects.create(name="Old Library")
    cast.ash.grants.update(granted_by=cast.jo)
    assert "Getting started" not in words(jo.get("/"))


def test_jo_puts_the_list_away(jo):
    charity.kept.put(charity.usual(), seconds=600)
    jo.post("/members/settings/started/")
    assert "Getting started" not in words(jo.get("/"))
    assert Charity.objects.get().set_up_at


def test_a_site_with_demo_off_can_be_set_up_from_the_page_alone(client, as_user):
    """What invite_coordinator leaves behind is one person; everything a meeting needs comes from the pages."""
    jo = make.person("Jo Alone", email="jo@alone.example", role="coordinator")
    as_user(client, jo, "coordinator")
    for address, facts in [
        ("charity/", FACTS), ("teams/new/", NEW["teams"]), ("bodies/new/", NEW["bodies"]), ("kinds/usual/", {}),
        ("venues/new/", NEW["venues"]),
        ("access/invite/", {"email": "nia@board.example", "name": "Nia Webb", "role": "trustee"}),
    ]:  # fmt: skip
        assert client.post(f"/members/settings/{address}", facts).status_code == 302, address
    answer = client.post(
        "/meetings/new/",
        {
            "title": "First", "kind": Kind.objects.meetings().first().pk, "body": Body.objects.get().pk,
            "team": Team.objects.get().pk, "venue": Venue.objects.get().pk, "day": "2031-05-06", "starts": "14:00",
            "ends": "15:00", "room_offered": "on", "reminders": "7, 3", "reminder_time": "10:00",
        },
    )  # fmt: skip
    assert answer.status_code == 302, words(answer)
