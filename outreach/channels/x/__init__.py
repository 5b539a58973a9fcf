"""X: posts with pictures, and finding a post again whose answer was lost."""

from outreach.channels.x.channel import X

__all__ = ["X"]
