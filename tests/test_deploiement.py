"""What an administrator installs: the files of `deploiement/` are valid, agree with the options and with each other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from deploiement import repliques
from deploiement.repliques import Replicas, haproxy_text
from shell.service.answers import kind_of
from shell.service.options import Options, read_options

FOLDER = Path(__file__).resolve().parents[1] / "deploiement"


def program(name: str) -> str:
    """The path of a program that `.ci/run` installs; where it is not, the test is skipped."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} est absent et CI est posé : .ci/run doit l'installer.")
        pytest.skip(f"{name} est absent (Debian : apt install {name})")
    return found


def test_haproxy_reads_its_file() -> None:
    done = subprocess.run([program("haproxy"), "-c", "-f", str(FOLDER / "haproxy.cfg")], capture_output=True, text=True)
    assert done.returncode == 0 and "alert" not in done.stderr.lower(), done.stderr


def test_nginx_reads_its_file() -> None:
    done = subprocess.run([program("nginx"), "-t", "-c", str(FOLDER / "nginx.conf")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_trial_uses_the_same_lines_with_its_own_ports() -> None:
    written, tried = (
        (FOLDER / "haproxy.cfg").read_text("utf-8"),
        haproxy_text("127.0.0.1:9000", [9001, 9002], "/tmp/ordres"),
    )
    assert "bind 127.0.0.1:9000" in tried and "8601" not in tried
    assert "stats socket /tmp/ordres " in tried and "stats socket /run/haproxy/" in written
    assert re.findall(r"server r\d \S+", tried) == ["server r1 127.0.0.1:9001", "server r2 127.0.0.1:9002"]
    assert len(written.splitlines()) == len(tried.splitlines()) + 1


def idle(_replicas: Replicas, _port: int) -> subprocess.Popen[bytes]:
    """What stands for a server: it waits to be ended."""
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])


def test_a_trial_that_cannot_start_leaves_no_server_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(_address: str) -> None:
        raise SystemExit("late")

    monkeypatch.setattr(Replicas, "server", idle)
    monkeypatch.setattr(repliques, "wait_ready", late)
    trial = Replicas(2)
    with pytest.raises(SystemExit, match="late"), trial:
        pytest.fail("it started")
    assert len(trial.servers) == 2 and all(one.poll() is not None for one in trial.servers)


def test_the_trial_starts_the_proxy_that_it_found_outside_of_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / "haproxy"
    found.write_text("#!/bin/sh\nexec sleep 600\n", encoding="utf-8")
    found.chmod(0o755)
    monkeypatch.setattr(repliques, "haproxy", lambda: str(found))
    monkeypatch.setattr(Replicas, "server", idle)
    monkeypatch.setattr(repliques, "wait_ready", lambda _address: None)
    with Replicas(1) as trial:
        assert trial.proxy and trial.proxy.args[0] == str(found)  # type: ignore[index]


def test_cluster_probes_and_options_are_those_of_the_tool() -> None:
    parts = {part["kind"]: part for part in yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text("utf-8"))}
    assert set(parts) == {
        "ConfigMap",
        "Deployment",
        "Service",
        "Ingress",
        "PodDisruptionBudget",
        "HorizontalPodAutoscaler",
    }
    box = parts["Deployment"]["spec"]["template"]["spec"]["containers"][0]
    assert {kind_of(box[f"{name}Probe"]["httpGet"]["path"]) for name in ("startup", "readiness")} == {"sante"}
    ports = {one["name"]: one["containerPort"] for one in box["ports"]}
    assert ports["http"] == Options().port
    assert parts["Service"]["spec"]["selector"] == parts["Deployment"]["spec"]["selector"]["matchLabels"]
    assert parts["PodDisruptionBudget"]["spec"]["minAvailable"] < parts["Deployment"]["spec"]["replicas"]


def test_options_of_the_cluster_are_read(tmp_path: Path) -> None:
    parts = {part["kind"]: part for part in yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text("utf-8"))}
    path = tmp_path / "configuration.toml"
    path.write_text(parts["ConfigMap"]["data"]["configuration.toml"], encoding="utf-8")
    assert read_options({"TERRITOIRES_CONFIGURATION": str(path)}).mesures_port == 9100


def test_the_proxies_let_in_what_the_tool_lets_in_and_wait_as_long() -> None:
    """A file of the largest size passes every proxy; a heavy file may wait for its turn behind each of them."""
    from shell.forms import PATIENCE

    haproxy, nginx, cluster = (
        (FOLDER / name).read_text("utf-8") for name in ("haproxy.cfg", "nginx.conf", "kubernetes.yaml")
    )
    asked = Options().envoi
    assert int(re.search(r"body_size gt (\d+)", haproxy)[1]) > asked  # type: ignore[index]
    assert int(re.search(r"client_max_body_size (\d+)m", nginx)[1]) * 1_048_576 > asked  # type: ignore[index]
    assert int(re.search(r"proxy-body-size: (\d+)m", cluster)[1]) * 1_048_576 > asked  # type: ignore[index]
    told = (FOLDER / "nginx-vers-outil.conf").read_text("utf-8")
    for text, form in ((haproxy, r"timeout server (\d+)s"), (told, r"proxy_read_timeout (\d+)s")):
        assert int(re.search(form, text)[1]) > PATIENCE  # type: ignore[index]


def test_the_lock_holds_each_pinned_package_and_the_prints_of_all() -> None:
    root = FOLDER.parent
    lock = (root / "requirements.lock").read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.MULTILINE))
    pinned = re.findall(
        r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", (root / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    assert {name.lower(): version for name, version in pinned}.items() <= {
        name.lower(): version for name, version in locked.items()
    }.items()
    entries = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert len(entries) > len(pinned) and all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://", re.sub(r"^\s*#.*$", "", lock, flags=re.MULTILINE))
