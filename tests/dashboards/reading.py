"""How the tests read a page: its words, one tile, a day of the last finished month."""

import html
import re
from datetime import timedelta

from django.utils import timezone


def words(response):
    """What a reader reads: no tags, single spaces."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


def tile(response, metric):
    found = re.search(rf'<section class="card tile" id="{metric}">(.*?)</section>', response.content.decode(), re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", found.group(1))))


def month_ago(days=40):
    return timezone.localdate() - timedelta(days=days)
