package mock

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"strings"
	"time"

	"postern/model"
)

// maxToken bounds the tokens that are looked at, in bytes.
const maxToken = 16 << 10

// jwtKey reads the key that signatures are checked with; broken says what is wrong with it.
func jwtKey(algorithm, secret string) (key any, broken string) {
	if algorithm == "" || algorithm == model.JWTHS256 {
		return []byte(secret), ""
	}
	block, _ := pem.Decode([]byte(secret))
	if block == nil {
		return nil, "has a key that is not in PEM"
	}
	if block.Type == "CERTIFICATE" {
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, "has a certificate that cannot be read"
		}
		key = c.PublicKey
	} else if key, _ = x509.ParsePKIXPublicKey(block.Bytes); key == nil {
		if pkcs1, err := x509.ParsePKCS1PublicKey(block.Bytes); err == nil {
			key = pkcs1
		}
	}
	switch k := key.(type) {
	case *rsa.PublicKey:
		if algorithm == model.JWTRS256 {
			return k, ""
		}
	case *ecdsa.PublicKey:
		if algorithm == model.JWTES256 && k.Curve == elliptic.P256() {
			return k, ""
		}
	}
	return nil, "has no public key of " + quote(algorithm)
}

// claims are the parts of a token that are checked (RFC 7519, 4.1).
type claims struct {
	Issuer   string          `json:"iss"`
	Audience json.RawMessage `json:"aud"` // a string or a list of them
	Expires  *float64        `json:"exp"`
	Before   *float64        `json:"nbf"`
}

// token says why a JWT does not prove who asks, "" where it does. It never repeats the token.
func (g *guard) token(text string, now time.Time) string {
	parts := strings.Split(text, ".")
	if len(parts) != 3 || len(text) > maxToken {
		return "the token is no JWT"
	}
	var head struct {
		Algorithm string   `json:"alg"`
		Critical  []string `json:"crit"`
	}
	var c claims
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || !decodePart(parts[0], &head) || !decodePart(parts[1], &c) {
		return "the token is no JWT"
	}
	want := orElse(g.Algorithm, model.JWTHS256)
	switch {
	case head.Algorithm != want:
		return "the token is signed with another algorithm than " + want
	case len(head.Critical) > 0:
		return "the token asks for extensions that the mock does not know"
	case !g.signed(parts[0]+"."+parts[1], signature):
		return "the signature is not valid"
	}
	return g.claims(&c, now)
}

// claims checks what a token with a valid signature says. There is no leeway in time.
func (g *guard) claims(c *claims, now time.Time) string {
	at := float64(now.UnixNano()) / 1e9
	switch {
	case c.Expires != nil && at >= *c.Expires:
		return "the token has expired"
	case c.Before != nil && at < *c.Before:
		return "the token is not valid yet"
	case g.Issuer != "" && c.Issuer != g.Issuer:
		return "the token is of another issuer"
	case g.Audience != "" && !c.meant(g.Audience):
		return "the token is meant for another audience"
	}
	return ""
}

func (c *claims) meant(audience string) bool {
	var one string
	if json.Unmarshal(c.Audience, &one) == nil {
		return one == audience
	}
	var many []string
	if json.Unmarshal(c.Audience, &many) != nil {
		return false
	}
	for _, a := range many {
		if a == audience {
			return true
		}
	}
	return false
}

func decodePart(part string, into any) bool {
	data, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(data, into) == nil
}

// signed checks a signature (RFC 7518, 3).
func (g *guard) signed(text string, signature []byte) bool {
	sum := sha256.Sum256([]byte(text))
	switch key := g.key.(type) {
	case []byte:
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(text))
		return hmac.Equal(mac.Sum(nil), signature)
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
	case *ecdsa.PublicKey:
		if len(signature) != 64 {
			return false
		}
		return ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
	}
	return false
}
