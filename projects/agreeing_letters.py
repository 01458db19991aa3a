"""Letters about texts and decisions: where do you stand, a reminder for who has not said, the outcome, the review."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.models import Channel, Letter, Representative
from members.post import letters, links
from members.queries import cover
from members.words import day
from projects.models import Decision, Objection, Position, TextVersion, Voice
from projects.queries.agreeing import is_open, speaks_for

ASK, REMINDER, ANSWERED, RESULT, REVIEW = (
    "agreeing_asked", "agreeing_reminder", "agreeing_objection", "agreeing_result", "agreeing_review",
)  # fmt: skip
OPENS_FOR = timedelta(days=30)
KINDS = {
    ASK: ("Where do you stand?", "When a text is tested, and for each new version: to everybody who has a voice."),
    REMINDER: ("Reminder: where do you stand?", "Three days before it closes, or on the day somebody named: to who has not said."),
    ANSWERED: ("An answer to your objection", "When an objection is answered: to who raised it."),
    RESULT: ("What was decided", "When the outcome is written down: to everybody who had a voice."),
    REVIEW: ("Time to look at it again", "On the day a decision or a text is looked at again: to who looks after it."),
}  # fmt: skip


def register():
    """Make our kinds known (called once, when the site starts)."""
    for kind, (words, rule) in KINDS.items():
        letters.register(
            kind, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=kind != REMINDER, windowed=True,
            purpose=Channel.Purpose.EVERYTHING, words=words, rule=rule,
        )  # fmt: skip


# ---- noting ----------------------------------------------------------------------------------------------------------
def ask(decision, version, *, voices=None, now) -> int:
    """Everybody who has a voice, once for each version."""
    return _note(ASK, decision, voices, f"{version.number}", now=now, version=version.pk)


def remind(decision, version, voices, *, on, now) -> int:
    """Those who have not said where they stand; once for each day that was named."""
    return _note(REMINDER, decision, voices, f"{version.number}:{on.isoformat()}", now=now, version=version.pk)


def tell_result(decision, *, now) -> int:
    withhold(decision)
    return _note(RESULT, decision, None, f"{int(now.timestamp())}", now=now)


def tell_objector(objection, *, now) -> int:
    decision = objection.voice.decision
    tail = f"{objection.pk}:{int(now.timestamp())}"
    return _note(ANSWERED, decision, [objection.voice], tail, now=now, objection=objection.pk)


def remind_of_review(about, *, on, now, **facts) -> int:
    """Whoever looks after it, or stands in for them today: then the letter says for whom. Each hears once for each day."""
    told, day_of_it = cover.who_hears(about.owner_id, day=timezone.localdate(now)), on.isoformat()
    before = Letter.objects.filter(kind=REVIEW, about=about.about_word, person=told, facts__on=day_of_it)
    if before.exists():  # whatever its key: those of earlier versions of this site name no person
        return 0
    row = {
        "kind": REVIEW, "key": f"{REVIEW}:{about.about_word}:{day_of_it}:{told}", "person": told, "about": about.about_word,
        "facts": {**facts, "on": day_of_it}, "due_at": now,
    }  # fmt: skip
    return letters.note_many([row], now=now)


def _note(kind, decision, voices, tail, *, now, **facts) -> int:
    voices = list(decision.voices.order_by("pk")) if voices is None else list(voices)
    rows = [
        {
            "kind": kind, "key": f"{kind}:{decision.pk}:{tail}:{voice.pk}:{person}", "person": person,
            "about": decision.about_word, "facts": {"decision": decision.pk, "voice": voice.pk, **facts}, "due_at": now,
        }
        for voice, person in speakers(voices, day=timezone.localdate(now))
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


def speakers(voices, *, day):
    """(voice, id of a person): the person, or who speaks for the organisation; the deputy where nobody else does."""
    ours = [voice.organisation_id for voice in voices if voice.organisation_id]
    speak: dict[int, int] = {}
    parts = [Representative.Part.NAMED, Representative.Part.DEPUTY]
    found = Representative.objects.on(day).filter(organisation__in=ours, part__in=parts, person__died_on=None)
    for each in sorted(found.order_by("pk"), key=lambda row: parts.index(row.part)):
        speak.setdefault(each.organisation_id, each.person_id)
    pairs = [(voice, voice.person_id or speak.get(voice.organisation_id)) for voice in voices]
    return [(voice, person) for voice, person in pairs if person is not None]


def withhold(decision) -> int:
    return letters.withhold(about=decision.about_word, kinds=[ASK, REMINDER], reason="It is decided.")


def withhold_asking(decision, voice, *, now) -> int:
    """Calls and letters that still ask them; whoever has said is not asked again."""
    [pair] = speakers([voice], day=timezone.localdate(now)) or [(None, None)]
    if pair[1] is None:
        return 0
    reason = "They have said where they stand."
    return letters.withhold(about=decision.about_word, kinds=[ASK, REMINDER], person=pair[1], reason=reason)


# ---- still true when it leaves? --------------------------------------------------------------------------------------
def _decision(letter):
    if "_decision" not in letter.__dict__:
        found = Decision.objects.select_related("agreement", "body", "owner")
        letter._decision = found.filter(pk=letter.facts.get("decision")).first()
    return letter._decision


def still_true(letter, *, now):
    if letter.kind == REVIEW:
        return _review_still_true(letter, now=now)
    decision = _decision(letter)
    if decision is None:
        return "The question was taken away."
    voice = Voice.objects.filter(pk=letter.facts["voice"]).first()
    if not speaks_for(voice, letter.person_id, day=timezone.localdate(now)):
        return "They do not speak for this voice any more."
    if letter.kind == RESULT:
        return "" if decision.outcome else "It is not decided any more."
    if letter.kind == ANSWERED:
        return (
            ""
            if Objection.objects.filter(pk=letter.facts["objection"]).exclude(answer="").exists()
            else "There is no answer."
        )
    return _still_asks(letter, decision, now=now)


def _still_asks(letter, decision, *, now):
    if not is_open(decision, now=now):
        return "It is closed."
    newest = (
        TextVersion.objects.filter(agreement=decision.agreement_id)
        .order_by("-number")
        .values_list("pk", flat=True)
        .first()
    )
    if letter.facts["version"] != newest:
        return "There is a newer version of the text."
    position = Position.objects.filter(voice=letter.facts["voice"], version=newest).first()
    if position is not None and not (letter.kind == REMINDER and position.is_taken_back):
        return "They have said where they stand."
    return ""


def _review_still_true(letter, *, now):
    owner, on = _review(letter)
    if on is None or on.isoformat() != letter.facts["on"]:
        return "There is another day for it by now."
    theirs = owner is not None and letter.person_id == cover.who_hears(owner, day=timezone.localdate(now))
    return "" if theirs else "Somebody else looks after it now."


def _review(letter):
    """Who looks after it by now, and the day on which it is looked at again."""
    if "decision" in letter.facts:
        found = Decision.objects.filter(pk=letter.facts["decision"]).values_list("owner", "review_on")
    else:
        texts = TextVersion.objects.filter(agreement=letter.facts.get("agreement", 0))
        found = texts.values_list("agreement__owner", "agreement__review_on")
    return found.first() or (None, None)


# ---- the words -------------------------------------------------------------------------------------------------------
def render(letter, *, now):
    """The facts; the templates choose the words."""
    if letter.kind == REVIEW:
        return letters.compose(
            "projects/email/agreeing", {"kind": "review", "person": letter.person, **_of_review(letter, now=now)}
        )
    decision = _decision(letter)
    objection = Objection.objects.filter(pk=letter.facts.get("objection", 0)).first()
    voice = Voice.objects.filter(pk=letter.facts["voice"]).select_related("organisation").first()
    context = {
        "kind": letter.kind.removeprefix("agreeing_"),
        "person": letter.person,
        "decision": decision,
        "title": decision.agreement.title,
        "organisation": voice.organisation if voice else None,
        "objection": objection,
        "closes": day(decision.closes_at),
        "link": settings.BASE_URL + reverse("projects:decision", args=[decision.pk]),
        "answer_link": _answer_link(letter, decision, voice, now=now) if letter.kind != RESULT else "",
        "text_link": settings.BASE_URL + reverse("projects:agreement", args=[decision.agreement_id]),
    }
    return letters.compose("projects/email/agreeing", context)


def _answer_link(letter, decision, voice, *, now):
    """Their own page without signing in, the same in every letter; it opens for thirty days past the end."""
    end = max(decision.closes_at, now) + OPENS_FOR
    link = links.link_for(person=letter.person, purpose="decision", about=voice.about_word, expires_at=end, now=now)
    return links.address(link)


def _of_review(letter, *, now):
    about, number = (
        ("decision", letter.facts["decision"])
        if "decision" in letter.facts
        else ("agreement", letter.facts["agreement"])
    )
    owner, _ = _review(letter)
    return {
        "stands_in": owner != letter.person_id, "instead_of": cover.hears_for(letter.person_id, owner, day=timezone.localdate(now)),
        "title": names_of_decisions([number])[number] if about == "decision" else names_of_texts([number])[number],
        "link": settings.BASE_URL + reverse(f"projects:{about}", args=[number]),
        "decision": None, "organisation": None, "objection": None, "closes": "", "text_link": "", "answer_link": "",
    }  # fmt: skip


def names_of_decisions(ids) -> dict[int, str]:
    return dict(Decision.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "question"))


def names_of_texts(ids) -> dict[int, str]:
    return dict(
        TextVersion.objects.filter(agreement__in=ids).order_by("agreement").values_list("agreement", "agreement__title")
    )


def reviews_told(about_words) -> set:
    """Which of these were told already, by their keys."""
    return set(Letter.objects.filter(kind=REVIEW, about__in=about_words).values_list("key", flat=True))
