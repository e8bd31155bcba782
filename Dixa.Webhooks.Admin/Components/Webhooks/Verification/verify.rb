# WEBHOOK_SECRET=… ruby verify.rb "t=…,v1=…" < body.json
require "openssl"

TOLERANCE_MS = 5 * 60 * 1000 # How old a request may be; yours to choose.

# header: the value of X-DIXA-SIGNATURE. body: its exact bytes, before any parsing.
def genuine?(secret, header, body)
  raise ArgumentError, "The secret is 64 hex digits." unless secret.match?(/\A[0-9a-f]{64}\z/i)

  parts = header.b.split(",")
  t = parts.find { |part| part.match?(/\At=[0-9]{1,15}\z/) }&.delete_prefix("t=")
  signatures = parts.grep(/\Av1=[0-9a-f]{64}\z/).map { |part| part.delete_prefix("v1=") }
  return false if t.nil?

  key = [secret].pack("H*") # 32 bytes, not the text.
  expected = OpenSSL::HMAC.hexdigest("SHA256", key, "#{t}.".b + body.b)
  return false unless signatures.any? { |v1| OpenSSL.fixed_length_secure_compare(expected, v1) }

  now = Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond)
  (now - t.to_i).abs <= TOLERANCE_MS # t is in milliseconds.
end

# To try it on the command line.
if $PROGRAM_NAME == __FILE__
  genuine = genuine?(ENV.fetch("WEBHOOK_SECRET", ""), ARGV.fetch(0, ""), $stdin.binmode.read)
  puts genuine ? "genuine" : "refused"
  exit genuine
end
