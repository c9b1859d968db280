"""What is recorded of Keystone: every way to sign in, catalogs, refusals."""

import base64
import hashlib
import hmac
import struct
import time

TOTP_SECRET = b"a secret of 20 bytes"
DOMAIN = {"id": "default"}


def password(user, value=None):
    return {"methods": ["password"], "password": {
        "user": {"name": user, "domain": DOMAIN, "password": value or user}}}


def auth(identity, project=None):
    body = {"auth": {"identity": identity}}
    if project:
        body["auth"]["scope"] = {"project": {"name": project, "domain": DOMAIN}}
    return body


def passcode():
    """RFC 6238: six digits, SHA-1, 30 seconds."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(TOTP_SECRET, counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def make_totp_user(keystone):
    rules = {"multi_factor_auth_enabled": True, "multi_factor_auth_rules": [["password", "totp"]]}
    user = keystone.post("/users", {"user": {
        "name": "careful", "password": "careful", "domain_id": "default", "options": rules}})["user"]
    project = keystone.get("/projects?name=demo")["projects"][0]["id"]
    role = keystone.get("/roles?name=member")["roles"][0]["id"]
    keystone.put(f"/projects/{project}/users/{user['id']}/roles/{role}")
    keystone.post("/credentials", {"credential": {
        "type": "totp", "user_id": user["id"], "blob": base64.b32encode(TOTP_SECRET).decode()}})
    return user["id"]


def make_project(keystone, name, groups):
    """A project of the user demo that is associated with these endpoint groups."""
    project = keystone.post("/projects", {"project": {"name": name, "domain_id": "default"}})["project"]["id"]
    user = keystone.get("/users?name=demo")["users"][0]["id"]
    role = keystone.get("/roles?name=member")["roles"][0]["id"]
    keystone.put(f"/projects/{project}/users/{user}/roles/{role}")
    path = "/OS-EP-FILTER/endpoint_groups"
    for group in keystone.get(path)["endpoint_groups"]:
        if group["name"] in groups:
            keystone.put(f"{path}/{group['id']}/projects/{project}")


def record_identity(recorder, keystone):
    """Returns user -> token, scoped to demo (other: to other)."""

    def sign_in(name, body, status=201, **headers):
        answer = recorder.record(name, "identity", "POST", "/v3/auth/tokens", body=body, headers=headers)
        assert answer.status_code == status, f"{name}: {answer.status_code} {answer.text}"
        return answer

    def token(answer):
        return answer.headers["X-Subject-Token"]

    recorder.record("identity_versions", "identity", "GET", "/")
    recorder.record("identity_version", "identity", "GET", "/v3")
    sign_in("identity_password_401", auth(password("demo", "wrong")), 401)
    sign_in("identity_malformed_400", {"auth": {}}, 400)
    unscoped = token(sign_in("identity_unscoped", auth(password("demo"))))
    recorder.record("identity_projects", "identity", "GET", "/v3/auth/projects", unscoped)
    by_token = {"methods": ["token"], "token": {"id": unscoped}}
    sign_in("identity_rescoped", auth({**by_token}, "demo"))
    recorder.exchanges["identity_rescoped"]["request"]["body"]["auth"]["identity"]["token"] = {"id": "<token>"}

    tokens = {"demo": token(sign_in("identity_scoped", auth(password("demo"), "demo")))}
    tokens["admin"] = token(sign_in("identity_scoped_admin", auth(password("admin"), "demo")))
    for user, project in (("reader", "demo"), ("other", "other")):
        tokens[user] = token(recorder.send(
            "identity", "POST", "/v3/auth/tokens", body=auth(password(user), project)))

    make_project(keystone, "two-regions", ("region-one", "region-two"))
    make_project(keystone, "no-volumes", ("identity-only",))
    sign_in("identity_two_regions", auth(password("demo"), "two-regions"))
    sign_in("identity_no_volume_endpoint", auth(password("demo"), "no-volumes"))
    sign_in("identity_no_such_project_401", auth(password("demo"), "nowhere"), 401)
    recorder.record("identity_token_401", "identity", "GET", "/v3/auth/projects", "gone")

    user_id = make_totp_user(keystone)
    receipt = sign_in("identity_receipt_401", auth(password("careful"), "demo"), 401)
    sign_in(
        "identity_totp",
        auth({"methods": ["totp"], "totp": {"user": {"id": user_id, "passcode": passcode()}}}, "demo"),
        **{"Openstack-Auth-Receipt": receipt.headers["Openstack-Auth-Receipt"]},
    )

    demo_id = keystone.get("/users?name=demo")["users"][0]["id"]
    made = recorder.send("identity", "POST", f"/v3/users/{demo_id}/application_credentials", tokens["demo"],
                         {"application_credential": {"name": "panel"}}).json()["application_credential"]
    sign_in("identity_application_credential", auth({
        "methods": ["application_credential"],
        "application_credential": {"id": made["id"], "secret": made["secret"]}}))
    recorder.record("identity_revoke", "identity", "DELETE", "/v3/auth/tokens", unscoped,
                    headers={"X-Subject-Token": unscoped})
    return tokens
