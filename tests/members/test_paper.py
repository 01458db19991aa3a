"""What stands on a letter's sheet before it is drawn."""

import pytest
from django.utils import timezone

from members.models import ContactTask
from members.post import paper
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "kept", ["Alex Marsh, 4 Mill Lane, Fleetby", "alex marsh\n4 Mill Lane\nFleetby", "4 Mill Lane, Fleetby"]
)
def test_the_name_stands_once_above_the_address(kept):
    alex = make.person("Alex Marsh")
    alex.channels.create(way="post", address=kept)
    sheet = paper._sheet(ContactTask(person=alex, script="Hello."), {}, [], now=timezone.now())
    assert (sheet["name"], sheet["address"]) == ("Alex Marsh", ["4 Mill Lane", "Fleetby"])
