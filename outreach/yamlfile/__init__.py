"""YAML 1.2 as people write it: plain data, the place of every key and value, and limits that hold.

Only `true` and `false` are booleans, so `10:30`, `NO`, `yes`, `on` and dates stay text (YAML 1.2.2, 10.3).
Nothing here raises for what a file holds: what cannot be understood comes back as problems.
"""

from outreach.yamlfile.reading import MAX_BYTES, MAX_DEPTH, MAX_VALUES, Document, parse, read

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "Document", "parse", "read"]
