// WEBHOOK_SECRET=… go run verify.go "t=…,v1=…" < body.json
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const tolerance = 5 * time.Minute // How old a request may be; yours to choose.

var (
	timePart      = regexp.MustCompile(`^t=[0-9]{1,15}$`)
	signaturePart = regexp.MustCompile(`^v1=[0-9a-f]{64}$`)
)

// header: the value of X-DIXA-SIGNATURE. body: its exact bytes, before any parsing.
func isGenuine(secret, header string, body []byte) (bool, error) {
	key, err := hex.DecodeString(secret) // 32 bytes, not the text.
	if err != nil || len(key) != 32 {
		return false, errors.New("the secret is 64 hex digits")
	}
	t, signatures := "", [][]byte{}
	for _, part := range strings.Split(header, ",") {
		if timePart.MatchString(part) {
			t = part[len("t="):]
		} else if signaturePart.MatchString(part) {
			v1, _ := hex.DecodeString(part[len("v1="):])
			signatures = append(signatures, v1)
		}
	}
	if t == "" {
		return false, nil
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(t + "."))
	mac.Write(body)
	expected, fits := mac.Sum(nil), false
	for _, v1 := range signatures {
		fits = fits || hmac.Equal(expected, v1)
	}
	milliseconds, _ := strconv.ParseInt(t, 10, 64)
	age := time.Since(time.UnixMilli(milliseconds))
	return fits && age.Abs() <= tolerance, nil
}

// To try it on the command line.
func main() {
	header := ""
	if len(os.Args) > 1 {
		header = os.Args[1]
	}
	body, err := io.ReadAll(os.Stdin)
	genuine := false
	if err == nil {
		genuine, err = isGenuine(os.Getenv("WEBHOOK_SECRET"), header, body)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if !genuine {
		fmt.Println("refused")
		os.Exit(1)
	}
	fmt.Println("genuine")
}
