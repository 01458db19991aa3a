"""Pictures of a venue in the story: its door and the room laid out, drawn here."""

import io

from meetings.models import VenuePicture
from members.files import keep

PAPER, WOOD, TEAL, SUN, LEAF, STONE = "#fbf6ef", "#8a6d3b", "#0f5e6b", "#e9b44c", "#9db98a", "#d8cdbb"
MOST = 1_000_000


def picture(cast, venue, told):
    """Once for each venue, however often the story is loaded."""
    if venue.pictures.exists():
        return
    for entry in told:
        drawn = DRAWN[entry["drawn"]]()
        kept = keep(drawn, name=f"{entry['drawn']}.png", types=("png",), most_bytes=MOST, now=cast.days.now)
        VenuePicture.objects.create(venue=venue, file=kept, words=entry["words"])


def _door() -> bytes:
    """A wall, a wide door, a ramp with a rail, and a tree."""
    image, draw = _paper()
    draw.rectangle((0, 430, 800, 500), fill=STONE)
    draw.rectangle((180, 90, 800, 430), fill="#efe2cd", outline=WOOD, width=4)
    draw.rectangle((330, 180, 500, 430), fill=TEAL, outline=WOOD, width=5)
    draw.rectangle((350, 200, 480, 300), fill="#cfe3e6")
    draw.ellipse((470, 330, 486, 346), fill=SUN)
    for left in (560, 680):
        draw.rectangle((left, 180, left + 90, 280), fill="#cfe3e6", outline=WOOD, width=4)
    draw.polygon(((60, 470), (330, 430), (500, 430), (500, 470)), fill="#b9ab93", outline=WOOD)
    draw.line((60, 410, 330, 370), fill=WOOD, width=7)
    for at in range(4):
        draw.line((70 + at * 80, 408 - at * 12, 70 + at * 80, 470 - at * 12), fill=WOOD, width=5)
    draw.rectangle((62, 250, 84, 400), fill=WOOD)
    draw.ellipse((10, 130, 140, 280), fill=LEAF)
    return _written(image)


def _room() -> bytes:
    """From above: round tables, wide ways, the stage in front, a door to the quiet room at the back."""
    image, draw = _paper()
    draw.rectangle((20, 20, 780, 480), outline=WOOD, width=6)
    draw.rectangle((250, 30, 550, 90), fill=STONE, outline=WOOD, width=3)
    for row in range(2):
        for column in range(4):
            _table(draw, 130 + column * 180, 190 + row * 170)
    draw.rectangle((640, 470, 740, 490), fill=LEAF)
    draw.rectangle((60, 470, 160, 490), fill=TEAL)
    return _written(image)


def _table(draw, x, y):
    for across, down in ((0, -58), (41, -41), (58, 0), (41, 41), (0, 58), (-41, 41), (-58, 0), (-41, -41)):
        draw.ellipse((x + across - 13, y + down - 13, x + across + 13, y + down + 13), fill=TEAL)
    draw.ellipse((x - 42, y - 42, x + 42, y + 42), fill="#e9d8bd", outline=WOOD, width=3)


def _paper():
    from PIL import Image, ImageDraw  # only who draws needs it

    image = Image.new("RGB", (800, 500), PAPER)
    return image, ImageDraw.Draw(image)


def _written(image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


DRAWN = {"door": _door, "room": _room}
