"""A conference or away day from draft to "what happened next"."""

from django.db import transaction
from django.utils.text import slugify

from meetings import gathering_emails as emails
from meetings import gathering_rules as rules
from meetings.actions import waiting_list
from meetings.actions.waiting_list import at_the_gathering
from meetings.day_rules import check_may_put_right
from meetings.models import Category, Gathering, GatheringState, LeadOrganisation
from meetings.rules import LONDON
from members.permissions import Permission, require
from members.rules import Refused

PLAN = Permission.PLAN_MEETING
TOLD = ["starts_at", "ends_at", "place"]  # when one of them changes, everybody on the list hears of it
USUAL_CATEGORIES = [
    ("lived_experience", "A person with lived experience", "a_part"), ("carer", "A carer or family member", "a_part"),
    ("professional", "A professional", "a_part"), ("staff", "Staff of the charity", "a_part"), ("trustee", "A trustee", "a_part"),
    ("speaker", "A speaker", "a_part"), ("volunteer", "A volunteer", "a_part"), ("under_26", "Under 26", "b_age"),
    ("26_to_69", "26 to 69", "b_age"), ("over_70", "70 or over", "b_age"),
]  # fmt: skip


def usual_categories() -> int:
    """What people usually come as, where the table is still empty. How many are new."""
    if Category.objects.exists():
        return 0
    rows = [
        Category(slug=slug, label=label, sort=sort, position=at * 10)
        for at, (slug, label, sort) in enumerate(USUAL_CATEGORIES, start=1)
    ]
    return len(Category.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def create(*, actor, now, organisations=(), **facts) -> Gathering:
    """A draft. Nobody hears of it, and its page is not there yet."""
    gathering = Gathering(**facts, state=GatheringState.DRAFT)
    require(actor, PLAN, within=gathering)
    rules.check_places(places=gathering.places, held=gathering.held_places)
    gathering.slug = gathering.slug or free_slug(gathering)
    gathering.save()
    usual_categories()
    led_by(gathering, organisations)
    return gathering


def led_by(gathering, organisations) -> None:
    """These organisations coordinate it, in this order."""
    wanted = [each.pk for each in organisations]
    gathering.led_by.exclude(organisation__in=wanted).delete()
    for position, pk in enumerate(wanted):
        LeadOrganisation.objects.update_or_create(
            gathering=gathering, organisation_id=pk, defaults={"position": position}
        )


def free_slug(gathering) -> str:
    """Its name and year as an address that no other event has."""
    base = slugify(f"{gathering.title} {gathering.starts_at.astimezone(LONDON).year}")[:50].strip("-") or "event"
    taken = set(Gathering.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for name in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if name not in taken)


@at_the_gathering
def edit(*, gathering, actor, now, organisations=None, **facts) -> Gathering:
    """Anything about it. Fewer places take nobody's; more places, or fewer held ones, go to those who wait, at once."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    before = [getattr(kept, name) for name in TOLD]
    for name, value in facts.items():
        setattr(kept, name, value)
    is_another = before != [getattr(kept, name) for name in TOLD]
    rules.check_places(places=kept.places, held=kept.held_places)
    rules.check_window(opens=kept.registration_opens_at, closes=kept.registration_closes_at, starts_at=kept.starts_at)
    kept.sequence += 1
    if is_another:
        kept.reminded_at = None
    kept.save()
    if organisations is not None:
        led_by(kept, organisations)
    if is_another and kept.state in (GatheringState.OPEN, GatheringState.CLOSED) and kept.starts_at > now:
        emails.send_changed(kept, now=now)
    waiting_list.fill(kept, now=now)
    return kept


@at_the_gathering
def open_registration(*, gathering, actor, now) -> Gathering:
    """From now on people can register on its page."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    rules.check_can_open(kept, now=now)
    kept.state = GatheringState.OPEN
    kept.save(update_fields=["state"])
    waiting_list.fill(kept, now=now)
    return kept


@at_the_gathering
def close_registration(*, gathering, actor, now) -> Gathering:
    """The page takes no more; those who wait still move up."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    if kept.state != GatheringState.OPEN:
        raise Refused("Registration is not open.")
    kept.state = GatheringState.CLOSED
    kept.save(update_fields=["state"])
    return kept


@at_the_gathering
def cancel(*, gathering, because, actor, now) -> Gathering:
    """Called off: everybody on the list is told by their own way."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    if kept.state in rules.GONE_STATES:
        raise Refused("It is over or cancelled already.")
    was_draft = kept.state == GatheringState.DRAFT
    kept.state, kept.cancelled_because = GatheringState.CANCELLED, because.strip()
    kept.sequence += 1
    kept.save()
    if not was_draft:
        emails.send_cancelled(kept, now=now)
    return kept


@at_the_gathering
def send_pack(*, gathering, actor, now) -> int:
    """The joining pack to everybody with a place; sent again, it goes to all once more. How many."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    if kept.state in (*rules.GONE_STATES, GatheringState.DRAFT) or kept.starts_at <= now:
        raise Refused("A joining pack helps only before the day.")
    if not kept.arriving.strip():
        raise Refused("Please write first how people get there and where they park.", field="arriving")
    kept.pack_sent_at = now
    kept.save(update_fields=["pack_sent_at"])
    return emails.send_pack(kept, now=now, round_no=int(now.timestamp()))


@at_the_gathering
def tell_what_happened(*, gathering, words, actor, now, to_all=True) -> int:
    """What happened next, once, to those who came and said that we may write, and to those who could not come unless
    `to_all` is false. How many."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    rules.check_over(kept, now=now)
    if not words.strip():
        raise Refused("Please write what happened since.", field="happened_since")
    if kept.told_what_happened_at:
        raise Refused("This letter has gone out already. The words can still be changed on the page.")
    kept.happened_since, kept.told_what_happened_at = words.strip(), now
    kept.save(update_fields=["happened_since", "told_what_happened_at"])
    return emails.send_news(kept, now=now, to_all=to_all)


@at_the_gathering
def reword_what_happened(*, gathering, words, actor, now) -> Gathering:
    """The words on the page, after the letter has gone out; nobody is written to again."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    if not words.strip():
        raise Refused("Please write what happened since.", field="happened_since")
    kept.happened_since = words.strip()
    kept.save(update_fields=["happened_since"])
    return kept


@at_the_gathering
def ask_earlier(*, gathering, actor, now) -> int:
    """Those of earlier years who said that we may ask them again hear that this one is open; once. How many."""
    require(actor, PLAN, within=gathering)
    kept = waiting_list.lock(gathering.pk)
    rules.check_open(kept, now=now)
    if kept.earlier_asked_at:
        raise Refused("They have been asked already.")
    kept.earlier_asked_at = now
    kept.save(update_fields=["earlier_asked_at"])
    return emails.send_next(kept, now=now)


@transaction.atomic
def count_heads(*, gathering, others, others_le, actor, now) -> Gathering:
    """Heads who came and are no registration."""
    require(actor, PLAN, within=gathering)
    if others_le > others:
        raise Refused("There cannot be more with lived experience than came.", field="others_le")
    check_may_put_right(gathering, actor=actor, now=now)
    gathering.others, gathering.others_le = others, others_le
    gathering.save(update_fields=["others", "others_le"])
    return gathering
