"""X's mentions of one account, on loopback (openapi.json 2.167, `GET /2/users/{id}/mentions`)."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.channels.weather import Answer, Lost, Request
from tests.channels.x.rig import as_json, fair, is_signed, problem

ROUTE = "/2/users/4242/mentions"
US = "4242"
WRITER = {"id": "77", "name": "Champion One", "username": "champion_1"}


def tweet(number: int, text: str = "@partnerships count us in", **changes: Any) -> dict[str, Any]:
    """A post that names the account, as X shows it."""
    return {
        "id": str(number), "text": text, "author_id": "77", "conversation_id": str(number),
        "created_at": "2027-03-22T15:00:00.000Z", "edit_history_tweet_ids": [str(number)], **changes,
    }  # fmt: skip


@dataclass(slots=True)
class XServer:
    """X with the mentions of an account. `wrong` is answered instead; `billed` counts what it gave."""

    mentions: list[dict[str, Any]] = field(default_factory=list)
    wrong: Answer | Lost | None = None
    billed: int = 0

    def __call__(self, request: Request) -> Answer | Lost:
        """The answer to a request."""
        if request.path != ROUTE:
            return fair(request, [])
        if self.wrong is not None:
            return self.wrong
        if not is_signed(request):
            return problem(401, "Unauthorized")
        return self._page({name: values[0] for name, values in parse_qs(request.query).items()})

    def _page(self, asked: dict[str, str]) -> Answer:
        since, until = int(asked.get("since_id", 0)), int(asked.get("until_id", 10**19))
        found = [each for each in self.mentions if since < int(each["id"]) < until]
        page = sorted(found, key=lambda each: int(each["id"]), reverse=True)[: int(asked["max_results"])]
        self.billed += len(page)
        if not page:
            return as_json(200, {"meta": {"result_count": 0}})
        meta = {"result_count": len(page), "newest_id": page[0]["id"], "oldest_id": page[-1]["id"]}
        more = (
            {"next_token": "7140dibdnow9c7btw3w29grvxfcgvpb9n9coehpk7xz5i"} if len(found) > len(page) else {}
        )
        return as_json(200, {"data": page, "includes": {"users": [WRITER]}, "meta": meta | more})
