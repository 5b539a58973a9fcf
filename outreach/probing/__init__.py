"""The real probe: DNS, web addresses, providers and the machine itself, looked at and never changed."""

from outreach.probing.probe import RealProbe

__all__ = ["RealProbe"]
