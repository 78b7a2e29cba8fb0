"""What a plugin does its work with: the unit of work, whose session it reads and writes with and never commits."""

from varde.kernel.work import Work

__all__ = ["Work"]
