"""Once a quarter whoever answers for a team is asked for two minutes, and once more after a fortnight."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.models import Channel, Letter
from members.post import letters
from members.queries import cover
from members.words import full_day
from projects import quarter_rules, quarters
from projects.queries import asked_teams

KIND = "quarter_asked"


def register():
    """Make our kind known (called once, when the site starts)."""
    letters.register(
        KIND, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=False, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="Two minutes about your team’s quarter",
        rule="At ten on the first working day after a quarter, to whoever answers for a team; once more after a fortnight, "
        "to those whose team has not answered.",
    )  # fmt: skip


def plan_due(*, now) -> int:
    """A planner: one letter a person and quarter, however many teams, and one more a fortnight after that letter."""
    quarter = quarter_rules.asked(now)
    leads = asked_teams.to_be_asked(quarter, day=timezone.localdate(now))
    owners = list(leads.order_by("person").values_list("person", flat=True).distinct())
    people = sorted({cover.who_hears(owner, day=timezone.localdate(now)) for owner in owners})
    key = f"{KIND}:{quarter}"
    long_ago = Letter.objects.filter(key__startswith=f"{key}:first:", due_at__lte=now - quarter_rules.AGAIN_AFTER)
    asked_before = set(long_ago.filter(person__in=people).values_list("person", flat=True)) if people else set()
    rows = [
        {
            "kind": KIND, "key": f"{key}:{'again' if person in asked_before else 'first'}:{person}", "person": person,
            "about": f"quarter:{quarters.number(quarter)}",
            "facts": {"quarter": quarter.isoformat(), "again": person in asked_before},
            "due_at": now, "expires_at": quarter_rules.closes_at(quarter),
        }
        for person in people
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def _teams(letter, now):
    """Those of this person that have not answered."""
    quarter, day = date.fromisoformat(letter.facts["quarter"]), timezone.localdate(now)
    owners = {letter.person_id} | cover.covering(letter.person, day=day)
    people = {owner for owner in owners if cover.who_hears(owner, day=day) == letter.person_id}
    mine = asked_teams.led_by(people, day=day).select_related("lead")
    teams = list(mine.filter(pk__in=asked_teams.silent(quarter).order_by().values("pk")))
    for team in teams:  # "" where it is their own
        team.instead_of = cover.hears_for(letter.person_id, team.lead.person_id, day=day)
    return teams


def still_true(letter, *, now):
    if letter.facts.get("quarter") != quarter_rules.asked(now).isoformat():
        return "The next quarter is asked about by now."
    return "" if _teams(letter, now) else "Their team has answered, or somebody else answers for it."


def render(letter, *, now):
    quarter, teams = date.fromisoformat(letter.facts["quarter"]), _teams(letter, now)
    words = {
        "person": letter.person, "teams": teams, "own": [team for team in teams if not team.instead_of],
        "covered": [team for team in teams if team.instead_of],
        "quarter": quarters.in_words(quarter), "again": letter.facts.get("again"),
        "until": full_day(quarter_rules.closes_at(quarter)),
        "link": settings.BASE_URL + reverse("projects:quarter"),
    }  # fmt: skip
    return letters.compose("projects/email/quarter_asked", words)


def names_of(numbers) -> dict[int, str]:
    """What each quarter is called, for the pages about post."""
    return {number: f"The quarter {quarters.in_words(quarters.of_number(number))}" for number in numbers}
