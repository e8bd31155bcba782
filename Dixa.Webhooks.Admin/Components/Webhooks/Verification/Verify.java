// WEBHOOK_SECRET=… java Verify.java "t=…,v1=…" < body.json
// (Java 17 or newer.)
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Verify {
    static final long TOLERANCE_MS = 5 * 60 * 1000; // How old a request may be; yours to choose.

    /** header: the value of X-DIXA-SIGNATURE. body: its exact bytes, before any parsing. */
    static boolean isGenuine(String secret, String header, byte[] body) throws GeneralSecurityException {
        if (!secret.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("The secret is 64 hex digits.");
        }
        String t = null;
        List<String> signatures = new ArrayList<>();
        for (String part : header.split(",")) {
            if (part.matches("t=[0-9]{1,15}")) {
                t = part.substring(2);
            } else if (part.matches("v1=[0-9a-f]{64}")) {
                signatures.add(part.substring(3));
            }
        }
        if (t == null) {
            return false;
        }
        byte[] key = HexFormat.of().parseHex(secret); // 32 bytes, not the text.
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((t + ".").getBytes(StandardCharsets.US_ASCII));
        byte[] expected = mac.doFinal(body);
        boolean fits = false;
        for (String v1 : signatures) {
            fits |= MessageDigest.isEqual(expected, HexFormat.of().parseHex(v1));
        }
        long age = System.currentTimeMillis() - Long.parseLong(t); // t is in milliseconds.
        return fits && Math.abs(age) <= TOLERANCE_MS;
    }

    // To try it on the command line.
    public static void main(String[] args) throws Exception {
        String secret = System.getenv().getOrDefault("WEBHOOK_SECRET", "");
        boolean genuine = isGenuine(secret, args.length > 0 ? args[0] : "", System.in.readAllBytes());
        System.out.println(genuine ? "genuine" : "refused");
        System.exit(genuine ? 0 : 1);
    }
}
