"""The entry in Horizon's menu."""

import horizon
from django.utils.translation import gettext_lazy as _


class BackupPanel(horizon.Panel):
    name = _("Backups")
    slug = "backup_panel"
    # As Horizon's own panel of backups has them: any of the types that a catalog calls block storage.
    permissions = (
        (
            "openstack.services.block-storage",
            "openstack.services.block-store",
            "openstack.services.volume",
            "openstack.services.volumev3",
        ),
    )
    policy_rules = (("volume", "backup:get_all"),)
