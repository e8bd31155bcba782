# WEBHOOK_SECRET=… python3 verify.py "t=…,v1=…" < body.json
import hashlib, hmac, os, re, sys, time

TOLERANCE_MS = 5 * 60 * 1000  # How old a request may be; yours to choose.


def is_genuine(secret: str, header: str, body: bytes) -> bool:
    """header: the value of X-DIXA-SIGNATURE. body: its exact bytes, before any parsing."""
    if not re.fullmatch("[0-9a-fA-F]{64}", secret):
        raise ValueError("The secret is 64 hex digits.")
    t, signatures = None, []
    for part in header.split(","):
        if re.fullmatch("t=[0-9]{1,15}", part):
            t = part[2:]
        elif re.fullmatch("v1=[0-9a-f]{64}", part):
            signatures.append(part[3:])
    if t is None:
        return False
    key = bytes.fromhex(secret)  # 32 bytes, not the text.
    expected = hmac.new(key, t.encode() + b"." + body, hashlib.sha256).hexdigest()
    if not any(hmac.compare_digest(expected, v1) for v1 in signatures):
        return False
    return abs(time.time() * 1000 - int(t)) <= TOLERANCE_MS  # t is in milliseconds.


# To try it on the command line.
if __name__ == "__main__":
    header = sys.argv[1] if len(sys.argv) > 1 else ""
    genuine = is_genuine(os.environ.get("WEBHOOK_SECRET", ""), header, sys.stdin.buffer.read())
    print("genuine" if genuine else "refused")
    sys.exit(0 if genuine else 1)
