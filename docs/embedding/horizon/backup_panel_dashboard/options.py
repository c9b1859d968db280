"""What an operator may say in local_settings.py. Everything has a default."""

from urllib.parse import urljoin

from django.conf import settings


def files():
    """BACKUP_PANEL_URL: where dist/ is served from; ends in a slash. A path of Horizon's own host or another origin."""
    return getattr(settings, "BACKUP_PANEL_URL", "/backup-panel/").rstrip("/") + "/"


def module():
    """The module that brings the element."""
    return urljoin(files(), "embed.js")


def identity_url():
    """BACKUP_PANEL_IDENTITY_URL: Keystone as a browser reaches it, when the catalog's public address is not that."""
    return getattr(settings, "BACKUP_PANEL_IDENTITY_URL", None)


def block_storage_url():
    """BACKUP_PANEL_BLOCK_STORAGE_URL: Cinder likewise."""
    return getattr(settings, "BACKUP_PANEL_BLOCK_STORAGE_URL", None)


def theme():
    """BACKUP_PANEL_THEME: light, dark or system; Horizon's own themes are light."""
    return getattr(settings, "BACKUP_PANEL_THEME", "light")
