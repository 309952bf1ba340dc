"""A request as a stranger makes it: any method, path, token and bytes, believing the server's certificate alone."""
import http.client
import json
import ssl
from typing import NamedTuple


class Answer(NamedTuple):
    status: int
    headers: dict  # by names in lower case
    body: bytes

    def json(self):
        return json.loads(self.body)

    def refusal(self):
        """Status, code, and what the server says about it."""
        refusal = self.json()["refusal"]
        return self.status, refusal["code"], refusal["detail"]


def ask(server, method, path, body=b"", token=None, **headers):
    """A connection of its own for each request. What is not bytes is sent as JSON."""
    if not isinstance(body, bytes):
        body = json.dumps(body, ensure_ascii=False).encode()
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    if token is not None:
        headers["authorization"] = f"Bearer {token}"
    trust = ssl.create_default_context(cafile=server.certificate)
    connection = http.client.HTTPSConnection("localhost", server.port, context=trust, timeout=30)
    try:
        connection.request(method, path, body if method == "POST" else None, headers)
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()
