package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// Sizes in bytes.
const (
	keySize   = 32
	nonceSize = 12 // of GCM
	tagSize   = 16
)

// keyPrefix begins the written form of a key.
const keyPrefix = "postern-key:v1:"

// key is one key with what is derived from it.
type key struct {
	id    string // tells keys apart and gives nothing away of them
	text  string // as it is kept
	aead  cipher.AEAD
	nonce []byte // key of the HMAC that makes nonces
}

// newKey makes a random key.
func newKey() (*key, error) {
	raw := make([]byte, keySize)
	rand.Read(raw) // never fails: the program would end
	return keyOf(raw)
}

// parseKey reads the written form of a key. The error never repeats it.
func parseKey(text string) (*key, error) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), keyPrefix)
	raw, err := base64.RawStdEncoding.DecodeString(rest)
	if !ok || err != nil || len(raw) != keySize {
		return nil, fmt.Errorf("what is kept there is no key of Postern")
	}
	return keyOf(raw)
}

func keyOf(raw []byte) (*key, error) {
	parts := map[string][]byte{}
	for _, use := range []string{"seal", "nonce", "id"} {
		part, err := hkdf.Expand(sha256.New, raw, "postern "+use+" v1", keySize)
		if err != nil {
			return nil, fmt.Errorf("derive a key: %w", err)
		}
		parts[use] = part
	}
	block, err := aes.NewCipher(parts["seal"])
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("derive a key: %w", err)
	}
	return &key{id: hex.EncodeToString(parts["id"])[:idSize], nonce: parts["nonce"], aead: aead,
		text: keyPrefix + base64.RawStdEncoding.EncodeToString(raw)}, nil
}

// seal encrypts a text for a place.
//
// The nonce is an HMAC of place and text, as in SIV (RFC 5297), and not random: a text that did not
// change is sealed to the same bytes, so that storing an unchanged request writes nothing. A nonce comes
// twice only with the very same text in the very same place, which tells a reader of the file no more
// than that it is the same; two texts that share one by accident are as unlikely as with random nonces.
func (k *key) seal(text, place string) string {
	mac := hmac.New(sha256.New, k.nonce)
	mac.Write(binary.AppendUvarint(nil, uint64(len(place)))) // writing to a hash never fails
	mac.Write([]byte(place))
	mac.Write([]byte(text))
	nonce := mac.Sum(nil)[:nonceSize]
	return Prefix + k.id + ":" + base64.RawStdEncoding.EncodeToString(k.aead.Seal(nonce, nonce, []byte(text), []byte(place)))
}

// open decrypts what seal made of a text: nonce and encrypted text.
func (k *key) open(data []byte, place string) (string, error) {
	text, err := k.aead.Open(nil, data[:nonceSize], data[nonceSize:], []byte(place))
	if err != nil {
		return "", ErrBroken
	}
	return string(text), nil
}
