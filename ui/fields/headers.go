package fields

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"postern/ui/kit"
)

// HeaderNames offers the names of request headers with what each is for.
func HeaderNames() []kit.Suggestion {
	out := make([]kit.Suggestion, len(headers))
	for i, h := range headers {
		out[i] = kit.Suggestion{Text: h.name, Detail: lang.L(h.words), Kind: kit.SuggestName}
	}
	return out
}

// HeaderValues offers what is usual as the value of a header; case does not matter.
func HeaderValues(name string) []kit.Suggestion {
	name = strings.ToLower(strings.TrimSpace(name))
	if same, ok := headerLike[name]; ok {
		name = same
	}
	var out []kit.Suggestion
	for _, v := range headerValues[name] {
		value, words, _ := strings.Cut(v, "|")
		if words != "" {
			words = lang.L(words)
		}
		out = append(out, kit.Suggestion{Text: value, Detail: words, Kind: kit.SuggestWord})
	}
	return out
}

// headers are the request headers of RFC 9110 and its companions and what APIs ask for: those that are set most
// first, the others by name.
var headers = []struct{ name, words string }{
	{"Accept", "media types that are wanted"},
	{"Authorization", "who is asking"},
	{"Content-Type", "media type of the body"},
	{"Cache-Control", "what caches may do"},
	{"Cookie", "cookies"},
	{"User-Agent", "program that is asking"},
	{"Accept-Language", "languages that are wanted"},
	{"Accept-Encoding", "compressions that are understood"},
	{"Origin", "site that is asking"},
	{"Referer", "page that led here"},
	{"If-None-Match", "only if the version is another"},
	{"If-Match", "only if the version is this"},
	{"X-API-Key", "key of an API"},
	{"X-Request-ID", "name of this request in logs"},
	{"Idempotency-Key", "makes repeating safe"},

	{"Accept-Charset", "character sets that are wanted"},
	{"Access-Control-Request-Headers", "headers of the request to come (CORS)"},
	{"Access-Control-Request-Method", "method of the request to come (CORS)"},
	{"Connection", "what holds for this hop only"},
	{"Content-Digest", "checksum of the body"},
	{"Content-Disposition", "file name of the body"},
	{"Content-Encoding", "compression of the body"},
	{"Content-Language", "language of the body"},
	{"Content-Length", "size of the body in bytes"},
	{"Content-Location", "where the body can be found"},
	{"Date", "when this was sent"},
	{"DNT", "do not track"},
	{"DPoP", "proof that a token is one's own"},
	{"ETag", "version of the body"},
	{"Expect", "wait for a go-ahead before the body"},
	{"Forwarded", "what proxies know of the client"},
	{"From", "mail address of who runs the client"},
	{"Host", "host and port that are asked"},
	{"If-Modified-Since", "only if it changed after"},
	{"If-Range", "a range only if the version is this"},
	{"If-Unmodified-Since", "only if it did not change after"},
	{"Keep-Alive", "how long the connection is kept"},
	{"Last-Event-ID", "last event that was received"},
	{"Link", "relations to other resources"},
	{"Max-Forwards", "how many proxies may forward"},
	{"Pragma", "no-cache for old caches"},
	{"Prefer", "how the answer should be"},
	{"Proxy-Authorization", "who is asking the proxy"},
	{"Range", "the part that is wanted"},
	{"Sec-Fetch-Mode", "how a browser asks"},
	{"Sec-Fetch-Site", "where a browser asks from"},
	{"Sec-WebSocket-Protocol", "sub-protocols of a WebSocket"},
	{"SOAPAction", "operation of a SOAP call"},
	{"TE", "transfer encodings that are understood"},
	{"Traceparent", "trace that this belongs to"},
	{"Tracestate", "trace data of vendors"},
	{"Transfer-Encoding", "how the body is framed"},
	{"Upgrade", "protocol to change to"},
	{"Upgrade-Insecure-Requests", "prefers HTTPS"},
	{"Via", "proxies on the way"},
	{"X-Correlation-ID", "ties requests together"},
	{"X-CSRF-Token", "proof against forged requests"},
	{"X-Forwarded-For", "client address before proxies"},
	{"X-Forwarded-Host", "host before proxies"},
	{"X-Forwarded-Proto", "scheme before proxies"},
	{"X-HTTP-Method-Override", "method that is meant"},
	{"x-mock-response-code", "example of this status from the mock"},
	{"x-mock-response-id", "example with this ID from the mock"},
	{"x-mock-response-name", "example of this name from the mock"},
	{"X-Requested-With", "library that is asking"},
}

