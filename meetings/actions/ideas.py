"""Ideas on cards, put together into themes by the group, and the goals that come of them."""

from django.db import transaction
from django.db.models import Max

from meetings.actions.day_lock import lock
from meetings.day_rules import check_can_hand_over, check_code_open, check_goals_open, check_words
from meetings.models import DayPurpose, Goal, IdeaCard, IdeaTheme, Written
from members.permissions import Permission, require
from members.rules import Refused

MOST_CARDS = 1000
OF_A_GOAL = ("aim", "action", "theme", "staff_owner", "member_owner", "due_on", "how_we_know")


@transaction.atomic
def card_by_code(*, code, uid, words, now) -> IdeaCard:
    """On a phone, by whoever has the code. The same `uid` twice is one card."""
    check_code_open(code, purpose=DayPurpose.IDEAS, now=now)
    return _keep(code.gathering, uid=uid, words=words, written=Written.PHONE, now=now)


@transaction.atomic
def card_from_paper(*, gathering, uid, words, theme=None, actor, now) -> IdeaCard:
    """Typed in from a card on the wall."""
    require(actor, Permission.KEEP_REGISTER, within=gathering)
    return _keep(gathering, uid=uid, words=words, written=Written.PAPER, theme=theme, now=now)


def _keep(gathering, *, uid, words, written, theme=None, now):
    words = check_words(words, what="the idea", longest=300)
    gathering = lock(gathering.pk)
    count, last = gathering.idea_cards.count(), gathering.idea_cards.aggregate(last=Max("position"))["last"] or 0
    if count >= MOST_CARDS:
        raise Refused("There are very many cards already. Please write this one on paper.")
    values = {
        "gathering": gathering, "words": words, "written": written, "theme": theme, "position": last + 1, "kept_at": now
    }  # fmt: skip
    return IdeaCard.objects.get_or_create(uid=uid, defaults=values)[0]


@transaction.atomic
def take_off(*, card, actor, now) -> None:
    """A card that came by mistake, or says who somebody is."""
    require(actor, Permission.KEEP_REGISTER, within=card.gathering)
    card.removed_at = now
    card.save(update_fields=["removed_at"])


@transaction.atomic
def put(*, card, theme, before=None, actor, now) -> IdeaCard:
    """Under that theme (None: not sorted yet), before another card or at the end."""
    require(actor, Permission.KEEP_REGISTER, within=card.gathering)
    gathering = lock(card.gathering_id)
    if theme is not None and theme.gathering_id != gathering.pk:
        raise Refused("That theme belongs to another day.")
    there = [each for each in gathering.idea_cards.standing().filter(theme=theme).in_order() if each.pk != card.pk]
    at = next((place for place, each in enumerate(there) if before and each.pk == before.pk), len(there))
    card.theme = theme
    there.insert(at, card)
    for place, each in enumerate(there, start=1):
        each.position = place
    IdeaCard.objects.bulk_update(there, ["theme", "position"])
    return card


@transaction.atomic
def add_theme(*, gathering, title, actor, now) -> IdeaTheme:
    """A name for what some cards have in common; the same name again is the same theme."""
    require(actor, Permission.KEEP_REGISTER, within=gathering)
    title = " ".join(title.split())
    if not title:
        raise Refused("Please give the theme a name.", field="title")
    gathering = lock(gathering.pk)
    last = gathering.idea_themes.aggregate(last=Max("position"))["last"] or 0
    found = gathering.idea_themes.filter(title__iexact=title).first()
    return found or IdeaTheme.objects.create(gathering=gathering, title=title[:80], position=last + 1)


@transaction.atomic
def name_theme(*, theme, title, actor, now) -> IdeaTheme:
    require(actor, Permission.KEEP_REGISTER, within=theme.gathering)
    title = " ".join(title.split())[:80]
    if not title:
        raise Refused("Please give the theme a name.", field="title")
    if theme.gathering.idea_themes.filter(title__iexact=title).exclude(pk=theme.pk).exists():
        raise Refused(f"There is a theme called “{title}” already. Please put the cards there.", field="title")
    theme.title = title
    theme.save(update_fields=["title"])
    return theme


@transaction.atomic
def drop_theme(*, theme, actor, now) -> None:
    """Its cards go back to *not sorted yet*."""
    require(actor, Permission.KEEP_REGISTER, within=theme.gathering)
    theme.delete()


@transaction.atomic
def add_goal(*, gathering, actor, now, **words) -> Goal:
    """A theme becomes something to reach. Raises Refused once the goals are handed over."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    gathering = lock(gathering.pk)
    check_goals_open(gathering.goals.all())
    last = gathering.goals.aggregate(last=Max("position"))["last"] or 0
    return Goal.objects.create(
        gathering=gathering, position=last + 1, **{name: words[name] for name in OF_A_GOAL if name in words}
    )


@transaction.atomic
def edit_goal(*, goal, actor, now, **words) -> Goal:
    require(actor, Permission.PLAN_MEETING, within=goal.gathering)
    check_goals_open([goal])
    for name in OF_A_GOAL:
        if name in words:
            setattr(goal, name, words[name])
    goal.save()
    return goal


@transaction.atomic
def drop_goal(*, goal, actor, now) -> None:
    require(actor, Permission.PLAN_MEETING, within=goal.gathering)
    check_goals_open([goal])
    goal.delete()


@transaction.atomic
def hand_over(*, gathering, actor, now) -> list[Goal]:
    """The goals stand as they are, for a plan to be made of them: `Goal.objects.handed_over()` is what projects read."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    gathering = lock(gathering.pk)
    goals = list(gathering.goals.in_order())
    check_goals_open(goals)
    check_can_hand_over(goals)
    for goal in goals:
        goal.handed_over_at, goal.handed_over_by = now, actor.person
    Goal.objects.bulk_update(goals, ["handed_over_at", "handed_over_by"])
    return goals
