"""How much say people had: staff's word and members' own stand apart, and the gap never gives anybody away."""

import io

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from members.rules import Refused
from projects.actions import reflecting
from projects.models import Rating, Reflection
from projects.queries.ladder import ladders, lay_out, read_by_the_team, two_sides
from projects.queries.write_up import write_up
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps():
    return {step.name: step for step in ladders()[0].items.all()}


@pytest.fixture
def work(cast, welcoming):
    people = [cast.rowan, cast.sam, cast.pat, cast.robin, make.person("Noor", role="member")]
    return make.activity("The leaflet", team=cast.team, people=people, project=welcoming), people


def test_the_ladder_is_data_of_one_version_and_is_laid_out_once(steps):
    lay_out()
    first, second = ladders()
    assert [step.name for step in first.items.all()][::6] == ["Co-production", "Coercion"]
    assert (len(first.items.all()), len(second.items.all()), first.version) == (7, 8, "2016")


def test_the_gap_shows_from_five_on_without_names_and_never_across_two_ladders(cast, work, steps, now):
    activity, people = work
    reflecting.rate(activity=activity, step=steps["Co-design"], actor=cast.actor("ash"), now=now)
    for person in people[:4]:
        reflecting.felt(
            activity=activity, person=person, step=steps["Consultation"], actor=_self(cast, person), now=now
        )
    sides = two_sides(activity)
    assert (sides.gap, sides.said, sides.words) == (None, None, "")
    arnstein = ladders()[1].items.all()[0]
    reflecting.felt(activity=activity, person=people[4], step=arnstein, actor=_self(cast, people[4]), now=now)
    assert two_sides(activity).gap is None
    reflecting.felt(
        activity=activity, person=people[4], step=steps["Consultation"], actor=_self(cast, people[4]), now=now
    )
    sides = two_sides(activity)
    assert (sides.gap, sides.said) == (-2, 5)
    assert sides.words == "Members felt about 2 steps less say than staff think."
    assert Rating.objects.get(side="staff").step == steps["Co-design"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(activity=activity, side="staff", step=steps["Coercion"], noted_at=now)


def _self(cast, person):
    return cast.actor("rowan") if person == cast.rowan else cast.actor("jo").at_the_desk_for(person)


def test_what_a_member_writes_is_theirs_until_they_say_who_may_read_it(cast, work, steps, client, as_user, now):
    activity, _ = work
    as_user(client, cast.rowan, "member")
    page = f"/projects/activities/{activity.pk}/reflect/"
    assert client.get(page).status_code == 200
    said = {"step": steps["Engagement"].pk, "did_not": "It was too fast", "read_by": "me"}
    assert client.post(page, {"read_by": "me"}).status_code == 422
    assert client.post(page, said).status_code == 302
    assert read_by_the_team(activity) == ([], 0)
    assert client.post(page, said | {"read_by": "team"}).status_code == 302
    shown, hidden = read_by_the_team(activity)
    assert (shown, hidden) == ([], 1), "one of five without a name could be guessed"
    client.post(page, said | {"read_by": "named"})
    as_user(client, cast.ash, "staff")
    told = client.get(f"/projects/activities/{activity.pk}/looked-back/").content.decode()
    assert "It was too fast" in told
    assert "Engagement" not in told, "the step somebody felt is never shown of one person"
    as_user(client, cast.rowan, "member")
    client.post(page + "take-back/")
    assert not Reflection.objects.exists()
    assert not Rating.objects.exists()
    stranger = make.person("Stranger", role="member")
    with pytest.raises(Refused, match="took part"):
        reflecting.felt(
            activity=activity,
            person=stranger,
            step=steps["Coercion"],
            actor=cast.actor("jo").at_the_desk_for(stranger),
            now=now,
        )
    assert "Co-production" in client.get(page + "paper/").content.decode()


def test_the_desk_writes_down_what_came_on_paper(cast, work, client, as_user):
    activity, _ = work
    as_user(client, cast.jo, "coordinator")
    page = f"/projects/activities/{activity.pk}/reflect/"
    said = {"person": cast.pat.pk, "went_well": "The tea", "read_by": "named"}
    assert client.post(page, said).status_code == 302
    kept = Reflection.objects.get()
    assert (kept.person, kept.on_paper, kept.noted_by) == (cast.pat, True, cast.jo)
    assert client.get(page + f"?person={cast.ash.pk}").status_code == 404
    as_user(client, cast.rowan, "member")
    client.post(page, {"went_well": "Only for me", "read_by": "me"})
    as_user(client, cast.jo, "coordinator")
    assert "Only for me" not in client.get(page + f"?person={cast.rowan.pk}").content.decode()
    client.post(page, {"person": cast.rowan.pk, "went_well": "Over it", "read_by": "named"})
    assert Reflection.objects.get(person=cast.rowan).went_well == "Only for me"
    client.post(page + "take-back/", {"person": cast.pat.pk})
    assert not Reflection.objects.filter(person=cast.pat).exists()


def test_a_project_is_written_up_under_five_heads_and_names_nobody(cast, work, steps, client, as_user, now):
    activity, _ = work
    make.contribution(activity.project, text="Bigger letters", people=[cast.rowan], answer="cannot", quote="anonymous")
    make.contribution(activity.project, text="Why so late?", people=[cast.rowan], answer="accepted", quote="anonymous")
    make.contribution(
        activity.project, text="A secret wish", people=[cast.sam], answer="accepted", changed="It is done"
    )
    reflecting.rate(activity=activity, step=steps["Co-design"], actor=cast.actor("ash"), now=now)
    reflecting.reflect(
        activity=activity, person=cast.ash, side="staff", went_well="We began early", actor=cast.actor("ash"), now=now
    )
    parts = write_up(activity.project)
    assert [part.title for part in parts] == ["Aim", "Methods", "Results", "How far it went", "Looking back"]
    as_user(client, cast.ash, "staff")
    told = " ".join(client.get(f"/projects/{activity.project_id}/write-up/").content.decode().split())
    for words in (
        "“Bigger letters”. Our answer",
        "“Why so late?” Our answer: Yes.",
        "We couldn’t",
        "It is done",
        "Co-design, 1 time",
        "We began early",
    ):
        assert words in told
    assert "A secret wish" not in told, "it may not be quoted outside the group"
    assert not [person.name for person in work[1] if person.name in told]
    document = Document(io.BytesIO(client.get(f"/projects/{activity.project_id}/write-up.docx").content))
    methods = " ".join(" ".join(part.lines) for part in parts)
    assert "each counted once" not in told + methods + " ".join(p.text for p in document.paragraphs)
    assert "of one project they are few" in told
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [part.title for part in parts]
    assert client.get(f"/projects/{activity.project_id}/write-up.pdf").content.startswith(b"%PDF")


def test_how_many_took_part_in_one_project_only_the_desk_reads_and_no_file_says_it(cast, work, client, as_user):
    """Beside the figures of a team with one project it would be theirs."""
    address = f"/projects/{work[0].project_id}/write-up"
    assert (
        "each counted once: 5. Only the desk reads this" in as_user(client, cast.jo).get(address + "/").content.decode()
    )
    document = Document(io.BytesIO(client.get(address + ".docx").content))
    assert "counted once" not in " ".join(p.text for p in document.paragraphs)
    assert "counted once" not in as_user(client, cast.ash, "staff").get(address + "/").content.decode()
