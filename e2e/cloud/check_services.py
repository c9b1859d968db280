"""Checks of the two services: sign-in, regions, CORS, heartbeats, seeding, parallel writers."""

import concurrent.futures

from cinderclient import client as cinderclient
from keystoneauth1 import session
from keystoneauth1.identity import v3
import requests

import rest
import seed


def regions(bench, project, kind):
    """The regions in which the catalog of a token for this project has such a service."""
    _, token = rest.sign_in(bench.settings, "demo", "demo", project)
    return {
        endpoint["region_id"]
        for service in token["catalog"] if service["type"] == kind
        for endpoint in service["endpoints"]
    }


def check_users_and_their_roles(bench):
    expected = {
        ("admin", "admin"): "admin", ("admin", "demo"): "admin", ("admin", "other"): "admin",
        ("demo", "demo"): "member", ("demo", "other"): "member",
        ("reader", "demo"): "reader", ("other", "other"): "member",
    }
    for (user, project), role in expected.items():
        _, token = rest.sign_in(bench.settings, user, user, project)
        assert role in {each["name"] for each in token["roles"]}, (user, project)
    try:
        rest.sign_in(bench.settings, "reader", "reader", "other")
    except rest.Refused as refused:
        assert refused.status == 401
    else:
        raise AssertionError("reader may not enter other")


def check_endpoint_groups_choose_the_regions(bench):
    assert regions(bench, bench.project, "block-storage") == {"RegionOne"}
    assert regions(bench, "demo", "volumev3") == {"RegionOne"}
    both = bench.make_project(f"{bench.project}-both", ("region-one", "region-two"))
    assert regions(bench, f"{bench.project}-both", "block-storage") == {"RegionOne", "RegionTwo"}
    none = bench.make_project(f"{bench.project}-none", ("identity-only",))
    assert regions(bench, f"{bench.project}-none", "block-storage") == set()
    assert regions(bench, f"{bench.project}-none", "identity") == {"RegionOne"}
    for project in (both, none):
        bench.keystone.delete(f"/projects/{project}")


def check_only_the_panel_may_read_the_answers(bench):
    settings = bench.settings
    for url in (f"{settings.volume_root}/", settings.identity_url):
        for origin in settings.panel_origins.split(","):
            answer = requests.get(url, headers={"Origin": origin}, timeout=30)
            assert answer.headers["Access-Control-Allow-Origin"] == origin
        answer = requests.get(url, headers={"Origin": "http://elsewhere.example"}, timeout=30)
        assert "Access-Control-Allow-Origin" not in answer.headers


def check_all_services_are_up(bench):
    services = bench.admin.get("/os-services")["services"]
    states = {each["binary"]: each["state"] for each in services}
    assert states == {name: "up" for name in ("cinder-backup", "cinder-scheduler", "cinder-volume")}


def check_seeding(bench):
    def used():
        absolute = bench.cinder.get("/limits")["limits"]["absolute"]
        listed = bench.cinder.get("/backups?limit=0&with_count=true")["count"]
        assert absolute["totalBackupsUsed"] == listed
        return listed

    before = used()
    seed.seed(bench.settings, bench.project_id, 500, "plain", all_available=True)
    assert bench.cinder.get("/backups?limit=0&with_count=true&status=available")["count"] == before + 500
    seed.seed(bench.settings, bench.project_id, 2000, "mixed")
    assert used() == before + 2500
    errors = bench.cinder.get("/backups/detail?status=error&with_count=true&limit=1")
    assert 10 < errors["count"] < 120 and errors["backups"][0]["fail_reason"]
    newest = bench.cinder.get("/backups/detail?limit=1&sort=created_at:desc&name=plain-000500")["backups"][0]
    bench.cinder.delete(f"/backups/{newest['id']}")
    rest.wait_until_gone(bench.cinder, "backup", newest["id"])
    assert used() == before + 2499
    assert seed.unseed(bench.settings, bench.project_id, "mixed") == 2000
    assert seed.unseed(bench.settings, bench.project_id) >= 499
    assert used() == before


def check_parallel_writers(bench):
    volume = bench.volume("busy")
    made = [bench.backup(volume, name=f"busy {number}")["id"] for number in range(2)]

    def write(number):
        for round_number in range(5):
            bench.cinder.put(f"/backups/{made[number % 2]}", {"backup": {"name": f"{number}-{round_number}"}})
            bench.cinder.get("/backups/detail?with_count=true")
            body = {"volume": {"name": f"{number}-{round_number}", "size": 1}}
            bench.cinder.delete(f"/volumes/{settled(bench, body)}")

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))  # raises what any of them raised


def settled(bench, body):
    volume = bench.cinder.post("/volumes", body)["volume"]["id"]
    bench.settle_volume(volume, "available")
    return volume


def check_an_independent_client_agrees(bench):
    password = v3.Password(
        auth_url=bench.settings.identity_url, username="demo", password="demo",
        user_domain_id="default", project_id=bench.project_id)
    client = cinderclient.Client("3.71", session=session.Session(auth=password))
    listed = {each.id for each in client.backups.list()}
    assert listed and listed == {each["id"] for each in bench.cinder.get("/backups")["backups"]}
