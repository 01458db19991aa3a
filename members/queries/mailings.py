"""What the pages ask about a letter to many: who gets it by which way, who does not and why, how far it is."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from members.models import Letter, Mailing, Membership, PostWishes, RoleGrant
from members.models.channel import Way
from members.models.letter import LetterState
from members.models.membership import CLOSED
from members.models.wishes import NOT_AT_ALL
from members.queries import access, audiences, reaching

HOW = {
    Way.EMAIL: "by email", Way.TEXT: "by text message", Way.PHONE: "by telephone: somebody rings",
    Way.POST: "by post: somebody prints and posts it",
}  # fmt: skip
NOT_AWARE = "They came by a spreadsheet and do not know yet that they are on our list."
_about = {}


def register_about(word, words_about, choices) -> None:
    """In `AppConfig.ready()`: words_about(id) -> {"meeting": title, "when": day and time} for {places} in a letter;
    choices(now) -> [("meeting:42", words)]."""
    _about[word] = (words_about, choices)


def words_about(about) -> dict:
    word, _, number = about.partition(":")
    return _about[word][0](int(number)) if word in _about and number.isdecimal() else {}


def about_choices(*, now):
    """Everything a letter may speak of."""
    return [option for _, choices in _about.values() for option in choices(now=now)]


@dataclass
class Reach:
    """`by_way` is [(words, [people])]; `left_out` [(person, why)]."""

    by_way: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    @property
    def count(self):
        return sum(len(people) for _, people in self.by_way)

    @property
    def send_words(self):
        """What the button says."""
        return f"Send it to {self.count} {'person' if self.count == 1 else 'people'}"

    @property
    def people(self):
        return [person for _, people in self.by_way for person in people]


def reach_of(mailing, *, day) -> Reach:
    """Everybody in the chosen sets, sorted by how they would get it; each who would not, with the reason."""
    people = list(audiences.people_of(mailing.audience, mailing.picked, day=day))
    ids = [person.pk for person in people]
    ways, wishes = reaching.ways(ids, purpose=mailing.purpose), _wishes(ids, mailing.purpose)
    gone, by_name = _gone(ids, day=day), set(mailing.picked)
    reach, piles = Reach(), {way: [] for way in Way}
    asked = []
    for person in people:
        reached = ways.get(person.pk)
        why = _why_not(person, reached, wishes.get(person.pk, ""), gone)
        if not why and not person.is_aware and person.pk not in by_name:
            why = NOT_AWARE
        if why:
            reach.left_out.append((person, why))
        else:
            asked.append((person, reached.way))
    against = access.why_not(asked)
    for person, way in asked:
        if person.pk in against:
            reach.left_out.append((person, f"{against[person.pk]} It becomes a task."))
        else:
            piles[way].append(person)
    reach.by_way = [(HOW[way], found) for way, found in piles.items() if found]
    return reach


def _wishes(ids, purpose):
    return dict(PostWishes.objects.filter(person__in=ids).values_list("person", purpose))


def _gone(ids, *, day):
    """Those who have left and hold no other place here."""
    states = {}
    for person, state in Membership.objects.filter(person__in=ids).values_list("person", "state"):
        states.setdefault(person, set()).add(state)
    left = {person for person, found in states.items() if found <= set(CLOSED)}
    return left - set(RoleGrant.objects.filter(person__in=left).on(day).values_list("person", flat=True))


def _why_not(person, reached, wish, gone):
    if person.paused_at:
        return "They are taking a break."
    if person.pk in gone:
        return "They have left the group."
    if person.essential_post_only_at:
        return "They asked for essential letters only."
    if wish == NOT_AT_ALL:
        return "They asked us not to send this sort of letter."
    if reached is None:
        return "We have no way to reach them."
    return "Their email comes back, and we know no other way. Please ring them." if reached.comes_back else ""


def progress_of(mailing) -> dict:
    """How many of its letters stand how; `settled` of `total` are dealt with: who is yet to be rung is not."""
    states = Counter(dict(
        Letter.objects.filter(about=mailing.about_word).order_by().values_list("state").annotate(Count("pk"))
    ))  # fmt: skip
    held = Letter.objects.filter(about=mailing.about_word, state=LetterState.WAITING, on_hold=True).count()
    total = sum(states.values())
    with_people = Letter.objects.filter(about=mailing.about_word, state=LetterState.SENDING, lease_until=None).count()
    waiting = states[LetterState.WAITING]
    return {
        "total": total, "sent": states[LetterState.SENT], "waiting": waiting, "held": held, "with_people": with_people,
        "withheld": states[LetterState.WITHHELD], "trouble": states[LetterState.FAILED] + states[LetterState.UNCERTAIN],
        "settled": total - waiting - states[LetterState.SENDING],
    }  # fmt: skip


def names_of(ids):
    """For letters that say what they are about."""
    return dict(Mailing.objects.filter(pk__in=ids).values_list("pk", "subject"))
