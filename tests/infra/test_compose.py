"""The full stack in containers: every service healthy before it counts, no default password, nothing open to others."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from services.cli.app import app, join
from shared.settings import Settings
from tests.infra.compose import read

PROJECT = Path(__file__).parents[2]
STACK = read(PROJECT / "infra" / "compose.yaml")
DOCKERFILE = (PROJECT / "infra" / "Dockerfile").read_text("utf-8")
SERVICES: dict[str, dict[str, Any]] = STACK["services"]
OURS = ("ingest", "feed", "projector", "reporter")


def test_the_stack_is_the_two_servers_what_prepares_the_database_and_the_four_services() -> None:
    assert set(SERVICES) == {"postgres", "kafka", "prepare", *OURS}


def test_the_services_begin_once_the_database_is_prepared_and_have_not_its_owners_password() -> None:
    prepare = SERVICES["prepare"]
    assert (prepare["command"], prepare["restart"]) == (["database", "prepare"], "on-failure")
    assert prepare["environment"]["SECCHANGE_OWNER_URL"] == "postgresql://secchange@postgres:5432/secchange"
    for name in OURS:
        assert "//secchange_service@" in SERVICES[name]["environment"]["SECCHANGE_DATABASE_URL"]
        assert not any("POSTGRES_PASSWORD" in value for value in SERVICES[name]["environment"].values())
    given = prepare["environment"]["SECCHANGE_SERVICE_PASSWORD"]
    assert {SERVICES[name]["environment"]["PGPASSWORD"] for name in OURS} == {given}


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"prepare"}))
def test_each_is_started_again_asked_for_its_health_and_given_time_to_end(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["stop_grace_period"]


@pytest.mark.parametrize("name", OURS)
def test_our_services_wait_for_both_servers_and_ask_themselves_whether_they_are_ready(name: str) -> None:
    service = SERVICES[name]
    assert service["depends_on"] == {
        **{key: {"condition": "service_healthy"} for key in ("postgres", "kafka")},
        "prepare": {"condition": "service_completed_successfully"},
    }
    assert f"127.0.0.1:{service['environment']['SECCHANGE_PORT']}/health/ready" in service["healthcheck"]["test"][-1]


@pytest.mark.parametrize("name", OURS)
def test_each_command_is_one_of_ours_with_its_options(name: str) -> None:
    join()
    command, *arguments = SERVICES[name]["command"]
    known = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    if command == "feed":
        known = known.commands[arguments.pop(0)]
    known.parse_args(known.make_context(command, list(arguments), resilient_parsing=True), list(arguments))


@pytest.mark.parametrize("name", OURS)
def test_each_setting_of_ours_is_known(name: str) -> None:
    ours = {key for key in SERVICES[name]["environment"] if key.startswith("SECCHANGE_")}
    assert ours <= {f"SECCHANGE_{field.upper()}" for field in Settings.model_fields}
    assert {"SECCHANGE_DATABASE_URL", "SECCHANGE_KAFKA_BOOTSTRAP"} <= ours


@pytest.mark.parametrize(
    ("name", "setting", "asked"),
    [
        ("postgres", "POSTGRES_PASSWORD", "POSTGRES_PASSWORD"),
        ("prepare", "PGPASSWORD", "POSTGRES_PASSWORD"),
        ("prepare", "SECCHANGE_SERVICE_PASSWORD", "SERVICE_PASSWORD"),
        *((name, "PGPASSWORD", "SERVICE_PASSWORD") for name in OURS),
    ],
)
def test_without_a_password_given_nothing_starts(name: str, setting: str, asked: str) -> None:
    """`:?` makes compose refuse a variable that is missing or empty."""
    assert re.fullmatch(rf"\$\{{{asked}:\?.+\}}", SERVICES[name]["environment"][setting])


def test_only_the_pages_and_the_commands_are_reachable_and_only_from_this_machine() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "reporter": ["127.0.0.1:8000:8000"],
        "ingest": ["127.0.0.1:8001:8000"],
    }


def test_nobody_may_give_commands_where_nobody_was_named() -> None:
    named = [name for name, service in SERVICES.items() if "SECCHANGE_TOKEN_LINES" in service["environment"]]
    assert named == ["ingest"]
    assert SERVICES["ingest"]["environment"]["SECCHANGE_TOKEN_LINES"] == "${SECCHANGE_TOKEN_LINES:-}"


@pytest.mark.parametrize("name", ["prepare", *OURS])
def test_our_services_may_do_no_more_than_they_need(name: str) -> None:
    service = SERVICES[name]
    assert (service["read_only"], service["cap_drop"]) == ("true", ["ALL"])


def test_every_volume_is_declared() -> None:
    volumes = {volume for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert {each.partition(":")[0] for each in volumes if not each.startswith("$")} == set(STACK["volumes"])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("ingest", {"feed-keys": "keys", "trail-keys": "trail-keys", "checkpoints": "checkpoints"}),
        ("feed", {"feed-keys": "keys"}),
        ("reporter", {"trail-keys": "trail-keys:ro", "checkpoints": "checkpoints:ro"}),
    ],
)
def test_what_a_service_keeps_in_files_is_on_a_volume_and_where_it_looks_for_it(
    name: str, kept: dict[str, str]
) -> None:
    """The rest of its disk cannot be written to. Who only reads may not write there either."""
    place = "/var/lib/secchange"
    volumes = dict(each.split(":", 1) for each in SERVICES[name]["volumes"] if not each.startswith("$"))
    assert volumes == {volume: f"{place}/{folder}" for volume, folder in kept.items()}
    looks_in = {"keys": "FEED_KEYS", "trail-keys": "TRAIL_KEYS", "checkpoints": "CHECKPOINTS"}
    for folder in (each.removesuffix(":ro") for each in kept.values()):
        assert SERVICES[name]["environment"][f"SECCHANGE_{looks_in[folder]}"] == f"{place}/{folder}"
    made = re.search(r"install --directory --owner 10001 --mode 0700 ((?:\s|[^&])+?)\n[A-Z]", DOCKERFILE)
    assert made, "made in the image for its user, from whom a fresh volume takes its owner"
    assert {f"{place}/{each.removesuffix(':ro')}" for each in kept.values()} <= set(made[1].split())


def test_who_takes_deliveries_and_who_reads_them_share_sources_and_keys_and_without_a_file_there_is_no_source() -> None:
    shared = [
        (name, service["volumes"], service["environment"]["SECCHANGE_FEED_SOURCES"])
        for name, service in SERVICES.items()
        if "SECCHANGE_FEED_SOURCES" in service.get("environment", {})
    ]
    (_, ours, file), (_, volumes, same) = shared
    assert [name for name, *_ in shared] == ["ingest", "feed"]
    assert (same, ours[: len(volumes)]) == (file, volumes)
    assert volumes == [f"${{FEED_SOURCES:-/dev/null}}:{file}:ro", "feed-keys:/var/lib/secchange/keys"]


def test_the_image_is_built_from_files_that_are_there_and_let_through() -> None:
    build = SERVICES["ingest"]["build"]
    assert (PROJECT / "infra" / build["context"]).resolve() == PROJECT
    assert (PROJECT / build["dockerfile"]).is_file()
    ignored, *let_through = (PROJECT / "infra" / "Dockerfile.dockerignore").read_text("utf-8").split()
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M) for word in line.split()]
    assert ignored == "*"
    for name in copied:
        assert (PROJECT / name).exists()
        assert f"!{name}" in let_through


def test_the_image_is_made_of_what_the_lock_names_by_hash_and_does_not_run_as_root() -> None:
    fetching = [line for line in DOCKERFILE.splitlines() if " pip " in line and "--no-index" not in line]
    assert [("--require-hashes" in line, "requirements.lock" in line) for line in fetching] == [(True, True)]
    last_stage = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER (?!root|0\b)\S+$", last_stage, re.M)
    assert 'ENTRYPOINT ["secchange"]' in last_stage


def test_kafka_is_the_version_that_the_tests_use() -> None:
    pom = (PROJECT / "infra" / "kafka" / "pom.xml").read_text("utf-8")
    [version] = re.findall(r"<kafka\.version>(.+)</kafka\.version>", pom)
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{version}"
