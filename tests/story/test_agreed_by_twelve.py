"""The demonstration's definition: third draft, two objections, and through its pages agreed by twelve organisations."""

import pytest
from django.utils import timezone

from members.models import Person
from projects.models import Agreement, Contribution, Decision, Objection
from projects.queries.agreeing import standing_of, with_voices

pytestmark = pytest.mark.xdist_group("story")


def words(response):
    return " ".join(response.content.decode().split())


def in_order():
    """What the story says was said, thanked, answered, done and told, in this order."""
    for said in Contribution.objects.all():
        told = said.tellings.exclude(told_at=None)
        days = [each.decided_on for each in said.responses.all()] + [each.changed_on for each in said.changes.all()]
        days += [timezone.localdate(each.told_at) for each in told] + [said.reply_by]
        assert said.said_on <= min(days), said


def test_twelve_organisations_come_to_agree_on_the_fourth_draft(story, client, as_user):
    in_order()
    text = Agreement.objects.get(body__sort="network")
    decision = Decision.objects.get(agreement=text)
    jo = as_user(client, Person.objects.get(name="Jo Marlowe"), "coordinator")
    at, on = f"/projects/decisions/{decision.pk}/", f"/projects/agreements/{text.pk}/"
    page = words(jo.get(at))
    assert page.count("Waits for an answer") == 2
    assert page.index("Lived experience") < page.index("binds our budget")  # theirs stands first
    council = Objection.objects.get(reason__contains="binds our budget")
    said = {"state": "not", "answer": "Each of us says what it can promise."}
    assert jo.post(f"/projects/objections/{council.pk}/answer/", said).status_code == 302
    draft = {"clauses": "8", "on_version": "3", "what_changed": "Beside each other, and as far as the law lets us pay"}
    for number, clause in enumerate(text.versions.get(number=3).clauses.all(), start=1):
        draft[f"words_{number}"] = clause.words.replace("always paid", "paid as each of us has promised")
        draft[f"plain_{number}"] = clause.plain
    draft["words_6"] = "Nobody with lived experience sits alone: at least two are at every table."
    draft["plain_6"] = "There are always two of us at the table."
    draft["works_in"] = [council.pk, *Objection.objects.filter(state="open").values_list("pk", flat=True)]
    assert jo.post(f"{on}version/", draft).status_code == 302
    council.refresh_from_db()
    assert council.answer.startswith("Each of us says what it can promise. Beside each other"), "no answer is lost"
    assert "at least two are at every table" in words(jo.get(f"{on}changes/"))
    assert (
        jo.post(
            f"{at}outcome/", {"outcome": "agreed", "outcome_words": "Yes", "lived_experience": "decided"}
        ).status_code
        == 422
    )
    version = text.versions.get(number=4)
    voices = list(decision.voices.order_by("pk"))
    assert sum(not voice.is_beside for voice in voices) == 12
    kim = as_user(client, Person.objects.get(name="Kim Ferrers"), "partner")
    own = next(voice for voice in voices if voice.name.startswith("Riverbank"))
    assert "Where do you stand?" in words(kim.get("/"))
    kim.post(f"{at}position/{own.pk}/", {"version": version.pk, "option": "no_objection"})
    jo = as_user(client, Person.objects.get(name="Jo Marlowe"), "coordinator")
    for voice in voices:
        if voice != own:
            said = {"version": version.pk, "option": "no_objection", "came_by": "phone"}
            assert jo.post(f"{at}position/{voice.pk}/", said).status_code == 302
    standing = standing_of(with_voices(Decision.objects.select_related("agreement").filter(pk=decision.pk)).get())
    assert (standing.counted.answered, standing.percent) == (12, 100)
    assert standing.lived.answered == standing.lived.voices
    result = {"outcome": "agreed", "outcome_words": "All twelve agree on version 4.", "lived_experience": "decided"}
    assert jo.post(f"{at}outcome/", result).status_code == 302
    page = words(as_user(client, Person.objects.get(name="Tal Berwick"), "trustee").get(at))
    assert "All twelve agree on version 4." in page
    assert "Worked into version 4" in page
    assert "Cass" not in page
