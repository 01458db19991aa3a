"""How a site starts: what it writes down, what it refuses, and what happens when a program dies."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from coproduction import site_env
from coproduction.supervisor import Program, Supervisor

ROOT = Path(__file__).parents[2]
REAL = {
    "DEMO": "0",
    "SECRET_KEY": "a-long-secret",
    "FIELD_KEYS": "key",
    "ALLOWED_HOSTS": "sametable.example",
    "BASE_URL": "https://sametable.example",
    "EMAIL_URL": "smtp://mail.example",
}


def test_the_secrets_are_made_once_and_read_by_nobody_else(tmp_path):
    first = site_env.decide({"PORT": "8123"}, data_dir=tmp_path)
    site_env.write(first)
    assert (tmp_path / "site.env").stat().st_mode & 0o777 == 0o600
    second = site_env.decide({"PORT": "8124"}, data_dir=tmp_path)
    assert second.variables["SECRET_KEY"] == first.variables["SECRET_KEY"]
    assert second.variables["FIELD_KEYS"] == first.variables["FIELD_KEYS"]
    assert second.address == "http://127.0.0.1:8124"


def test_the_environment_wins(tmp_path):
    assert site_env.decide({"SECRET_KEY": "mine"}, data_dir=tmp_path).variables["SECRET_KEY"] == "mine"


@pytest.mark.parametrize("name", site_env.NEEDED_FOR_REAL)
def test_a_real_site_says_what_is_missing(tmp_path, name):
    with pytest.raises(site_env.Refused, match=name):
        site_env.decide({**REAL, name: ""}, data_dir=tmp_path)


def test_a_demonstration_never_becomes_a_real_site_nor_the_other_way_round(tmp_path):
    site_env.write(site_env.decide({}, data_dir=tmp_path))
    with pytest.raises(site_env.Refused, match="holds a demonstration"):
        site_env.decide(REAL, data_dir=tmp_path)
    real = tmp_path / "real"
    real.mkdir()
    site_env.write(site_env.decide(REAL, data_dir=real))
    assert site_env.decide({}, data_dir=real).demo is False
    with pytest.raises(site_env.Refused, match="holds a real site"):
        site_env.decide({"DEMO": "1"}, data_dir=real)


def check_settings(tmp_path, **variables):
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **variables}
    command = [sys.executable, "-c", "import coproduction.settings"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_settings_refuse_to_start_without_what_a_real_site_needs(tmp_path):
    words = check_settings(tmp_path, DEMO="0").stderr
    for name in (*site_env.NEEDED_FOR_REAL, "DATABASE_URL", "REDIS_URL"):
        assert name in words


@pytest.mark.parametrize("url", ["filemail:///var/mail", "consolemail://", "memorymail://", "dummymail://", "mailbox:"])
def test_a_real_site_whose_mail_would_reach_nobody_does_not_start(tmp_path, url):
    with pytest.raises(site_env.Refused, match="delivers nothing"):
        site_env.decide({**REAL, "EMAIL_URL": url}, data_dir=tmp_path)
    assert site_env.decide({"EMAIL_URL": url}, data_dir=tmp_path / "demonstration").demo


def test_no_process_of_a_real_site_starts_with_mail_that_reaches_nobody(tmp_path):
    servers = {"DATABASE_URL": "postgres://u@h/d", "REDIS_URL": "redis://h"}
    assert "delivers nothing" in check_settings(tmp_path, **{**REAL, **servers, "EMAIL_URL": "filemail:///x"}).stderr


def test_plain_http_is_for_this_machine_alone(tmp_path):
    servers = {"DATABASE_URL": "postgres://u@h/d", "REDIS_URL": "redis://h"}
    assert "https" in check_settings(tmp_path, **{**REAL, **servers, "BASE_URL": "http://sametable.example"}).stderr
    assert check_settings(tmp_path, **{**REAL, **servers}).returncode == 0


def test_a_second_site_on_a_taken_port_says_so(tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": port}
        command = [sys.executable, "-m", "coproduction.run"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr


def test_a_program_that_dies_is_named_and_started_again(capsys, monkeypatch):
    """And when the site stops, neither it nor what it started is left."""
    monkeypatch.setattr("signal.signal", lambda *_: None)  # signals belong to the main thread
    sleeper = Program("worker", ["sh", "-c", "sleep 600 & echo up; wait"])
    watched = Supervisor([sleeper])
    thread = threading.Thread(target=watched.run)
    thread.start()
    try:
        _wait_for(lambda: sleeper.process)
        first = psutil.Process(sleeper.process.pid)
        _wait_for(lambda: first.children())
        left_behind = first.children()[0]
        first.kill()
        _wait_for(lambda: sleeper.process and sleeper.process.pid != first.pid)
        _wait_for(lambda: not _alive(left_behind))
        second = psutil.Process(sleeper.process.pid)
    finally:
        watched.ask_to_stop()
        thread.join(30)
    assert not _alive(second)
    assert "worker stopped (killed by SIGKILL); it starts again in 0.5 s" in capsys.readouterr().out


def test_a_program_that_cannot_start_is_not_tried_without_a_pause():
    broken = Program("beat", ["sh", "-c", "exit 3"])
    watched = Supervisor([broken])
    pauses = []
    for _ in range(8):
        watched._look_after_programs(now=time.monotonic() + 1000)
        broken.process.wait()
        now = time.monotonic()
        watched._look_after_programs(now=now)
        pauses.append(round(broken.not_before - now, 1))
    assert pauses == [0.5, 2, 4, 8, 16, 30, 30, 30]


def _alive(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_for(condition, seconds=10):
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.02)
