from members.sweeps.running import (
    KIND,
    Alarm,
    alarm,
    change,
    confirm,
    job_key,
    look,
    plan_due,
    register,
    registered,
    rules,
    sweep,
)

__all__ = [
    "KIND",
    "Alarm",
    "alarm",
    "change",
    "confirm",
    "job_key",
    "look",
    "plan_due",
    "register",
    "registered",
    "rules",
    "sweep",
]
