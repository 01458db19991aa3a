"""The letter of the drills: always true, written by a template like any other."""

from django.apps import AppConfig


def register() -> None:
    from members.post import letters

    letters.register(
        "drill",
        render=lambda letter, *, now: letters.Rendered(
            subject="Meeting, Tuesday 8 December, 2pm", text=f"Hello {letter.person.first_name}\n", html="<p>Hello</p>"
        ),
        still_true=lambda letter, *, now: "",
        lane=letters.Lane.BULK,
        essential=True,
        windowed=False,
        purpose="everything",
        words="A drill",
    )


class Drills(AppConfig):
    name = "tests.drills.kind"
    label = "drills"

    def ready(self):
        register()
