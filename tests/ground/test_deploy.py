"""What a server is given to run is what `make run` runs; the files are tried by the programs that read them, where those are there."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from coproduction import run, site_env

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "deploy" / "systemd"
PROGRAMS = ("web", "worker", "beat", "dispatch")
BY_PLACE = ("--schedule", "--pidfile")  # where each keeps its own files


def words(command):
    """A command without where it stands: program, what it does, its options without paths."""
    if isinstance(command, str):
        command = shlex.split(command)
    found = [Path(word).name if "/" in word else word for word in command]
    kept = [word.replace("python3.11", "python").replace("python3", "python") for word in found]
    return [word for word in kept if not word.startswith(BY_PLACE) and word not in ("", "beat-schedule")]


@pytest.fixture
def ours(tmp_path):
    site = site_env.Site(tmp_path, "127.0.0.1", 8000, False, {})
    return {program.name: words(program.command) for program in run.programs(site)}


@pytest.fixture
def compose():
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_containers_run_what_make_run_runs(ours, compose):
    assert {name: words(compose["services"][name]["command"]) for name in PROGRAMS} == ours


def test_units_run_what_make_run_runs(ours):
    found = {}
    for name in PROGRAMS:
        lines = (UNITS / f"same-table-{name}.service").read_text().splitlines()
        found[name] = words(next(line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart=")))
    assert found == ours


def test_the_door_stays_open_while_programs_come_and_go():
    """Restarting `prepare` restarts the four programs, and leaves the socket where it is: D21 tries that with real traffic."""
    units = {name: (UNITS / f"same-table-{name}").read_text() for name in ("web.service", "web.socket")}
    assert "Requires=same-table-prepare.service same-table-web.socket" in units["web.service"]
    assert "prepare" not in units["web.socket"]
    assert all(
        "Requires=same-table-prepare.service" in (UNITS / f"same-table-{each}.service").read_text() for each in PROGRAMS
    )
    assert "systemctl restart same-table-prepare.service" in (ROOT / "deploy" / "change-to").read_text()
    assert "lb_try_duration" in (ROOT / "deploy" / "Caddyfile").read_text()


def commands_of(*beginning):
    """Every command of docs/running.md that begins so, word by word, as a shell takes it apart."""
    found = re.findall(
        rf"(?:^ {{4}}|`)({' '.join(beginning)} [^`\n]*)", (ROOT / "docs" / "running.md").read_text(), re.M
    )
    return [shlex.split(line, comments=True) for line in found]


def test_nothing_that_is_done_by_hand_in_a_container_runs_prepare_beside_the_running_site(compose):
    assert "prepare" in compose["services"]["web"]["depends_on"]
    found = commands_of("docker", "compose", "run")
    assert len(found) >= 4
    assert [command for command in found if "--no-deps" not in command] == []


def test_in_containers_a_copy_is_put_back_by_the_role_that_made_the_database(compose):
    """Not by the site's own, which may drop nothing: its address is what SITE_DATABASE_URL says."""
    maker = compose["services"]["database"]["environment"]["POSTGRES_USER"]
    by_hand = [
        words for command in commands_of("docker", "compose", "run") for words in command if "manage.py" in words
    ]
    needs = [words for words in by_hand if "restore_backup" in words or "database_roles" in words]
    assert len(needs) >= 2
    for words in needs:
        done = subprocess.run(
            ["sh", "-c", words.replace("python manage.py", "printenv DATABASE_URL #")],
            env={"PATH": "/usr/bin:/bin", "DATABASE_PASSWORD": "secret", "DATABASE_URL": "postgres://app_rw@database/x"},
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.stdout == f"postgres://{maker}:secret@database/same_table\n"


def test_a_command_on_this_site_reads_another_address_from_a_file_where_one_is_named(tmp_path):
    (tmp_path / "systemd-run").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (tmp_path / "systemd-run").chmod(0o755)

    def given(**more):
        command = [ROOT / "deploy" / "on-this-site", "restore_backup", "a copy.age"]
        done = subprocess.run(
            command, env={"PATH": f"{tmp_path}:/usr/bin:/bin", **more}, capture_output=True, text=True
        )
        return done.stdout.splitlines()

    site = "--property=EnvironmentFile=/etc/same-table.env"
    assert [each for each in given() if "Environment" in each] == [site]
    first = given(ALSO_READ="/etc/same-table-first.env")
    assert [each for each in first if "Environment" in each] == [
        site,
        "--property=EnvironmentFile=/etc/same-table-first.env",
    ]
    assert first[-3:] == ["manage.py", "restore_backup", "a copy.age"]


def test_all_of_it_has_two_gigabytes_at_most(compose):
    limits = [service.get("mem_limit") for name, service in compose["services"].items() if name != "prepare"]
    assert all(limits)
    assert sum(int(limit.removesuffix("m")) for limit in limits) <= 2048


def test_no_secret_stands_in_what_is_shipped(compose):
    text = (ROOT / "compose.yaml").read_text() + (ROOT / ".env.example").read_text()
    assert "FIELD_KEYS=\n" in text
    assert "SECRET_KEY=\n" in text
    assert "${DATABASE_PASSWORD}" in compose["services"]["web"]["environment"]["DATABASE_URL"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
def test_systemd_reads_the_units():
    units = sorted(str(path) for path in UNITS.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if "same-table" in line and "is not executable" not in line]
    assert said == []


@pytest.mark.skipif(not shutil.which("caddy"), reason="there is no Caddy here")
def test_caddy_reads_its_file():
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(ROOT / "deploy" / "Caddyfile")]
    done = subprocess.run(
        command, capture_output=True, text=True, env={"SITE_HOST": "a.example.org", "PATH": "/usr/bin", "HOME": "/tmp"}
    )  # noqa: S108
    assert done.returncode == 0, done.stderr[-400:]
