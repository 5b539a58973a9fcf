"""A workspace on disk: campaigns, partnerships and templates as nouns; errors carry file, line and column.

Campaigns are every `.yaml` and `.yml` file under `campaigns/`, in folders too (hidden ones aside); `---`
starts another one. What `template:` and `posts:` name lies in `templates/`; what `content:` and `attach:`
name, in `campaigns/`.
"""

from outreach.workspace.files import FileRefusedError, Files
from outreach.workspace.loading import Workspace, load

__all__ = ["FileRefusedError", "Files", "Workspace", "load"]
