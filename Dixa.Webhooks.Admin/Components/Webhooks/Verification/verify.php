<?php
// WEBHOOK_SECRET=… php verify.php "t=…,v1=…" < body.json

const TOLERANCE_MS = 5 * 60 * 1000; // How old a request may be; yours to choose.

/** $header: the value of X-DIXA-SIGNATURE. $body: its exact bytes, before any parsing. */
function is_genuine(string $secret, string $header, string $body): bool
{
    if (!preg_match('/^[0-9a-f]{64}$/Di', $secret)) {
        throw new InvalidArgumentException('The secret is 64 hex digits.');
    }
    $t = null;
    $signatures = [];
    foreach (explode(',', $header) as $part) {
        if (preg_match('/^t=([0-9]{1,15})$/D', $part, $match)) {
            $t = $match[1];
        } elseif (preg_match('/^v1=([0-9a-f]{64})$/D', $part, $match)) {
            $signatures[] = $match[1];
        }
    }
    if ($t === null) {
        return false;
    }
    $key = hex2bin($secret); // 32 bytes, not the text.
    $expected = hash_hmac('sha256', $t . '.' . $body, $key);
    $fits = array_filter($signatures, fn (string $v1): bool => hash_equals($expected, $v1));
    $age = microtime(true) * 1000 - (int) $t; // t is in milliseconds.
    return $fits !== [] && abs($age) <= TOLERANCE_MS;
}

// To try it on the command line.
$genuine = is_genuine(getenv('WEBHOOK_SECRET') ?: '', $argv[1] ?? '', file_get_contents('php://stdin'));
echo $genuine ? "genuine\n" : "refused\n";
exit($genuine ? 0 : 1);
