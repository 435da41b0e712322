package mock

import (
	"encoding/hex"
	"math"
	"strings"

	"postern/mock/handlebars"
)

// randomHelpers make fake data from the seed of the answer.
var randomHelpers = handlebars.Helpers{
	"uuid":      dynamic("$guid"),
	"guid":      dynamic("$guid"),
	"boolean":   coin,
	"objectId":  func(c *handlebars.Call) (any, error) { return randomText(c, "0123456789abcdef", 24) },
	"randomInt": intHelper,
	"randomDecimal": func(c *handlebars.Call) (any, error) {
		low, high := span(c, 0, 1)
		return low + fillingOf(c).random.Float64()*(high-low), nil
	},
	"randomValue": randomValue,
	"random":      randomValue,
	"faker": func(c *handlebars.Call) (any, error) {
		f := fakes[strings.ToLower(c.Text(0))]
		if f == nil {
			return nil, errFake
		}
		return f(c)
	},
	"firstName": fakeOf(firstNames), "lastName": fakeOf(lastNames), "city": fakeOf(cities), "country": fakeOf(countries),
	"company": fakeOf(companies), "street": fakeOf(streets), "domain": fakeOf(domains), "email": email, "phoneNumber": phone,
	"lorem": lorem,
}

func dynamic(name string) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) {
		v, _ := fillingOf(c).values.Lookup(name)
		return v.Text, nil
	}
}

// randomText draws n characters of an alphabet.
func randomText(c *handlebars.Call, alphabet string, n int) (any, error) {
	if n < 0 || n > maxRepeats {
		return nil, errArguments
	}
	out := make([]byte, n)
	for i := range out {
		out[i] = alphabet[fillingOf(c).random.IntN(len(alphabet))]
	}
	return string(out), nil
}

// randomValue is that of WireMock: {{randomValue length=8 type='ALPHANUMERIC' uppercase=true}}.
func randomValue(c *handlebars.Call) (any, error) {
	const letters, digits = "abcdefghijklmnopqrstuvwxyz", "0123456789"
	alphabet := letters + digits
	switch kind := strings.ToUpper(c.Named("type", "ALPHANUMERIC")); kind {
	case "UUID":
		return dynamic("$guid")(c)
	case "ALPHABETIC":
		alphabet = letters
	case "NUMERIC":
		alphabet = digits
	case "HEXADECIMAL":
		alphabet = digits + "abcdef"
	case "ALPHANUMERIC_AND_SYMBOLS":
		alphabet += "!#$%*+-./:;<=>?@^_~"
	}
	n, ok := handlebars.Number(c.Hash["length"])
	if !ok {
		n = 36
	}
	v, err := randomText(c, alphabet, int(math.Min(n, maxRepeats+1)))
	if text, ok := v.(string); ok && handlebars.True(c.Hash["uppercase"]) {
		v = strings.ToUpper(text)
	}
	return v, err
}

func fakeOf(list []string) handlebars.Helper {
	return func(c *handlebars.Call) (any, error) { return list[fillingOf(c).random.IntN(len(list))], nil }
}

func email(c *handlebars.Call) (any, error) {
	first, _ := fakeOf(firstNames)(c)
	last, _ := fakeOf(lastNames)(c)
	host, _ := fakeOf(domains)(c)
	return strings.ToLower(handlebars.String(first) + "." + handlebars.String(last) + "@" + handlebars.String(host)), nil
}

func phone(c *handlebars.Call) (any, error) {
	v, err := randomText(c, "0123456789", 7)
	return "+1-555-" + handlebars.String(v), err // numbers that are kept free for fiction begin so
}

// lorem writes a number of words.
func lorem(c *handlebars.Call) (any, error) {
	n, ok := handlebars.Number(c.Arg(0))
	if !ok {
		n = 7
	}
	return someWords(c, int(max(-1, min(n, maxRepeats+1))))
}

func coin(c *handlebars.Call) (any, error) { return fillingOf(c).random.IntN(2) == 0, nil }

func someWords(c *handlebars.Call, n int) (any, error) {
	if n < 0 || n > maxRepeats {
		return nil, errArguments
	}
	list := make([]string, n)
	for i := range list {
		list[i] = words[fillingOf(c).random.IntN(len(words))]
	}
	return strings.Join(list, " "), nil
}

func hexColor(c *handlebars.Call) (any, error) {
	v, err := randomText(c, "0123456789abcdef", 6)
	return "#" + handlebars.String(v), err
}

func ipv4(c *handlebars.Call) (any, error) {
	v := fillingOf(c).random.IntN(254) + 1
	return "192.0.2." + handlebars.String(float64(v)), nil // for documentation (RFC 5737)
}

func macAddress(c *handlebars.Call) (any, error) {
	raw := make([]byte, 6)
	for i := range raw {
		raw[i] = byte(fillingOf(c).random.IntN(256))
	}
	raw[0] = raw[0]&^1 | 2 // of one device, not of a maker
	text := hex.EncodeToString(raw)
	return strings.Join([]string{text[:2], text[2:4], text[4:6], text[6:8], text[8:10], text[10:]}, ":"), nil
}
