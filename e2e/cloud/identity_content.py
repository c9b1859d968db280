"""Users, projects, roles, regions, catalog and endpoint groups. Safe to run again.

Which regions a project sees is a matter of endpoint groups (OS-EP-FILTER): a project
that is in one or more of them sees their endpoints only.
"""

from rest import identity
from settings import LENIENT_DOMAIN

DOMAIN = "default"
PROJECTS = ("admin", "demo", "other")
REGIONS = ("RegionOne", "RegionTwo")
INTERFACES = ("public", "internal", "admin")
# user -> role -> projects; the password is the user's name
USERS = {
    "admin": {"admin": ("admin", "demo", "other")},
    "demo": {"member": ("demo", "other")},
    "reader": {"reader": ("demo",)},
    "other": {"member": ("other",)},
    "cinder": {"service": ("service",), "admin": ("service",)},
}


class IdentityContent:
    """Makes what is missing, by name."""

    def __init__(self, settings):
        self.settings = settings
        self.keystone = identity(settings)

    def ensure(self, path, kind, name, **fields):
        found = self.keystone.get(f"{path}?name={name}")[kind + "s"]
        if found:
            return found[0]["id"]
        return self.keystone.post(path, {kind: {"name": name, **fields}})[kind]["id"]

    def lenient_domain(self):
        """Cinder's policy (service_configuration.py) knows it by its id."""
        if not self.keystone.get("/domains?name=Lenient")["domains"]:
            domain = {"name": "Lenient", "explicit_domain_id": LENIENT_DOMAIN}
            self.keystone.post("/domains", {"domain": domain})

    def people(self):
        roles = {role["name"]: role["id"] for role in self.keystone.get("/roles")["roles"]}
        projects = {
            name: self.ensure("/projects", "project", name, domain_id=DOMAIN)
            for name in (*PROJECTS, "service")
        }
        for user, grants in USERS.items():
            user_id = self.ensure("/users", "user", user, domain_id=DOMAIN, password=user)
            for role, granted in grants.items():
                for project in granted:
                    self.keystone.put(
                        f"/projects/{projects[project]}/users/{user_id}/roles/{roles[role]}"
                    )
        return projects

    def service(self, kind, name):
        found = self.keystone.get(f"/services?type={kind}")["services"]
        if found:
            return found[0]["id"]
        body = {"service": {"type": kind, "name": name}}
        return self.keystone.post("/services", body)["service"]["id"]

    def catalog(self):
        """Both regions lead to the same services. The URLs follow the ports of today."""
        known_regions = {each["id"] for each in self.keystone.get("/regions")["regions"]}
        for region in REGIONS:
            if region not in known_regions:
                self.keystone.put(f"/regions/{region}", {"region": {}})
        services = {
            self.service("identity", "keystone"): self.settings.identity_url,
            self.service("volumev3", "cinderv3"): self.settings.volume_endpoint,
            self.service("block-storage", "cinder"): self.settings.volume_endpoint,
        }
        known = {
            (each["service_id"], each["region_id"], each["interface"]): each
            for each in self.keystone.get("/endpoints")["endpoints"]
        }
        for service, url in services.items():
            for region in REGIONS:
                for interface in INTERFACES:
                    self.endpoint(known.get((service, region, interface)), {
                        "service_id": service, "region_id": region,
                        "interface": interface, "url": url,
                    })

    def endpoint(self, known, wanted):
        if known is None:
            self.keystone.post("/endpoints", {"endpoint": wanted})
        elif known["url"] != wanted["url"]:
            self.keystone.patch(f"/endpoints/{known['id']}", {"endpoint": {"url": wanted["url"]}})

    def endpoint_groups(self, projects):
        groups = {
            "region-one": {"region_id": "RegionOne"},
            "region-two": {"region_id": "RegionTwo"},
            "identity-only": {
                "region_id": "RegionOne", "service_id": self.service("identity", "keystone"),
            },
        }
        path = "/OS-EP-FILTER/endpoint_groups"
        known = {each["name"]: each["id"] for each in self.keystone.get(path)["endpoint_groups"]}
        for name, filters in groups.items():
            if name not in known:
                body = {"endpoint_group": {"name": name, "filters": filters}}
                known[name] = self.keystone.post(path, body)["endpoint_group"]["id"]
        associations = f"{path}/{known['region-one']}/projects"
        associated = {each["id"] for each in self.keystone.get(associations)["projects"]}
        for project in PROJECTS:
            if projects[project] not in associated:
                self.keystone.put(f"{associations}/{projects[project]}")


def make_identity_content(settings):
    """Returns the ids of the projects by name."""
    content = IdentityContent(settings)
    content.lenient_domain()
    projects = content.people()
    content.catalog()
    content.endpoint_groups(projects)
    return projects
