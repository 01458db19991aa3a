"""A meeting and people who are asked to it, in whatever database DATABASE_URL names: `python -m tests.drills.invite_crowd 40 10`.

Prints the meeting's number and each person's token by id, as JSON.
"""

import json
import sys

import django

django.setup()

from tests.drills import crowd  # noqa: E402

if __name__ == "__main__":
    meeting, tokens = crowd.invited(int(sys.argv[1]), room_places=int(sys.argv[2]))
    print(json.dumps({"meeting": meeting.pk, "tokens": tokens}))
