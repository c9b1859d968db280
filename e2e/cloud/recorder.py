"""Sends requests as the panel does and keeps what was sent and answered."""

import requests

ORIGIN = "http://localhost:8080"
REQUEST_HEADERS = ("Accept", "Content-Type", "OpenStack-API-Version", "X-Auth-Token",
                   "X-Subject-Token", "Openstack-Auth-Receipt")
RESPONSE_HEADERS = ("content-type", "openstack-api-version", "x-openstack-request-id",
                    "x-subject-token", "openstack-auth-receipt", "www-authenticate", "retry-after",
                    "vary", "access-control-allow-origin", "access-control-expose-headers")
SECRET_HEADERS = {"x-auth-token": "<token>", "x-subject-token": "<token>",
                  "openstack-auth-receipt": "<receipt>"}


def kept(headers, names):
    """These headers only, lower-cased, secrets taken out."""
    lowered = {name.lower(): value for name, value in headers.items()}
    return {
        name.lower(): SECRET_HEADERS.get(name.lower(), lowered[name.lower()])
        for name in names if name.lower() in lowered
    }


def content(answer):
    """JSON as JSON, anything else as text, nothing as null."""
    if not answer.content:
        return None
    try:
        return answer.json()
    except requests.JSONDecodeError:
        return answer.text


class Recorder:
    """Exchanges by name, in the order in which they happened."""

    def __init__(self, settings):
        self.bases = {"identity": settings.identity_url.removesuffix("/v3"),
                      "volume": settings.volume_root}
        self.exchanges = {}

    def send(self, service, method, path, token=None, body=None, headers=None):
        """Unrecorded; returns the answer of `requests`."""
        sent = {"Accept": "application/json", "Origin": ORIGIN, **(headers or {})}
        if token:
            sent["X-Auth-Token"] = token
        return requests.request(method, self.bases[service] + path, json=body, headers=sent, timeout=60)

    def record(self, name, service, method, path, token=None, body=None, headers=None):
        """Returns the answer; its exchange becomes recordings/<name>.json."""
        answer = self.send(service, method, path, token, body, headers)
        assert name not in self.exchanges, f"{name} is recorded twice"
        self.exchanges[name] = {
            "request": {
                "service": service, "method": method, "path": path,
                "headers": kept(answer.request.headers, REQUEST_HEADERS), "body": body,
            },
            "response": {
                "status": answer.status_code,
                "headers": kept(answer.headers, RESPONSE_HEADERS), "body": content(answer),
            },
        }
        return answer


class VolumeCaller:
    """Cinder as one user in one project: recorded requests below /v3/<project>."""

    def __init__(self, recorder, token, project_id, version="volume 3.71"):
        self.recorder = recorder
        self.token = token
        self.project_id = project_id
        self.version = version

    def send(self, method, path, body=None):
        """Unrecorded."""
        answer = self.recorder.send("volume", method, f"/v3/{self.project_id}{path}", self.token, body)
        answer.raise_for_status()

    def __call__(self, name, method, path, body=None, version=None, status=None, **headers):
        """Records it; `status` is what the answer must have (anything below 400 if not given)."""
        sent = {"OpenStack-API-Version": version or self.version, **headers}
        answer = self.recorder.record(
            name, "volume", method, f"/v3/{self.project_id}{path}", self.token, body, sent)
        expected = answer.status_code < 400 if status is None else answer.status_code == status
        assert expected, f"{name}: {answer.status_code} {answer.text[:300]}"
        return answer.json() if answer.content and answer.status_code < 400 else None
