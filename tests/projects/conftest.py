"""A project that may invite, the words of an invitation, and three people who were asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.actions import asking
from tests import factories as make
from tests.projects.agreed import put_to_all, same, text  # noqa: F401 — fixtures


@pytest.fixture
def now(db):
    return timezone.now()


@pytest.fixture
def welcoming(cast):
    return make.project(team=cast.team, purpose="To welcome new clients well", intended_difference="Nobody is lost")


@pytest.fixture
def words(now):
    return {
        "title": "Choose the pictures",
        "what": "Look at twelve pictures and say which feel right.",
        "when_words": "Tuesday, one hour",
        "place": "By phone, or at the Leatherhead office",
        "support": "Ash sits with you",
        "offer": "Your travel, and a £10 voucher",
        "answer_by": timezone.localdate(now) + timedelta(days=7),
    }


@pytest.fixture
def asked(cast, welcoming, words, now):
    return asking.ask(
        project=welcoming, people=[cast.rowan, cast.sam, cast.pat], actor=cast.actor("ash"), now=now, **words
    )
