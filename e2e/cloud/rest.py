"""A small client of the two services for the scripts of this folder."""

import time

import requests

VOLUME_API = "volume 3.71"  # the maximum of Cinder 29


class Refused(Exception):
    """An answer of 400 or more."""

    def __init__(self, answer):
        super().__init__(f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:300]}")
        self.status = answer.status_code


def sign_in(settings, user, password, project=None, project_domain="default"):
    """POST /auth/tokens: the token, and the body's `token` object with the catalog in it."""
    domain = {"id": "default"}
    body = {"auth": {"identity": {
        "methods": ["password"],
        "password": {"user": {"name": user, "password": password, "domain": domain}},
    }}}
    if project:
        body["auth"]["scope"] = {"project": {"name": project, "domain": {"id": project_domain}}}
    answer = requests.post(f"{settings.identity_url}/auth/tokens", json=body, timeout=60)
    if answer.status_code != 201:
        raise Refused(answer)
    return answer.headers["X-Subject-Token"], answer.json()["token"]


class Service:
    """Requests with a token below one URL; answers are JSON, or None when empty."""

    def __init__(self, base, token, headers=None):
        self.base = base
        self.session = requests.Session()
        self.session.headers.update({"X-Auth-Token": token, "Accept": "application/json"})
        self.session.headers.update(headers or {})

    def _send(self, method, path, body=None):
        answer = self.session.request(method, self.base + path, json=body, timeout=120)
        if answer.status_code >= 400:
            raise Refused(answer)
        return answer.json() if answer.content else None

    def get(self, path):
        return self._send("GET", path)

    def post(self, path, body=None):
        return self._send("POST", path, body)

    def put(self, path, body=None):
        return self._send("PUT", path, body)

    def patch(self, path, body=None):
        return self._send("PATCH", path, body)

    def delete(self, path):
        return self._send("DELETE", path)


def project_id(cinder):
    """The project that a service made by `volumes` works in."""
    return cinder.base.rsplit("/", 1)[1]


def identity(settings, user="admin", password="admin", project="admin"):
    """Keystone as this user."""
    token, _ = sign_in(settings, user, password, project)
    return Service(settings.identity_url, token)


def volumes(settings, user, password, project, project_domain="default"):
    """Cinder as this user in this project."""
    token, scope = sign_in(settings, user, password, project, project_domain)
    base = f"{settings.volume_root}/v3/{scope['project']['id']}"
    return Service(base, token, {"OpenStack-API-Version": VOLUME_API})


def wait_for_status(cinder, kind, identifier, wanted, seconds=60):
    """Polls /volumes, /backups or /snapshots/{id} until its status is one of `wanted`."""
    end = time.monotonic() + seconds
    while True:
        item = cinder.get(f"/{kind}s/{identifier}")[kind]
        if item["status"] in wanted:
            return item
        if time.monotonic() > end:
            raise TimeoutError(f"{kind} {identifier} is still {item['status']}, not {wanted}")
        time.sleep(0.1)


def wait_until_gone(cinder, kind, identifier, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            cinder.get(f"/{kind}s/{identifier}")
        except Refused as refused:
            if refused.status == 404:
                return
            raise
        time.sleep(0.1)
    raise TimeoutError(f"{kind} {identifier} is still there")
