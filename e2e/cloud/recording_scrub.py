"""Makes recordings the same on every run: secrets out, ids and times replaced by stable ones."""

import base64
import datetime
import json
import re
import uuid

HEX = "[0-9a-f]"
ID = re.compile(f"(?<!{HEX})(?:{HEX}{{8}}-(?:{HEX}{{4}}-){{3}}{HEX}{{12}}|{HEX}{{32}})(?!{HEX})")
CONTAINER = re.compile(f"{HEX}{{2}}/{HEX}{{2}}/(({HEX}{{2}})({HEX}{{2}})[0-9a-f-]{{32}})")
OBJECT_TIME = re.compile(r"_\d{14}_backup_")
CINDER_TIME = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\b(?!Z)")
WHOLE_SECONDS = re.compile(r"\b(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)((?:\.0{6})?Z)")
NO_VOLUME = "00000000-0000-0000-0000-000000000000"
FIRST_MOMENT = datetime.datetime(2026, 11, 23, 9, 0, 0)
STEP = datetime.timedelta(seconds=61, microseconds=1375)
ROUND_TO = datetime.timedelta(minutes=5)
HEARTBEAT = "<time of a heartbeat>"
# Keystone and Cinder do not order these lists.
UNORDERED = {
    "methods": lambda each: each,
    "roles": lambda each: each["name"],
    "projects": lambda each: each["name"],
    "catalog": lambda each: each["type"],
    "endpoints": lambda each: (each["region_id"], each["interface"]),
    "resource_filters": lambda each: each["resource"],
    "volume_types": lambda each: each["name"],
}
SECRETS = {"password": "<password>", "passcode": "<passcode>", "secret": "<secret>"}


def prepared(value, key=None):
    """Secrets taken out, unordered lists sorted, export records decoded."""
    if key == "audit_ids":
        return ["<audit id>"] * len(value)
    if key == "required_auth_methods":
        return [sorted(rule) for rule in value]
    if key == "services":
        value = [{**each, "updated_at": HEARTBEAT} for each in value]
    if key in SECRETS and isinstance(value, str):
        return SECRETS[key]
    if key == "backup_url":
        return {"decoded": json.loads(base64.b64decode(value))}
    if isinstance(value, dict):
        return {name: prepared(each, name) for name, each in value.items()}
    if isinstance(value, list):
        items = [prepared(each) for each in value]
        return sorted(items, key=UNORDERED[key]) if key in UNORDERED else items
    return value


def encoded(value):
    """The reverse of the decoding in `prepared`."""
    if isinstance(value, dict):
        if set(value) == {"decoded"}:
            return base64.b64encode(json.dumps(value["decoded"]).encode()).decode()
        return {name: encoded(each) for name, each in value.items()}
    return [encoded(each) for each in value] if isinstance(value, list) else value


def written(time, format="%Y-%m-%dT%H:%M:%S.%f"):
    return time.strftime(format)


class Scrubber:
    """Numbers ids by their first appearance and times by their order."""

    def __init__(self, replaced_texts):
        self.replaced_texts = replaced_texts  # (seen, written), such as the ports of this run

    def scrub(self, exchanges, began):
        """`began` (naive UTC): earlier times are facts of the software and stay."""
        exchanges = {name: prepared(exchange) for name, exchange in exchanges.items()}
        text = json.dumps(exchanges, ensure_ascii=False)
        for seen, replacement in self.replaced_texts:
            text = text.replace(seen, replacement)
        text = self.stable_times(self.stable_ids(text), began)
        return encoded(json.loads(text))

    def stable_ids(self, text):
        known = {NO_VOLUME: NO_VOLUME}

        def replace(match):
            seen = match[0]
            if seen not in known:
                made = uuid.uuid5(uuid.NAMESPACE_URL, f"recording {len(known)}")
                known[seen] = str(made) if "-" in seen else made.hex
            return known[seen]

        return CONTAINER.sub(r"\2/\3/\1", ID.sub(replace, text))

    def stable_times(self, text, began):
        """Cinder's microseconds keep their order; whole seconds, which Keystone and export
        records have, are rounded, so that an expiry stays as far away as it was."""
        parse = datetime.datetime.fromisoformat
        ranks = {seen: rank for rank, seen in enumerate(sorted(set(CINDER_TIME.findall(text))), 1)}

        def replace(match):
            days = datetime.timedelta(days=round((parse(match[0]) - began) / datetime.timedelta(days=1)))
            return written(FIRST_MOMENT + days + STEP * ranks[match[0]])

        def round_off(match):
            time = parse(match[1])
            if time < began - ROUND_TO:
                return match[0]
            made = FIRST_MOMENT + ROUND_TO * round((time - began) / ROUND_TO)
            return written(made, "%Y-%m-%dT%H:%M:%S") + match[2]

        text = WHOLE_SECONDS.sub(round_off, CINDER_TIME.sub(replace, text))
        text = OBJECT_TIME.sub(f"_{FIRST_MOMENT:%Y%m%d%H%M%S}_backup_", text)
        return text.replace(HEARTBEAT, written(FIRST_MOMENT))
