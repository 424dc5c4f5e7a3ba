"""Whether a file lies on a network share, where SQLite's locks and shared memory cannot be trusted.

Source: https://www.sqlite.org/wal.html ("does not work over a network filesystem"). Told by mount type, on Linux only.
"""

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")

TYPES = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "glusterfs", "lustre", "gpfs", "beegfs",
    "orangefs", "davfs", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph-fuse", "fuse.ceph", "fuse.davfs", "fuse.davfs2",
    "fuse.smbnetfs", "fuse.rclone", "fuse.s3fs", "fuse.curlftpfs", "fuse.lizardfs", "fuse.mfs", "fuse.juicefs",
})
"""File systems whose other end is another machine. 9p and virtiofs are not: they show a guest its own host's disk."""


def share(path: Path) -> str:
    """The type of the network share `path` lies (or would lie) on, or ""."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    kind = mount_type(os.path.realpath(path), mounts)
    return kind if kind in TYPES else ""


def mount_type(path: str, mounts: str) -> str:
    """The type of the file system under an absolute path, by the lines of /proc/self/mounts; later mounts cover."""
    best, found = -1, ""
    for line in mounts.splitlines():
        point, kind = [*line.split(" "), "", ""][1:3]
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:
            best, found = len(point), kind
    return found
