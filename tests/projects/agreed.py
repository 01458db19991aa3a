"""A text of the Network that is asked about: two organisations, and Rowan beside them from lived experience."""

from datetime import timedelta

import pytest

from projects.actions import agreeing, deciding, texts
from projects.models import Decision
from projects.queries.agreeing import standing_of, with_voices
from tests import factories as make

FIRST = [{"thread": None, "words": "Together from the first idea.", "plain": "We begin together."}]


def words(response):
    return " ".join(response.content.decode().split())


def standing(decision):
    return standing_of(with_voices(Decision.objects.select_related("agreement").filter(pk=decision.pk)).get())


def voice_of(decision, who):
    field = "person" if hasattr(who, "sort_name") else "organisation"
    return decision.voices.get(**{field: who})


@pytest.fixture
def same(cast, now):
    return {"actor": cast.actor("jo"), "now": now}


@pytest.fixture
def text(cast, same):
    """A text of the Network with one version."""
    made = texts.begin(title="What we mean", about="One definition", body=cast.network, **same)
    texts.write(agreement=made, clauses=FIRST, **same)
    return made


def ask(text, same, *, way="consent", quorum=2, **more):
    made = deciding.ask(
        agreement=text, question="Do we agree?", way=way, closes_at=same["now"] + timedelta(days=14), quorum=quorum, **more,
        **same,
    )  # fmt: skip
    return deciding.open_it(decision=made, **same)


@pytest.fixture
def put_to_all(cast, text, same):
    """Two organisations, and Rowan beside Kim's from lived experience."""
    cast.kim.pk and make.representative(cast.organisation, cast.rowan, part="lived_experience")
    make.organisation("Second Chair")
    return ask(text, same)


def take(decision, who, option, same, **more):
    version = decision.agreement.versions.order_by("-number").first()
    more.setdefault("came_by", "phone")
    return agreeing.take(voice=voice_of(decision, who), version=version, option=option, **more, **same)
