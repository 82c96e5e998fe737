"""
Bounds for a program: sets them for this process, which then becomes the program. POSIX alone.

    python confine.py MEMORY FILE SECONDS NETWORK COMMAND …

MEMORY and FILE are bytes, of address space and of any one file that is written, SECONDS those of the processor, after
which the system ends the program, should whoever started it be gone; 0 sets no bound. NETWORK is "none"
for a program that shall reach no other machine, "any" for one that never asks. What the system refuses is left as
it is: macOS bounds no address space, and a container may forbid an own network.
"""

import os
import resource
import sys

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""CLONE_NEWUSER and CLONE_NEWNET of Linux; `os.unshare` came with Python 3.12."""


def main(arguments: list[str]) -> None:
    """Set the bounds and become the program."""
    memory, size, seconds, network, *command = arguments
    _bound(resource.RLIMIT_AS, int(memory))
    _bound(resource.RLIMIT_FSIZE, int(size))
    _bound(resource.RLIMIT_CPU, int(seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if network == "none" and sys.platform == "linux":
        _leave_network()
    os.execvp(command[0], command)  # noqa: S606  (no shell is what is wanted)


def _bound(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    if most and (hard == resource.RLIM_INFINITY or most < hard):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # not on this system
            return


def _leave_network() -> None:
    """
    Take an own, empty network, where the system allows all of it.

    A system may give a table of users and then refuse to let it be filled (AppArmor of Ubuntu 24.04), which can't be
    undone: so a child tries it first.
    """
    child = os.fork()
    if child == 0:
        try:
            _unshare_network()
        except BaseException:  # noqa: BLE001  (whatever it is, the child's status tells it)
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        _unshare_network()


def _unshare_network() -> None:
    """An own network; as a plain user that needs an own table of users, in which one stays oneself."""
    import ctypes  # noqa: PLC0415  (only here)

    unshare = ctypes.CDLL(None).unshare
    user, group = os.getuid(), os.getgid()
    if unshare(_NEW_NETWORK) == 0 or unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123  (the kernel's, no path of ours)
            file.write(line)


if __name__ == "__main__":
    main(sys.argv[1:])
