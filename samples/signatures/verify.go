// go run verify.go SECRET COS-SIGNATURE < BODY        exits with 0 when the signature verifies, else with 1
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"os"
	"strings"
)

func verifies(header string, body []byte, secret string) bool {
	var time, signature string
	for _, part := range strings.Split(header, ",") {
		part = strings.TrimSpace(part)
		if strings.HasPrefix(part, "t:") {
			time = part[2:]
		} else if strings.HasPrefix(part, "v1:") {
			signature = part[3:]
		}
	}

	key, err := base64.StdEncoding.DecodeString(secret)
	given, err2 := base64.StdEncoding.DecodeString(signature)
	if err != nil || err2 != nil || time == "" {
		return false
	}

	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(time + "."))
	mac.Write(body)
	return hmac.Equal(given, mac.Sum(nil))
}

func main() {
	body, _ := io.ReadAll(os.Stdin)
	if !verifies(os.Args[2], body, os.Args[1]) {
		os.Exit(1)
	}
}
