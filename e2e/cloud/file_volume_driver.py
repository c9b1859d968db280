"""A volume driver whose volumes and snapshots are sparse files.

A GiB of a volume takes BYTES_PER_GIB bytes on disk, so that a test needs neither the
space nor the time of real ones; every byte of them is real, is backed up and restored.
`driver_knobs` lists what the metadata of a volume or backup can ask of this driver.
"""

import os
import shutil

from oslo_config import cfg

from cinder import interface
from cinder.volume import configuration
from cinder.volume import driver

import driver_knobs

BYTES_PER_GIB = 1024 * 1024

OPTIONS = [
    cfg.StrOpt("file_volume_folder", help="Folder that holds the files of volumes and snapshots."),
]
cfg.CONF.register_opts(OPTIONS, group=configuration.SHARED_CONF_GROUP)


@interface.volumedriver
class FileVolumeDriver(driver.VolumeDriver):
    """Volumes as files, attached through os-brick's connector for local paths."""

    VERSION = "1.0"
    CI_WIKI_NAME = "none"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(OPTIONS)

    @staticmethod
    def get_driver_options():
        return OPTIONS

    def check_for_setup_error(self):
        os.makedirs(self.configuration.file_volume_folder, exist_ok=True)

    def _update_volume_stats(self):
        self._stats = {
            "volume_backend_name": self.configuration.safe_get("volume_backend_name"),
            "vendor_name": "files",
            "driver_version": self.VERSION,
            "storage_protocol": "local",
            "total_capacity_gb": "infinite",
            "free_capacity_gb": "infinite",
            "thin_provisioning_support": True,
        }

    def local_path(self, item):
        """The file of a volume or snapshot."""
        return os.path.join(self.configuration.file_volume_folder, item.name)

    def _copy(self, source, volume):
        shutil.copyfile(self.local_path(source), self.local_path(volume))
        os.truncate(self.local_path(volume), volume.size * BYTES_PER_GIB)

    def create_volume(self, volume):
        with open(self.local_path(volume), "wb") as file:
            file.truncate(volume.size * BYTES_PER_GIB)

    def create_volume_from_snapshot(self, volume, snapshot):
        self._copy(snapshot, volume)

    def create_cloned_volume(self, volume, src_vref):
        self._copy(src_vref, volume)

    def extend_volume(self, volume, new_size):
        os.truncate(self.local_path(volume), new_size * BYTES_PER_GIB)

    def delete_volume(self, volume):
        self._remove(volume)

    def create_snapshot(self, snapshot):
        shutil.copyfile(self.local_path(snapshot.volume), self.local_path(snapshot))

    def delete_snapshot(self, snapshot):
        self._remove(snapshot)

    def _remove(self, item):
        try:
            os.remove(self.local_path(item))
        except FileNotFoundError:
            pass  # a deletion that is done again is done

    def initialize_connection(self, volume, connector):
        driver_knobs.obey_knobs(volume.id)
        return {"driver_volume_type": "local", "data": {"device_path": self.local_path(volume)}}

    def terminate_connection(self, volume, connector, **kwargs):
        # A restore opens the "device" for writing, which empties a plain file, and skips
        # trailing zeros in a new volume: the file gets its full length back here.
        path = self.local_path(volume)
        size = volume.size * BYTES_PER_GIB
        if os.path.exists(path) and os.path.getsize(path) < size:
            os.truncate(path, size)

    def ensure_export(self, context, volume):
        pass  # a file on this machine needs no export

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass
