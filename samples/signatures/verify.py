# python3 verify.py SECRET COS-SIGNATURE < BODY        exits with 0 when the signature verifies, else with 1

import base64
import hashlib
import hmac
import sys


def verifies(header: str, body: bytes, secret: str) -> bool:
    parts = dict(part.strip().split(":", 1) for part in header.split(",") if ":" in part)
    if "t" not in parts or "v1" not in parts:
        return False

    key = base64.b64decode(secret)
    expected = hmac.new(key, parts["t"].encode() + b"." + body, hashlib.sha256).digest()
    return hmac.compare_digest(base64.b64encode(expected).decode(), parts["v1"])


if __name__ == "__main__":
    sys.exit(0 if verifies(sys.argv[2], sys.stdin.buffer.read(), sys.argv[1]) else 1)