// headerLike are headers with the values of another.
var headerLike = map[string]string{"proxy-authorization": "authorization", "access-control-request-method": "x-http-method-override",
	"content-encoding": "accept-encoding", "content-language": "accept-language"}

// headerValues are usual values by the name of the header, with a word about them behind a bar.
var headerValues = map[string][]string{
	"accept": {"*/*|anything", "application/json", "application/xml", "application/problem+json|errors of APIs", "application/x-ndjson|JSON line by line",
		"application/octet-stream|bytes", "text/html", "text/plain", "text/csv", "text/event-stream|server-sent events", "image/*"},
	"accept-charset":  {"utf-8"},
	"accept-encoding": {"gzip", "br|Brotli", "zstd|Zstandard", "deflate", "identity|not compressed"},
	"accept-language": {"en", "en-US", "en-GB", "de", "fr", "es", "it", "pt-BR", "nl", "pl", "ja", "zh-CN", "ko", "*|any"},
	"authorization": {"Bearer {{token}}|token of OAuth 2", "Basic |user name and password in Base64", "Digest |challenge and response",
		"Negotiate |Kerberos", "AWS4-HMAC-SHA256 |signature of AWS", "ApiKey |key of an API"},
	"cache-control":       {"no-cache|asks the server first", "no-store|keeps nothing", "max-age=0|nothing older than that", "no-transform", "only-if-cached"},
	"connection":          {"keep-alive", "close", "upgrade"},
	"content-disposition": {"attachment", "inline", `attachment; filename="file.txt"`},
	"content-type": {"application/json", "application/xml", "application/x-www-form-urlencoded|form", "multipart/form-data|form with files", "application/octet-stream|bytes",
		"application/problem+json|errors of APIs", "application/merge-patch+json|JSON merge patch", "application/json-patch+json|JSON patch",
		"application/graphql-response+json", "application/x-ndjson|JSON line by line", "application/yaml", "application/pdf", "application/zip",
		"text/plain", "text/plain; charset=utf-8", "text/csv", "text/html", "text/xml", "image/png", "image/jpeg", "image/svg+xml"},
	"dnt":                       {"1"},
	"expect":                    {"100-continue|a go-ahead before the body"},
	"idempotency-key":           {"{{$guid}}|anew each time"},
	"if-match":                  {"*|if it is there", `"etag"`},
	"if-none-match":             {"*|if it is not there", `"etag"`},
	"pragma":                    {"no-cache"},
	"prefer":                    {"return=minimal", "return=representation", "respond-async", "handling=lenient", "handling=strict", "code=404|example of this status from a mock"},
	"range":                     {"bytes=0-1023|the first 1024 bytes", "bytes=-1024|the last 1024 bytes"},
	"sec-fetch-mode":            {"cors", "navigate", "no-cors", "same-origin"},
	"sec-fetch-site":            {"cross-site", "same-origin", "same-site", "none"},
	"te":                        {"trailers", "gzip"},
	"transfer-encoding":         {"chunked"},
	"upgrade":                   {"websocket", "h2c"},
	"upgrade-insecure-requests": {"1"},
	"x-correlation-id":          {"{{$guid}}|anew each time"},
	"x-forwarded-proto":         {"https", "http"},
	"x-http-method-override":    {"PUT", "PATCH", "DELETE", "GET", "POST"},
	"x-mock-response-code":      {"200", "201", "400", "401", "403", "404", "500"},
	"x-request-id":              {"{{$guid}}|anew each time"},
	"x-requested-with":          {"XMLHttpRequest"},
}
